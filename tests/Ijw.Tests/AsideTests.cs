using System.Text;
using Jeugdregio.Ijw.Fuzz.Hostile;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>Comments and CDATA sections: many are fine, a text of little else is not.</summary>
[Trait("fault", "B2")]
public sealed class AsideTests
{
    private const string TooMany = "There are too many comments and CDATA sections for so little else.";

    [Fact]
    public void A_section_for_every_value_and_a_comment_before_every_element_are_taken_however_many()
    {
        var text = Encoding.UTF8.GetString(IjwWriter.Write(Declared(400)))
            .Replace("<jw323:Eenheid>01<", "<jw323:Eenheid><![CDATA[01]]><", StringComparison.Ordinal)
            .Replace("<ijw:Bedrag>130<", "<ijw:Bedrag><![CDATA[130]]><", StringComparison.Ordinal)
            .Replace("<jw323:", "<!--x--><jw323:", StringComparison.Ordinal)
            .Replace("<ijw:", "<!--x--><ijw:", StringComparison.Ordinal)
            .Replace("<!--x--><jw323:Bericht ", "<jw323:Bericht ", StringComparison.Ordinal);
        Assert.InRange(text.Split("<!--x-->").Length, 20_000, int.MaxValue);
        var reading = IjwReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.DoesNotContain(reading.Findings, finding => finding.Level == FindingLevel.Schema);
    }

    /// <summary>
    /// One reader stops at the attribute, whichever client has it; the other has to go on counting where it was.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(39)]
    [InlineData(-1)]
    public void Which_reader_goes_on_where_makes_no_difference_for_how_many_there_may_be(int odd)
    {
        var clients = Encoding.UTF8.GetString(IjwWriter.Write(Declared(40))).Split("<jw323:Client>");
        if (odd >= 0)
            clients[odd + 1] = clients[odd + 1].Replace("</jw323:Bsn>", "</jw323:Bsn >", StringComparison.Ordinal);
        var told = new HashSet<string>();
        for (var each = 16; each < 60; each += 4)
        {
            var comments = string.Concat(Enumerable.Repeat("<!---->", each));
            var text = Encoding.UTF8.GetBytes(string.Join("<jw323:Client>", clients)
                .Replace("</ijw:Bedrag>", comments + "</ijw:Bedrag>", StringComparison.Ordinal)
                .Replace("</jw323:Eenheid>", comments + "</jw323:Eenheid>", StringComparison.Ordinal));
            var whole = IjwReader.Read(text);
            var taken = IjwReader.ReadDeclaration(new MadeStream([text], 1000), new Deaf());
            Assert.Equal(whole.Verdict, taken.Verdict);
            Assert.Equal(whole.Findings, taken.Findings);
            told.UnionWith(whole.Findings.Select(finding => $"{finding.Text} {finding.Column}"));
        }
        Assert.InRange(told.Count(text => text.StartsWith(TooMany, StringComparison.Ordinal)), 5, 11);
    }

    /// <summary>So many clients of ten lines each.</summary>
    private static Jw323 Declared(int clients) => Changed.Declared(declaration => declaration with
    {
        Clienten =
        [
            .. Enumerable.Range(0, clients).Select(client => new DeclaratieClient
            {
                Bsn = Example.OneBsn,
                Prestaties =
                [
                    .. Enumerable.Range(0, 10).Select(line =>
                        Example.Line($"R{client}-{line}", 1) with { ToewijzingNummer = line + 1 }),
                ],
            }),
        ],
    });

    private sealed class Deaf : IDeclarationVisitor
    {
        public void OnHeader(DeclarationHeader header)
        {
        }

        public void OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines)
        {
        }
    }
}
