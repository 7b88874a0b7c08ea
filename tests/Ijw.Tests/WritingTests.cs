using System.Text;
using System.Xml.Linq;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>What is particular to the text that is written; that it reads back equal is for the round trip.</summary>
public sealed class WritingTests
{
    [Fact]
    public void A_message_is_written_without_space_between_its_elements_unless_it_is_for_people()
    {
        var compact = Standard.Show(IjwWriter.Write(Example.Refusal()));
        Assert.StartsWith(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
            + "<jw319:Bericht xmlns:ijw=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\" "
            + "xmlns:jw319=\"http://www.istandaarden.nl/ijw/3_2/jw319/schema\">"
            + "<jw319:Header><jw319:BerichtCode>488</jw319:BerichtCode>", compact, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', compact);
        var indented = Standard.Show(IjwWriter.Write(Example.Refusal(), isIndented: true));
        Assert.EndsWith(
            "\n\t\t<jw319:Woonplaatsbeginsel>\n\t\t\t<jw319:Gemeente>0439</jw319:Gemeente>"
            + "\n\t\t</jw319:Woonplaatsbeginsel>\n\t</jw319:Antwoord>\n</jw319:Bericht>\n",
            indented, StringComparison.Ordinal);
        Assert.Equal(Example.Refusal(), IjwReader.Read(Encoding.UTF8.GetBytes(indented)).Message);
    }

    [Theory]
    [InlineData("a & b < c > d ]]> \"e\" 'f'")]
    [InlineData("one\r\ntwo\tthree\rfour\n")]
    [InlineData("é€Ŝ😀")]
    [InlineData("\u0085\u2028\uFFFD\u007F")]
    public void Every_character_that_XML_allows_comes_back(string text) =>
        Assert.Equal(text, CommentIn(Commented(text)));

    [Theory]
    [InlineData(0)]
    [InlineData(0x0B)]
    [InlineData(0xFFFE)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void A_character_that_XML_does_not_allow_is_refused_and_not_told(int character)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Commented($"before{(char)character}after"));
        Assert.Equal("Bericht/Client/Commentaar: it holds a character that XML does not allow.", refusal.Message);
    }

    [Fact]
    public void The_longest_values_are_whole_wherever_a_block_ends()
    {
        // each takes 3,991 bytes, so that in time a block ends anywhere in one
        var text = string.Concat(Enumerable.Repeat("😀é&", 362)) + "xxxxxxxxx";
        var message = Changed.Allocations(
            [.. Enumerable.Range(1, 200).Select(number => Example.Allocated(number) with { Commentaar = text })]);
        using var stream = new MemoryStream(IjwWriter.Write(message));
        var comments = XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName is "Commentaar");
        Assert.Equal(Enumerable.Repeat(text, 200), comments.Select(comment => comment.Value));
    }

    [Fact]
    public void A_declaration_written_client_by_client_is_the_same_text()
    {
        var message = Example.Declaration();
        using var stream = new MemoryStream();
        IjwWriter.Write(WithoutClients(message), Once(message.Declaratie.Clienten), stream);
        Assert.Equal(IjwWriter.Write(message), stream.ToArray());
    }

    [Fact]
    public void No_more_than_a_block_of_a_declaration_is_kept()
    {
        using var stream = new MemoryStream();
        var most = 0L;
        IEnumerable<DeclaratieClient> clients()
        {
            for (var i = 0; i < 2_000; i++)
            {
                // what was asked for before is in the text already, but for a block
                most = Math.Max(most, i * 600L - stream.Length);
                yield return Example.Declaration().Declaratie.Clienten[0];
            }
        }
        IjwWriter.Write(WithoutClients(Example.Declaration()), clients(), stream);
        Assert.InRange(stream.Length, 2_000 * 600, 2_000 * 2_000);
        Assert.InRange(most, 0, 64 * 1024);
    }

    [Fact]
    public void A_declaration_without_clients_is_not_written_and_neither_is_one_with_two_lists_of_them()
    {
        var message = Example.Declaration();
        Assert.Throws<ArgumentException>(() => IjwWriter.Write(WithoutClients(message), [], Stream.Null));
        Assert.Throws<ArgumentException>(() => IjwWriter.Write(message, message.Declaratie.Clienten, Stream.Null));
    }

    private static Jw323 WithoutClients(Jw323 message) =>
        message with { Declaratie = message.Declaratie with { Clienten = [] } };

    private static IEnumerable<DeclaratieClient> Once(IEnumerable<DeclaratieClient> clients)
    {
        foreach (var client in clients) yield return client;
    }

    private static byte[] Commented(string text) =>
        IjwWriter.Write(Changed.Client301(client => client with { Commentaar = text }));

    private static string CommentIn(byte[] text)
    {
        using var stream = new MemoryStream(text);
        return XDocument.Load(stream).Descendants().Single(element => element.Name.LocalName is "Commentaar").Value;
    }
}
