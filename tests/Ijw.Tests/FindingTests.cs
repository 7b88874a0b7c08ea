using System.Text;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>What findings and exceptions say, and what they must not.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("<jw315:Bsn>999900006<", "<jw315:Bsn>99990000x<", "Bericht/Client/Bsn", "It must be exactly 9 digits.")]
    [InlineData("<ijw:Datum>2012-03-04<", "<ijw:Datum>2012-02-30<", "Bericht/Client/Geboortedatum/Datum",
        "It is not a date that exists.")]
    [InlineData("<ijw:Achternaam>Testkind<", "<ijw:Achternaam>  <", "Bericht/Client/Naam/Geslachtsnaam/Achternaam",
        "It must be characters on one line and not only space, a number of 1 to 200.")]
    [InlineData("2026-07-12<", "2026-06-31<",
        "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/ToewijzingEinddatum",
        "2026-06-31 is not a date that exists.")]
    [InlineData("2026-07-12<", "12-07-2026<",
        "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/ToewijzingEinddatum",
        "It must be a date written as yyyy-mm-dd, without a time zone.")]
    [InlineData("<ijw:Eenheid>01<", "<ijw:Eenheid>05<",
        "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/Omvang/Eenheid",
        "It must be one of 01, 04, 14, 16, 82, 83, 84.")]
    [InlineData("<jw315:Geslacht>2</jw315:Geslacht>", "", "Bericht/Client/Geslacht", "Geslacht is missing.")]
    [InlineData("<jw315:Bsn>", "<jw315:Bsn a=\"999900006\">", "Bericht/Client/Bsn",
        "An attribute that does not belong here.")]
    [InlineData("<jw315:Bsn>", "<jw315:Jansen/><jw315:Bsn>", "Bericht/Client", "An element that does not belong here.")]
    [InlineData("<jw315:Bsn>", "Jansen<jw315:Bsn>", "Bericht/Client", "There may be no text between the elements.")]
    [InlineData("<jw315:BerichtCode>446<", "<jw315:BerichtCode>436<", "Bericht/Header/BerichtCode", "It must be 446.")]
    [InlineData("</jw315:Client>", "</jw315:Jansen>", "Bericht/Client", "The text is not well-formed XML here.")]
    public void A_finding_says_where_and_what_is_allowed_and_no_personal_value(
        string right, string wrong, string path, string text)
    {
        var finding = ReadWith(right, wrong).Findings[0];
        Assert.Equal((path, text), (finding.Path, finding.Text));
        Assert.Equal("", finding.ReturnCode);
    }

    [Fact]
    public void Line_and_column_are_those_of_the_element()
    {
        var text = Standard.Show(IjwWriter.Write(Example.Request()))
            .Replace("<jw315:Client>", "\n\n  <jw315:Client>", StringComparison.Ordinal)
            .Replace("<jw315:Bsn>999900006", "\n<!-- x -->  <jw315:Bsn>999900007", StringComparison.Ordinal);
        var finding = Assert.Single(IjwReader.Read(Encoding.UTF8.GetBytes(text)).Findings);
        Assert.Equal(("CS002", 4, 14), (finding.Rule, finding.Line, finding.Column));
    }

    [Fact]
    public void A_line_feed_at_the_end_of_a_code_is_right_in_form_but_refused()
    {
        var reading = ReadWith("0479<", "0479\n<");
        Assert.Equal(Verdict.Rejected, reading.Verdict);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("RS035", "0001", "Bericht/Header/Ontvanger"), (finding.Rule, finding.ReturnCode, finding.Path));
    }

    [Fact]
    public void A_small_z_for_a_time_zone_is_right_in_form_but_refused()
    {
        var reading = ReadWith("2026-07-12<", "2026-07-12z<");
        Assert.Equal(Verdict.Rejected, reading.Verdict);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("RS032", "It may not have a time zone."), (finding.Rule, finding.Text));
    }

    [Fact]
    public void A_message_of_another_kind_than_expected_is_invalid_and_its_kind_is_told()
    {
        var reading = IjwReader.Read(IjwWriter.Write(Example.Request()), MessageKind.Jw305);
        Assert.Equal((Verdict.Invalid, MessageKind.Jw315), (reading.Verdict, reading.Kind));
        Assert.Equal("This is a JW315, not a JW305.", Assert.Single(reading.Findings).Text);
    }

    [Fact]
    public void A_message_never_shows_what_is_in_it_as_text()
    {
        var message = Example.Allocation();
        Assert.Equal("Jw301", message.ToString());
        Assert.DoesNotContain("Testkind", $"{message.Client} {message.Client.Naam} {message.Client.Relaties![0]}",
            StringComparison.Ordinal);
        Assert.DoesNotContain("999900006", $"{message.Client}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" ", 0)]
    [InlineData("Testkind", '\u0001')]
    [InlineData("Testkind", 0xD800)]
    [InlineData("Testkind", '\n')]
    public void A_message_that_is_not_right_in_form_is_not_written_and_the_value_is_not_told(string start, int end)
    {
        var name = end == 0 ? start : start + (char)end;
        var message = Example.Start();
        message = message with
        {
            Client = message.Client with { Naam = new() { Geslachtsnaam = new() { Achternaam = name } } },
        };
        var refusal = Assert.Throws<ArgumentException>(() => IjwWriter.Write(message));
        Assert.StartsWith("Bericht/Client/Naam/Geslachtsnaam/Achternaam: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Testkind", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", 4000, true)]
    [InlineData("x", 4001, false)]
    [InlineData("é", 2001, false)]
    [InlineData("&", 800, true)]
    [InlineData("&", 801, false)]
    public void What_is_written_can_be_read_again_however_long_a_remark_is(string character, int times, bool isWritten)
    {
        var message = Example.Allocation();
        var remark = string.Concat(Enumerable.Repeat(character, times));
        message = message with { Client = message.Client with { Commentaar = remark } };
        if (isWritten) Assert.Equal(message, IjwReader.Read(IjwWriter.Write(message)).Message);
        else Assert.Throws<ArgumentException>(() => IjwWriter.Write(message));
    }

    [Fact]
    public void An_empty_list_and_a_code_where_none_belongs_are_not_written()
    {
        var message = Example.Start();
        Assert.Throws<ArgumentException>(
            () => IjwWriter.Write(message with { Client = message.Client with { StartProducten = [] } }));
        Assert.Throws<ArgumentException>(
            () => IjwWriter.Write(message with { Client = message.Client with { RetourCodes = ["0200"] } }));
        var retour = (Jw306)Answer.Retour(message, "RET1", new(2026, 2, 6), []);
        Assert.Throws<ArgumentException>(() => IjwWriter.Write(retour with { Client = message.Client }));
    }

    [Fact]
    public void Messages_with_equal_content_are_equal_and_cannot_be_changed_from_outside()
    {
        Assert.Equal(Example.Declaration(), Example.Declaration());
        Assert.Equal(Example.Declaration().GetHashCode(), Example.Declaration().GetHashCode());
        List<Prestatie> lines = [Example.Line("PR1", 1)];
        var client = new DeclaratieClient { Bsn = Example.OneBsn, Prestaties = lines };
        lines.Clear();
        Assert.Single(client.Prestaties);
    }

    [Fact]
    public void Every_element_of_the_standard_is_known_by_name()
    {
        Assert.Contains("TotaalToegekendBedrag", ElementNames.All.AsEnumerable());
        Assert.Equal(14, MessageDefinitions.All.Count);
    }

    private static Reading ReadWith(string right, string wrong)
    {
        var text = Standard.Show(IjwWriter.Write(Example.Request()));
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at > 0, right);
        return IjwReader.Read(Encoding.UTF8.GetBytes(text[..at] + wrong + text[(at + right.Length)..]));
    }
}
