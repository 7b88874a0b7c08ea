using CsCheck;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Tariffs;

public sealed class SetTariffTests
{
    private static readonly DateOnly From = new(2028, 1, 1);

    private static Outcome<TariffVersion> Decide(SetTariff act, DateOnly? today = null, IReadOnlyList<TariffVersion>? versions = null) =>
        SetTariff.Decide(Signed.Agreement, First, versions ?? FirstVersions, act, today ?? Today, Now);

    [Fact, Trait("requirement", "C14")]
    public void An_amount_from_a_future_day_is_the_next_version_until_the_end_of_the_agreement()
    {
        var version = Decide(new(From, 66_000)).Fact();
        Assert.Equal((2, 66_000L, From, End), (version.Version, version.TariffCents, version.ValidFrom, version.ValidUntil));
    }

    [Theory, Trait("requirement", "C14")]
    [InlineData(250, 66_625), InlineData(-250, 63_375), InlineData(1, 65_007), InlineData(5_000, 97_500)]
    public void An_indexation_is_in_hundredths_of_a_percent_and_rounds_to_whole_cents(int basisPoints, long cents) =>
        Assert.Equal(cents, Decide(new(From, null, basisPoints)).Fact().TariffCents);

    [Fact, Trait("requirement", "C14")]
    public void An_indexation_counts_from_the_tariff_of_its_first_day()
    {
        var second = Decide(new(new(2027, 7, 1), 100_000)).Fact();
        Assert.Equal(110_000, Decide(new(From, null, 1_000), versions: [.. FirstVersions, second]).Fact().TariffCents);
    }

    [Theory, Trait("requirement", "C14")]
    [InlineData(0), InlineData(-1)]
    public void A_tariff_for_today_or_earlier_needs_a_decision(int days)
    {
        var today = new DateOnly(2027, 6, 1);
        var act = new SetTariff(today.AddDays(days), 66_000);
        Assert.Equal("tariff-retroactive", Decide(act, today).Why().Code);
        Assert.Equal("tariff-retroactive", Decide(act with { Decision = "  " }, today).Why().Code);
        Assert.Equal("Board decision 12", Decide(act with { Decision = "Board decision 12" }, today).Fact().Decision);
        Decide(act with { ValidFrom = today.AddDays(1) }, today).Fact();
    }

    [Fact, Trait("requirement", "C14")]
    public void Either_an_amount_or_an_indexation_is_given()
    {
        Assert.Equal("tariff-or-indexation", Decide(new(From)).Why().Code);
        Assert.Equal("tariff-or-indexation", Decide(new(From, 66_000, 250)).Why().Code);
    }

    [Theory, Trait("requirement", "C14")]
    [InlineData(0), InlineData(5_001), InlineData(-5_001), InlineData(int.MinValue)]
    public void An_indexation_is_a_change_that_can_be(int basisPoints) =>
        Assert.Equal("indexation-invalid", Decide(new(From, null, basisPoints)).Why().Code);

    [Theory, Trait("requirement", "C13")]
    [InlineData(0), InlineData(-1), InlineData(100_000_001), InlineData(long.MaxValue)]
    public void A_tariff_is_an_amount_that_can_be(long cents) => Assert.Equal("tariff-invalid", Decide(new(From, cents)).Why().Code);

    [Theory, Trait("requirement", "C14")]
    [InlineData("2026-12-31"), InlineData("2029-01-01")]
    public void A_tariff_holds_within_its_agreement(string day) =>
        Assert.Equal("outside-agreement", Decide(new(DateOnly.ParseExact(day, "yyyy-MM-dd"), 66_000)).Why().Code);

    [Fact, Trait("requirement", "C14")]
    public void A_tariff_of_a_draft_is_not_set() =>
        Assert.Equal(
            "agreement-not-signed", SetTariff.Decide(Draft.Agreement, First, [], new(From, 66_000), Today, Now).Why().Code);

    [Fact, Trait("requirement", "C13")]
    public void On_every_day_of_an_agreement_the_last_version_that_was_set_from_that_day_or_earlier_decides() =>
        Gen.Select(Gen.Int[0, 730], Gen.Long[1, 1_000_000]).Array[0, 8].Sample(changes =>
        {
            var versions = FirstVersions.ToList();
            foreach (var (day, cents) in changes) versions.Add(Decide(new(Start.AddDays(day), cents, null, "D"), versions: versions).Fact());
            for (var day = 0; day <= 730; day += 10)
            {
                var expected = changes.Where(c => c.Item1 <= day).Select(c => (long?)c.Item2).LastOrDefault() ?? 65_000;
                if (TariffVersion.On(versions, Start.AddDays(day))!.TariffCents != expected) return false;
            }
            return true;
        });
}
