using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Forecasts;

/// <summary>What stands in the books of a segment and month.</summary>
internal sealed record BookedMonth(string Segment, DateOnly Month, long AcceptedCents, long PaidCents);

/// <summary>An accepted debit that still counts.</summary>
internal sealed record DebitMonth(long Allocation, DateOnly Month, long AmountCents);

/// <summary>The forecast before this one.</summary>
internal sealed record EarlierForecast(Guid Id, long TotalCents);

/// <summary>What a forecast is made from.</summary>
/// <param name="Booked">The books of the year.</param>
/// <param name="Allocations">Those that reach into the year, none that was deleted; they end when care stopped for
/// good.</param>
/// <param name="Tariffs">Of their providers and products.</param>
/// <param name="Debits">Of the year and the three months before it.</param>
/// <param name="Previous">The last forecast of the same year; null for the first.</param>
internal sealed record ForecastFacts(
    IReadOnlyList<BookedMonth> Booked, IReadOnlyList<Allocation> Allocations, IReadOnlyList<Tariff> Tariffs,
    IReadOnlyList<DebitMonth> Debits, EarlierForecast? Previous);

/// <summary>
/// Paid, plus approved, plus what is expected of running allocations (B08). Every month of an allocation without an
/// accepted line is expected once: of a month that is over it is a line still missing (B07), of another one care to
/// come.
/// </summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="Year">Calendar year of care.</param>
internal sealed record MakeForecast(string Municipality, int Year)
{
    private const int MonthsOfHistory = 3;

    /// <summary>Asked before anything is looked up: there are years whose months there are not.</summary>
    internal Refusal? WhyNot(DateOnly today) => Year < today.Year - 1 || Year > today.Year + 1
        ? new("year-invalid", "A forecast is of this year, the last or the next.", "year", "B08")
        : null;

    internal static Outcome<Forecast> Decide(
        MakeForecast act, ForecastFacts facts, string by, DateOnly today, Guid id, DateTimeOffset now)
    {
        if (act.WhyNot(today) is { } why) return why;
        var expected = Expected(act, facts).ToList();
        var booked = facts.Booked.ToDictionary(b => (b.Segment, b.Month));
        var hoped = expected.ToLookup(e => (e.Segment, e.Month));
        var parts = booked.Keys.Union(hoped.Select(h => h.Key)).OrderBy(k => k.Month)
            .ThenBy(k => k.Segment, StringComparer.Ordinal)
            .Select(key =>
            {
                var inBooks = booked.GetValueOrDefault(key);
                var toCome = hoped[key].ToList();
                return new ForecastPart(
                    key.Segment, key.Month, inBooks?.PaidCents ?? 0,
                    (inBooks?.AcceptedCents ?? 0) - (inBooks?.PaidCents ?? 0), toCome.Sum(e => e.Cents),
                    Months.Last(key.Month) < today ? toCome.Count : 0);
            }).ToList();
        var missing = parts.Where(p => p.MissingLines > 0).Sum(p => p.ExpectedCents);
        var total = parts.Sum(p => p.PaidCents + p.ApprovedCents + p.ExpectedCents);
        return new Forecast(
            id, act.Municipality, act.Year, today, by, now, parts, missing, facts.Previous?.Id,
            facts.Previous is { } previous ? total - previous.TotalCents : null);
    }

    private static IEnumerable<(string Segment, DateOnly Month, long Cents)> Expected(
        MakeForecast act, ForecastFacts facts)
    {
        var (first, last) = (new DateOnly(act.Year, 1, 1), new DateOnly(act.Year, 12, 31));
        var debits = facts.Debits.ToLookup(d => d.Allocation);
        var books = facts.Tariffs.Where(t => !t.IsOfSegment).Select(t => t.Provider).Distinct().ToDictionary(
            provider => provider,
            provider => new TariffBook(
                [.. facts.Tariffs.Where(t => t.IsOfSegment || t.Provider == provider)], act.Municipality));
        foreach (var allocation in facts.Allocations)
        {
            var own = debits[allocation.Number].OrderBy(d => d.Month).ToList();
            var end = allocation.EndDate < last ? allocation.EndDate.Value : last;
            var open = MonthsOf(allocation.StartDate, end).Where(m => own.All(d => d.Month != m)).ToList();
            foreach (var month in open.Where(m => m >= first))
                yield return (
                    allocation.Segment, month,
                    Amount(allocation, month, own, open.Count, Tariff(books, allocation, month)));
        }
    }

    private static IEnumerable<DateOnly> MonthsOf(DateOnly start, DateOnly end)
    {
        for (var month = Months.First(start); month <= end; month = month.AddMonths(1)) yield return month;
    }

    private static Tariff? Tariff(Dictionary<string, TariffBook> books, Allocation allocation, DateOnly month)
    {
        if (allocation.Product is not { } product || !books.TryGetValue(allocation.Provider, out var book)) return null;
        var day = allocation.StartDate > month ? allocation.StartDate : month;
        return book.On(product, day, allocation.Segment, allocation.ClientKey) is [var tariff, ..] ? tariff : null;
    }

    /// <summary>
    /// Of a budget or a total: what is left, over the months without a line. Else what its last lines came to on
    /// average, and before its first line all that the month may cost.
    /// </summary>
    private static long Amount(
        Allocation allocation, DateOnly month, List<DebitMonth> debits, int openMonths, Tariff? tariff)
    {
        if (Total(allocation, tariff) is { } total)
            return (long)(Int128.Max(0, total - debits.Sum(d => d.AmountCents)) / openMonths);
        if (debits.Count > 0)
            return debits.TakeLast(MonthsOfHistory).Sum(d => d.AmountCents) / Math.Min(MonthsOfHistory, debits.Count);
        return (long)Cost(allocation, Allotments.InMonth(allocation, month) ?? 0, tariff);
    }

    private static Int128? Total(Allocation allocation, Tariff? tariff) =>
        allocation.BudgetCents is { } budget ? budget
        : allocation.Frequency == Frequenties.Totaal ? Cost(allocation, Allotments.InTotal(allocation) ?? 0, tariff)
        : null;

    /// <param name="allocation">Says the unit.</param>
    /// <param name="measured">Hours are measured in minutes.</param>
    /// <param name="tariff">Null when none is known: then nothing can be said.</param>
    private static Int128 Cost(Allocation allocation, Int128 measured, Tariff? tariff)
    {
        if (allocation.Unit == Eenheden.Euro) return measured;
        if (tariff is null) return 0;
        var isHourly = tariff.Unit == Eenheden.Uur && allocation.Unit is Eenheden.Uur or Eenheden.Minuut;
        return isHourly ? Units.Sixtieth(measured * tariff.TariffCents) : measured * tariff.TariffCents;
    }
}
