using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>What an allocation can cost at most at one tariff.</summary>
internal static class MaximumCost
{
    /// <summary>More than this can never be declared in one message (TotaalBedrag).</summary>
    internal const long CentsMax = 999_999_999_999;

    private const int MinutesInHour = 60;

    /// <summary>
    /// The budget; else volume × periods × tariff, with as periods the days, ISO weeks (IV076) or calendar months (IV078) that
    /// the allocation touches. Nothing when it is open-ended or says no volume.
    /// </summary>
    /// <param name="terms">Right by <see cref="AllocationTerms.Check"/>.</param>
    /// <param name="tariffCents">Euro cents per <paramref name="tariffUnit"/>.</param>
    /// <param name="tariffUnit">WJ756 of the agreement.</param>
    internal static Outcome<Money> Of(AllocationTerms terms, long tariffCents, string? tariffUnit)
    {
        if (terms.BudgetCents is { } budget) return new Money(budget);
        if (terms.EndDate is not { } end || terms.Volume is not { } volume) return Money.Zero;
        var units = (Int128)volume * Periods(terms.Frequency, new(terms.StartDate, end));
        // euros are allocated as an amount, in cents (CS339); everything else is counted and has a price
        var cents = terms.Unit == Eenheden.Euro ? units : units * tariffCents;
        if (terms.Unit == Eenheden.Minuut && tariffUnit == Eenheden.Uur) cents = (cents + MinutesInHour / 2) / MinutesInHour;
        return cents > CentsMax
            ? new Refusal("allocation-too-large", "The allocation would cost more than can ever be declared.", "volume", "RS040")
            : new Money((long)cents);
    }

    /// <summary>The unit of the allocation is the agreement's; minutes may be allocated where hours are agreed (TR341).</summary>
    internal static bool UnitFits(string? unit, string? tariffUnit) =>
        unit is null || string.IsNullOrEmpty(tariffUnit) || unit == tariffUnit || (unit, tariffUnit) is (Eenheden.Minuut, Eenheden.Uur);

    private static int Periods(string? frequency, Period period) => frequency switch
    {
        Frequenties.PerDag => period.Days!.Value,
        Frequenties.PerWeek => DutchCalendar.WeeksTouched(period),
        Frequenties.PerMaand => MonthsTouched(period.Start, period.End!.Value),
        _ => 1,
    };

    private static int MonthsTouched(DateOnly start, DateOnly end) => (end.Year - start.Year) * 12 + end.Month - start.Month + 1;
}
