using CsCheck;
using Jeugdregio.Billing.Quality;

namespace Jeugdregio.Billing.Tests.Reports;

[Trait("requirement", "B09")]
public sealed class ProviderQualityTests
{
    private static readonly QualityCounts Nothing = new("01000001", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void Every_fault_costs_a_quarter_of_its_share()
    {
        var quality = ProviderQuality.Of(new(2026, 11, 1), Nothing with
        {
            Lines = 8, RejectedLines = 1, LateLines = 2, CreditLines = 4, Allocations = 3, MissingStarts = 1,
            EndedAllocations = 5, MissingStops = 3,
        });
        Assert.Equal((12.5m, 25m, 50m), (quality.RejectedPercent, quality.LatePercent, quality.CreditPercent));
        Assert.Equal((50m, 65.6m), (quality.MissingPercent, quality.Score));
    }

    [Fact]
    [Trait("requirement", "B07")]
    public void Whoever_declares_later_scores_lower_and_nothing_scores_below_0_or_above_100() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 50], Gen.Int[0, 50]).Sample((lines, late, rejected) =>
        {
            var counted = Nothing with
            {
                Lines = lines, LateLines = Math.Min(late, lines), RejectedLines = Math.Min(rejected, lines),
            };
            var score = ProviderQuality.Of(default, counted).Score;
            Assert.InRange(score, 0, 100);
            if (counted.LateLines < lines)
                Assert.True(ProviderQuality.Of(default, counted with { LateLines = lines }).Score < score);
        });

    [Fact]
    public void Nothing_done_is_nothing_done_wrong() =>
        Assert.Equal(100, ProviderQuality.Of(default, Nothing).Score);

    [Theory]
    [Trait("rule", "OP272")]
    [InlineData("2026-11-10", "2026-11-02")] // Tuesday: the five working days after Monday the 2nd ended yesterday
    [InlineData("2026-11-09", "2026-11-01")]
    [InlineData("2027-01-04", "2026-12-23")] // Christmas and New Year do not count
    public void A_stop_is_missed_once_its_five_working_days_are_over(string today, string end) =>
        Assert.Equal(DateOnly.Parse(end, null), ReportTerms.LastEndDue(DateOnly.Parse(today, null)));
}
