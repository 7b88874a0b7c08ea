using System.Globalization;
using Jeugdregio.Referrals.Allocations;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Allocations;

public sealed class MaximumCostTests
{
    [Theory]
    [InlineData("6", "2026-01-12", "2026-07-12", 10, 1_300)] // in total
    [InlineData("4", "2026-01-31", "2026-03-01", 10, 3_900)] // three months touched (IV078)
    [InlineData("4", "2025-12-31", "2026-01-01", 10, 2_600)]
    [InlineData("2", "2025-07-07", "2025-09-07", 3, 27 * 130)] // nine ISO weeks (IV076)
    [InlineData("2", "2025-10-07", "2025-12-30", 3, 39 * 130)]
    [InlineData("1", "2026-01-01", "2026-01-31", 2, 62 * 130)]
    [Trait("rule", "IV076")]
    public void It_is_the_volume_in_every_period_touched_at_the_tariff(string frequency, string start, string end, long volume, long cents) =>
        Assert.Equal(cents, Decided(MaximumCost.Of(Terms(start, end, volume, "84", frequency), 130, "84")).Cents);

    [Theory, Trait("rule", "IV081")]
    [InlineData(60, 7_800)]
    [InlineData(500, 65_000)]
    [InlineData(1, 130)]
    public void Minutes_cost_a_sixtieth_of_the_hour(long minutes, long cents) =>
        Assert.Equal(cents, Decided(MaximumCost.Of(Terms("2026-01-01", "2026-01-31", minutes, "01", "6"), 7_800, "04")).Cents);

    [Fact, Trait("rule", "CS339")]
    public void Euros_are_an_amount_and_have_no_tariff() =>
        Assert.Equal(90_000, Decided(MaximumCost.Of(Terms("2026-01-01", "2026-03-31", 30_000, "83", "4"), 999, "83")).Cents);

    [Fact]
    public void A_budget_is_what_it_can_cost() =>
        Assert.Equal(5_000, Decided(MaximumCost.Of(new("45", null, Today, Today, null, null, null, 5_000), 130, null)).Cents);

    [Fact]
    public void Open_ended_says_nothing_of_the_cost() =>
        Assert.Equal(0, Decided(MaximumCost.Of(Terms("2026-01-01", null, 10, "84", "4"), 130, "84")).Cents);

    [Fact]
    public void More_than_can_ever_be_declared_is_refused() =>
        Refused(MaximumCost.Of(Terms("2026-01-01", "9999-12-31", 99_999_999, "01", "1"), 99_999_999, "01"), "RS040");

    [Theory, Trait("rule", "TR341")]
    [InlineData("84", "84", true)]
    [InlineData("84", "82", false)]
    [InlineData("01", "04", true)]
    [InlineData("04", "01", false)]
    [InlineData("84", null, true)]
    [InlineData(null, "84", true)]
    public void A_unit_fits_the_agreed_one(string? unit, string? agreed, bool fits) => Assert.Equal(fits, MaximumCost.UnitFits(unit, agreed));

    private static AllocationTerms Terms(string start, string? end, long volume, string unit, string frequency) =>
        new("45", "45A48", Day(start), end is null ? null : Day(end), volume, unit, frequency, null);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
