using Jeugdregio.Contracting.Instalments;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Tariffs;

[Trait("requirement", "C11")]
public sealed class LevelTests
{
    private static readonly DateOnly From = new(2027, 7, 1);
    private static readonly Guid NewId = Guid.CreateVersion7();

    private static Outcome<LevelAdded> Add(
        AddLevel act, IReadOnlyList<Tariff>? profile = null, IReadOnlyList<TariffVersion>? versions = null,
        DateOnly? today = null) =>
        AddLevel.Decide(
            Signed.Agreement, profile ?? [First], versions ?? FirstVersions, act, today ?? Today, Now, NewId);

    [Fact]
    public void With_a_second_level_the_first_tariff_becomes_level_one_at_the_amounts_it_has()
    {
        var indexed = FirstVersions[0] with { Version = 2, TariffCents = 66_000, ValidFrom = new(2028, 1, 1) };
        var added = Add(new(From, 70_000), versions: [.. FirstVersions, indexed]).Fact();
        Assert.Equal((2, 70_000L, "45A48", "84"), (
            added.Tariff.Level, added.Tariff.AgreedCents, added.Tariff.Product, added.Tariff.Unit));
        Assert.Equal(
            [
                (First.Id, 3, 65_000L, From, new DateOnly(2027, 12, 31), (int?)1),
                (First.Id, 4, 66_000, new(2028, 1, 1), End, 1), (NewId, 1, 70_000, From, End, 2),
            ],
            added.Versions.Select(v => (v.TariffId, v.Version, v.TariffCents, v.ValidFrom, v.ValidUntil, v.Level)));
    }

    [Fact]
    public void A_third_level_leaves_the_first_two_as_they_are_and_costs_more_than_the_second()
    {
        var second = Add(new(From, 70_000)).Fact();
        Tariff[] profile = [First, second.Tariff];
        TariffVersion[] versions = [.. FirstVersions, .. second.Versions];
        var third = Add(new(From, 70_001), profile, versions).Fact();
        Assert.Equal(3, Assert.Single(third.Versions).Level);
        Assert.Equal("level-not-above", Add(new(From, 70_000), profile, versions).Why().Code);
        Assert.Equal("level-below-later", Add(new(From.AddDays(-1), 80_000), profile, versions).Why().Code);
    }

    [Fact]
    [Trait("requirement", "C14")]
    public void A_level_keeps_its_place_through_indexation_and_is_not_set_before_it_began()
    {
        var added = Add(new(From, 70_000)).Fact();
        TariffVersion[] first = [.. FirstVersions, .. added.Versions.Where(v => v.TariffId == First.Id)];
        Assert.Equal(1, Set(First, first, From.AddMonths(-1)).Fact().Level);
        TariffVersion[] second = [.. added.Versions.Where(v => v.TariffId == NewId)];
        Assert.Equal(2, Set(added.Tariff, second, From.AddMonths(1)).Fact().Level);
        Assert.Equal("level-later", Set(added.Tariff, second, From.AddDays(-1)).Why().Code);

        static Outcome<TariffVersion> Set(Tariff tariff, IReadOnlyList<TariffVersion> versions, DateOnly from) =>
            SetTariff.Decide(Signed.Agreement, tariff, versions, new(from, 71_000), Today, Now);
    }

    [Fact]
    public void What_is_by_lump_sum_or_follows_the_segment_has_no_levels()
    {
        var lump = FirstVersions[0] with { Version = 2, LumpSum = true };
        Assert.Equal("lump-sum", Add(new(From, 70_000), versions: [.. FirstVersions, lump]).Why().Code);
        var open = FirstVersions[0] with { Version = 2, TariffCents = 0 };
        Assert.Equal("follows-segment", Add(new(From, 70_000), versions: [.. FirstVersions, open]).Why().Code);
        var leveled = FirstVersions[0] with { Level = 1 };
        var schedule = new InstalmentSchedule(
            NewId, First.Id, First.AgreementId, From, null, [], ScheduleStatus.Proposed, "one", Now);
        Assert.Equal("product-has-levels", DecideInstalments.Decide(
            schedule, Signed.Agreement, [leveled], false, new(true, "Right."), "other", Today, Now).Why().Code);
    }

    [Theory]
    [InlineData(2026, 70_000, "outside-agreement")]
    [InlineData(2027, 0, "tariff-invalid")]
    [InlineData(2027, 65_000, "level-not-above")]
    public void A_level_that_cannot_be_is_refused(int year, long cents, string code) =>
        Assert.Equal(code, Add(new(new(year, 7, 1), cents)).Why().Code);

    [Fact]
    [Trait("requirement", "C14")]
    public void For_days_that_have_come_it_needs_a_decision()
    {
        Assert.Equal("tariff-retroactive", Add(new(From, 70_000), today: From).Why().Code);
        Assert.Equal("College.", Add(new(From, 70_000, "College."), today: From).Fact().Versions[^1].Decision);
    }

    [Fact]
    public void There_are_no_more_than_ninety_nine() => Assert.Equal(
        "too-many-levels", Add(new(From, 70_000), [First with { Level = 99 }]).Why().Code);
}
