namespace Jeugdregio.Billing.Quality;

/// <summary>What was counted of a provider in the month in which its declarations came in.</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="Declarations">Declarations received.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="RejectedLines">Of which refused.</param>
/// <param name="LateLines">Debits received later after their period than was agreed (B07).</param>
/// <param name="CreditLines">Credits.</param>
/// <param name="AverageDaysAfterPeriod">Days from the end of its period to receipt, of a debit on average.</param>
/// <param name="Allocations">Allocations with an accepted debit.</param>
/// <param name="MissingStarts">Of which no start of care is known.</param>
/// <param name="EndedAllocations">Allocations with a start that ended in the month, and whose stop is due.</param>
/// <param name="MissingStops">Of which no definitive stop is known.</param>
internal sealed record QualityCounts(
    string Provider, long Declarations, long Lines, long RejectedLines, long LateLines, long CreditLines,
    decimal AverageDaysAfterPeriod, long Allocations, long MissingStarts, long EndedAllocations, long MissingStops);

/// <summary>How well a provider sees to its administration (B09).</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="Month">First day of the month in which declarations came in.</param>
/// <param name="Declarations">Declarations received.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="RejectedLines">Of which refused.</param>
/// <param name="LateLines">Debits received later after their period than was agreed (B07).</param>
/// <param name="CreditLines">Credits.</param>
/// <param name="AverageDaysAfterPeriod">Days from the end of its period to receipt, of a debit on average.</param>
/// <param name="MissingStarts">Allocations with an accepted debit and no known start of care.</param>
/// <param name="MissingStops">Allocations that ended, with no known definitive stop after its term.</param>
/// <param name="RejectedPercent">Of all lines.</param>
/// <param name="LatePercent">Of all lines.</param>
/// <param name="CreditPercent">Of all lines.</param>
/// <param name="MissingPercent">Missing reports, of the reports there should be.</param>
/// <param name="Score">100 less a quarter of each percentage: 100 is without a fault, 0 is all wrong.</param>
internal sealed record ProviderQuality(
    string Provider, DateOnly Month, long Declarations, long Lines, long RejectedLines, long LateLines,
    long CreditLines, decimal AverageDaysAfterPeriod, long MissingStarts, long MissingStops, decimal RejectedPercent,
    decimal LatePercent, decimal CreditPercent, decimal MissingPercent, decimal Score)
{
    internal static ProviderQuality Of(DateOnly month, QualityCounts counted)
    {
        var rejected = Percent(counted.RejectedLines, counted.Lines);
        var late = Percent(counted.LateLines, counted.Lines);
        var credit = Percent(counted.CreditLines, counted.Lines);
        var missing = Percent(
            counted.MissingStarts + counted.MissingStops, counted.Allocations + counted.EndedAllocations);
        var score = Math.Round(100 - (rejected + late + credit + missing) / 4, 1, MidpointRounding.AwayFromZero);
        return new(
            counted.Provider, month, counted.Declarations, counted.Lines, counted.RejectedLines, counted.LateLines,
            counted.CreditLines, counted.AverageDaysAfterPeriod, counted.MissingStarts, counted.MissingStops, rejected,
            late, credit, missing, score);
    }

    /// <summary>To one decimal; nothing of nothing is 0.</summary>
    private static decimal Percent(long part, long whole) =>
        whole == 0 ? 0 : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Terms of reporting.</summary>
internal static class ReportTerms
{
    private const int StopWorkingDays = 5;

    /// <summary>The latest end of care whose stop should have been reported by now (OP272).</summary>
    internal static DateOnly LastEndDue(DateOnly today)
    {
        var end = today.AddDays(-1);
        while (Values.WorkingDays.AddWorkingDays(end, StopWorkingDays) >= today) end = end.AddDays(-1);
        return end;
    }
}
