using Jeugdregio.Contracting.SegmentTariffs;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Tariffs;

[Trait("requirement", "C13")]
public sealed class SegmentTariffTests
{
    private static readonly SetSegmentTariff Act = new("B", "45A48", "84", 61_000, Start, End);

    private static Outcome<TariffVersion> Set(SetSegmentTariff act, DateOnly? today = null, params TariffVersion[] before) =>
        SetSegmentTariff.Decide(act, OfSegment, before, Samples.Region, today ?? Today, Now);

    private static Outcome<TariffVersion> Follow(bool segmentHasTariff, params TariffVersion[] versions) =>
        SetTariff.Decide(
            Signed.Agreement, First, versions.Length == 0 ? FirstVersions : versions,
            new(new(2027, 7, 1), FollowSegment: true), Today, Now, segmentHasTariff);

    [Fact]
    public void Every_setting_is_the_next_version_of_the_segments_tariff()
    {
        var first = Set(Act).Fact();
        Assert.Equal((OfSegment.Id, 1, 61_000L, Start, End), (
            first.TariffId, first.Version, first.TariffCents, first.ValidFrom, first.ValidUntil));
        Assert.Equal(2, Set(Act with { TariffCents = 62_000 }, null, first).Fact().Version);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_field()
    {
        (SetSegmentTariff Act, string Code, string Field)[] wrong =
        [
            (Act with { Segment = "A" }, "segment-not-regional", "segment"),
            (Act with { Segment = "Q" }, "segment-not-regional", "segment"),
            (Act with { Product = "x" }, "product-code-invalid", "product"),
            (Act with { Unit = "99" }, "unit-invalid", "unit"),
            (Act with { TariffCents = 0 }, "tariff-invalid", "tariffCents"),
            (Act with { ValidUntil = Start.AddDays(-1) }, "period-invalid", "validUntil"),
            (Act with { Decision = new('x', 1_001) }, "decision-too-long", "decision"),
        ];
        foreach (var (act, code, field) in wrong)
        {
            var why = Set(act).Why();
            Assert.Equal((code, field), (why.Code, why.Field));
        }
    }

    [Fact]
    [Trait("requirement", "C14")]
    public void For_days_that_have_come_it_needs_a_decision()
    {
        Assert.Equal("tariff-retroactive", Set(Act, Start).Why().Code);
        Assert.Equal("College.", Set(Act with { Decision = " College. " }, Start).Fact().Decision);
    }

    [Fact]
    public void An_agreement_follows_the_segment_from_a_day_on_which_that_has_a_tariff()
    {
        Assert.Equal("segment-tariff-missing", Follow(false).Why().Code);
        Assert.Equal(0, Follow(true).Fact().TariffCents);
        Assert.Equal("product-has-levels", Follow(true, FirstVersions[0] with { Level = 1 }).Why().Code);
        Assert.Equal("tariff-or-indexation", SetTariff.Decide(
            Signed.Agreement, First, FirstVersions, new(Start, 1, FollowSegment: true), Today, Now, true).Why().Code);
    }

    [Fact]
    [Trait("requirement", "C14")]
    public void What_follows_the_segment_is_not_indexed_and_may_get_a_tariff_of_its_own_again()
    {
        TariffVersion[] versions = [.. FirstVersions, Follow(true).Fact()];
        Assert.Equal("follows-segment", Later(new(new(2028, 1, 1), null, 250)).Why().Code);
        Assert.Equal(66_000, Later(new(new(2028, 1, 1), 66_000)).Fact().TariffCents);

        Outcome<TariffVersion> Later(SetTariff act) =>
            SetTariff.Decide(Signed.Agreement, First, versions, act, Today, Now);
    }
}
