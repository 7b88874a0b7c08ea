using System.Text;
using Jeugdregio.Ijw.Fuzz.Hostile;
using Jeugdregio.Ijw.Fuzz.Oracle;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>Input made to hurt is refused with a finding: no exception, no waiting, nothing fetched.</summary>
public sealed class HostileInputTests
{
    private const string Open = "<m:Bericht xmlns:m=\"http://www.istandaarden.nl/ijw/3_2/jw315/schema\" "
        + "xmlns:i=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\">";

    /// <summary>Ours, of about the size of an official sample; one has characters of two to four bytes.</summary>
    public static TheoryData<string> Messages => [.. Texts.Keys];

    private static Dictionary<string, byte[]> Texts { get; } = new()
    {
        ["a declaration"] = IjwWriter.Write(Example.Declaration()),
        ["a request"] = IjwWriter.Write(Named(Example.Request(), "É€😀")),
        ["an allocation with a byte order mark"] = [0xEF, 0xBB, 0xBF, .. IjwWriter.Write(Example.Allocation())],
    };

    [Theory, MemberData(nameof(Messages))]
    public void A_text_cut_off_anywhere_is_invalid(string name)
    {
        var whole = Texts[name];
        for (var length = 0; length < whole.Length; length++)
        {
            var reading = IjwReader.Read(whole.AsMemory(0, length));
            Assert.Equal(Verdict.Invalid, reading.Verdict);
            Assert.True(reading.Findings[^1] is { Level: FindingLevel.Schema, Line: > 0, Column: > 0 });
            using var stream = new MadeStream([whole.AsMemory(0, length)], most: 7);
            Assert.Equal(reading.Findings, IjwReader.Read(stream).Findings);
        }
    }

    [Theory, MemberData(nameof(Messages))]
    public void A_text_with_one_bit_turned_is_valid_exactly_when_it_is_for_the_official_schema(string name)
    {
        Standard.MustBeThere();
        var text = Texts[name].ToArray();
        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            text[bit / 8] ^= (byte)(1 << bit % 8);
            var isValid = Official.Complaint(text) is null && Strictness.Of(text) is null;
            if (isValid != IjwReader.Read(text).Verdict is not Verdict.Invalid)
                Assert.Fail($"bit {bit % 8} of byte {bit / 8}: official is {Official.Complaint(text)?.Text}");
            text[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    /// <summary>Long enough for blocks of 128 KB, and moved so that each byte of it lies on an edge once.</summary>
    [Theory]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("😀")]
    public void A_character_on_the_edge_of_a_block_stays_whole(string character)
    {
        var remark = string.Concat(Enumerable.Repeat(character, 3900 / Encoding.UTF8.GetByteCount(character)));
        var request = Example.Request();
        var message = request with
        {
            Client = request.Client with
            {
                AangevraagdeProducten =
                [
                    .. Enumerable.Range(0, 40).Select(i => Example.Requested($"VOT-{i}") with { Commentaar = remark }),
                ],
            },
        };
        var text = Standard.Show(IjwWriter.Write(message));
        for (var moved = 0; moved < 4; moved++)
        {
            var whole = Encoding.UTF8.GetBytes(
                text.Replace("?>", "?>" + new string(' ', moved), StringComparison.Ordinal));
            Assert.True(whole.Length > 128 * 1024);
            Assert.Equal(message, IjwReader.Read(whole).Message);
            using var stream = new MadeStream([whole], most: 4095);
            Assert.Equal(message, IjwReader.Read(stream).Message);
        }
    }

    [Theory]
    [InlineData("2012-03-04", "\0\0\0\0\0\0\0\0\0\0")]
    [InlineData(">2<", ">\0" + "2<")]
    [InlineData(">01<", ">\0" + "01<")]
    [InlineData(">180<", ">\0" + "180<")]
    [InlineData(">446<", ">\0" + "446<")]
    [InlineData("Testkind", "Testkind\0")]
    [InlineData("0479", "0479\0")]
    [InlineData("<jw315:Bsn>", "\0<jw315:Bsn>")]
    [InlineData("<jw315:Bsn>", "<jw315:Bsn\0>")]
    public void A_NUL_is_in_no_message(string right, string wrong)
    {
        var text = Standard.Show(IjwWriter.Write(Example.Request()));
        Assert.Contains(right, text, StringComparison.Ordinal);
        var reading = IjwReader.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(Verdict.Invalid, reading.Verdict);
    }

    [Fact]
    public void What_is_wrong_before_a_refusal_is_told_and_not_the_refusal()
    {
        var finding = IjwReader.Read(Encoding.UTF8.GetBytes(Open + "\n<m:He\\ader>\n<!DOCTYPE m>")).Findings[^1];
        Assert.Equal(("The text is not well-formed XML here.", 2), (finding.Text, finding.Line));
    }

    [Fact]
    public void A_refusal_of_what_began_a_block_ago_has_its_place_in_every_way_of_reading()
    {
        var whole = Standard.Show(IjwWriter.Write(Example.Declaration()));
        for (var before = 11_000; before < 17_000; before += 500)
        {
            var comments = string.Concat(Enumerable.Repeat("<!--\n-->", before / 8));
            var text = Encoding.UTF8.GetBytes(whole.Replace("?>", "?>" + comments, StringComparison.Ordinal)
                .Replace("<jw323:Clienten>", "<jw323:Clienten>" + new string(' ', 5000), StringComparison.Ordinal));
            var expected = IjwReader.Read(text).Findings[^1];
            Assert.StartsWith("There are more than 4096 bytes", expected.Text, StringComparison.Ordinal);
            Assert.Equal(before / 8 + 1, expected.Line);
            using var stream = new MadeStream([text], most: 4095);
            Assert.Equal(expected, IjwReader.ReadDeclaration(stream, new HandedOut()).Findings[^1]);
        }
    }

    [Fact]
    public void Findings_stop_at_their_limit()
    {
        var reading = IjwReader.Read(Encoding.UTF8.GetBytes(
            Open + "<m:Header/><m:Client>" + string.Concat(Enumerable.Repeat("<m:Bsn>1</m:Bsn>", 10_000))));
        Assert.Equal(100, reading.Findings.Count);
        Assert.Equal(Verdict.Invalid, reading.Verdict);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public void A_text_that_breaks_off_when_findings_are_at_their_limit_is_still_only_invalid(int faults)
    {
        var text = Open + "<m:Header>" + string.Concat(Enumerable.Repeat("<m:x/>", faults)) + "</m:Client>";
        var reading = IjwReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(Verdict.Invalid, reading.Verdict);
        Assert.Equal(100, reading.Findings.Count);
    }

    [Fact]
    public void Findings_that_do_not_stop_the_reading_stop_at_their_limit_too()
    {
        var one = Example.Start();
        var many = one with
        {
            Client = one.Client with
            {
                StartProducten = [.. Enumerable.Repeat(one.Client.StartProducten[0], 200)],
            },
        };
        var text = Standard.Show(IjwWriter.Write(many))
            .Replace("2026-01-13<", "2026-01-13z<", StringComparison.Ordinal);
        var reading = IjwReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal((Verdict.Rejected, 100), (reading.Verdict, reading.Findings.Count));
        var broken = text.Replace("</jw305:Client>", "<jw305:Bsn/></jw305:Client>", StringComparison.Ordinal);
        reading = IjwReader.Read(Encoding.UTF8.GetBytes(broken));
        Assert.Equal((Verdict.Invalid, 100), (reading.Verdict, reading.Findings.Count));
        Assert.Equal("Bsn must come before StartProducten.", reading.Findings[^1].Text);
    }

    [Theory]
    [InlineData("<?x y?>", "A processing instruction is not allowed.", 3, 3)]
    [InlineData("<!DOCTYPE m>", "A document type declaration is not allowed.", 3, 3)]
    [InlineData("\u00FF", "The text is not UTF-8.", 3, 3)]
    public void What_is_refused_by_its_bytes_has_a_line_and_a_column(string odd, string why, int line, int column)
    {
        var text = Encoding.Latin1.GetBytes($"{Open}\r\n\n\u00C3\u00A9 {odd}</m:Bericht>");
        var finding = IjwReader.Read(text).Findings[^1];
        Assert.Equal((why, line, column), (finding.Text, finding.Line, finding.Column));
    }

    [Fact]
    public void A_failure_of_the_stream_itself_is_thrown_on() =>
        Assert.Throws<IOException>(() => IjwReader.Read(new BrokenStream()));

    private static Jw315 Named(Jw315 message, string name) => message with
    {
        Client = message.Client with { Naam = new() { Geslachtsnaam = new() { Achternaam = name } } },
    };

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("The line went dead.");
    }
}
