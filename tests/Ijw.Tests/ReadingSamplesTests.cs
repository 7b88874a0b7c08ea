using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

public sealed class ReadingSamplesTests
{
    public static TheoryData<MessageKind> Kinds => [.. MessageKinds.All];

    [Theory, MemberData(nameof(Kinds))]
    public void An_official_sample_is_right_in_form_exactly_when_the_official_schema_says_so(MessageKind kind)
    {
        var text = Standard.Sample(kind);
        var reading = IjwReader.Read(text);
        var complaint = Standard.Complaint(text);
        Assert.Equal(kind, reading.Kind);
        Assert.True(
            (complaint is null) == reading.Verdict is not Verdict.Invalid,
            $"{complaint} / {string.Join(", ", reading.Findings)}");
        Assert.All(reading.Findings, finding => Assert.True(finding is { Line: > 0, Column: > 0 }));
        if (reading.Verdict == Verdict.Invalid) return;
        Assert.Equal(kind, reading.Message!.Kind);
        Assert.Equal(reading.Message, IjwReader.Read(IjwWriter.Write(reading.Message)).Message);
    }

    [Fact]
    public void A_date_that_does_not_exist_is_named_with_its_place()
    {
        var reading = IjwReader.Read(Standard.Sample(MessageKind.Jw315));
        Assert.Equal(Verdict.Invalid, reading.Verdict);
        Assert.Equal(2, reading.Findings.Count);
        var finding = reading.Findings[1];
        Assert.Equal("2027-06-31 is not a date that exists.", finding.Text);
        Assert.Equal("Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]/ToewijzingEinddatum", finding.Path);
        Assert.Equal((FindingLevel.Schema, 66, 6), (finding.Level, finding.Line, finding.Column));
    }

    [Fact]
    public void An_element_in_a_place_where_the_standard_has_none_is_named()
    {
        var reading = IjwReader.Read(Standard.Sample(MessageKind.Jw318));
        Assert.Equal("RetourCode does not belong here.", Assert.Single(reading.Findings).Text);
        Assert.Equal("Bericht/Client/Verzoek", reading.Findings[0].Path);
    }
}
