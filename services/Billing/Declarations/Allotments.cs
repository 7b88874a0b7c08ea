using Jeugdregio.Billing.Allocations;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Declarations;

/// <summary>How much an allocation gives: in one month, and as long as it lasts (IV076, IV077, IV078).</summary>
internal static class Allotments
{
    // what a certified institution (GI) carries out: jeugdreclassering, jeugdbescherming
    private static readonly string[] OfCertifiedInstitution = ["47", "48"];

    /// <summary>
    /// The most that a line in the month of <paramref name="day"/> may hold; null when the allocation has no volume.
    /// </summary>
    internal static Int128? InMonth(Allocation allocation, DateOnly day)
    {
        if (allocation is not { Volume: { } volume, Unit: { } unit, Frequency: { } frequency }) return null;
        var measured = Units.Measure(unit, volume);
        var (start, end) = Months.Overlap(allocation, day);
        if (end < start || LeavesOutFirstMonth(allocation) && start == allocation.StartDate) return 0;
        return frequency switch
        {
            Frequenties.PerDag => measured * (end.DayNumber - start.DayNumber + 1),
            Frequenties.PerWeek => measured * Weeks(allocation, start, end),
            _ => measured,
        };
    }

    /// <summary>
    /// The most that all lines together may hold; null when there is no volume, or no end to count to.
    /// </summary>
    internal static Int128? InTotal(Allocation allocation)
    {
        if (allocation is not { Volume: { } volume, Unit: { } unit, Frequency: { } frequency }) return null;
        var measured = Units.Measure(unit, volume);
        if (frequency == Frequenties.Totaal) return measured;
        if (allocation.EndDate is not { } end) return null;
        if (end < allocation.StartDate) return 0;
        var times = Frequency.TryParse(frequency, out var known) ? known.TimesIn(new(allocation.StartDate, end)) : 0;
        return measured * (times - (LeavesOutFirstMonth(allocation) ? 1 : 0));
    }

    /// <summary>
    /// A month's tariff of a certified institution is not paid for a broken first month, and in full for a broken last
    /// one (B15). Other results by the month, and effort, may take the whole volume of a broken month.
    /// </summary>
    private static bool LeavesOutFirstMonth(Allocation allocation) =>
        allocation.Frequency == Frequenties.PerMaand && IsByResult(allocation)
        && OfCertifiedInstitution.Contains(allocation.Category)
        && allocation.StartDate != Months.First(allocation.StartDate);

    private static bool IsByResult(Allocation allocation) =>
        allocation.Unit is Eenheden.StuksOutput or Eenheden.Euro;

    /// <summary>
    /// By effort: every week that is touched. By result: every Sunday, and the last week, when the allocation does not
    /// end on a Sunday, goes with the last Sunday it has (or with its first day, when it has none).
    /// </summary>
    private static int Weeks(Allocation allocation, DateOnly start, DateOnly end)
    {
        if (!IsByResult(allocation)) return WeeksTouched(start, end);
        var sundays = Sundays(end) - Sundays(start) + (start.DayOfWeek is DayOfWeek.Sunday ? 1 : 0);
        if (allocation.EndDate is not { } last || last.DayOfWeek is DayOfWeek.Sunday) return sundays;
        var holder = Math.Max(last.DayNumber - (int)last.DayOfWeek, allocation.StartDate.DayNumber);
        return sundays + (start.DayNumber <= holder && holder <= end.DayNumber ? 1 : 0);
    }

    // day number 0 is a Monday
    private static int WeeksTouched(DateOnly start, DateOnly end) => end.DayNumber / 7 - start.DayNumber / 7 + 1;

    private static int Sundays(DateOnly through) => (through.DayNumber + 1) / 7;
}

/// <summary>Calendar months, up to the last one that a date can be in.</summary>
internal static class Months
{
    internal static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    internal static DateOnly Last(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>
    /// The day on which a ProductPeriode in the month of <paramref name="day"/> begins (TR387): the first, or the
    /// allocation's first day when that lies in the month.
    /// </summary>
    internal static DateOnly StartWithin(Allocation allocation, DateOnly day) =>
        First(allocation.StartDate) == First(day) ? allocation.StartDate : First(day);

    /// <summary>The day on which it ends (TR388): the month's last, or the allocation's last day in it.</summary>
    internal static DateOnly EndWithin(Allocation allocation, DateOnly day) =>
        allocation.EndDate is { } end && First(end) == First(day) ? end : Last(day);

    /// <summary>
    /// The days that the month of <paramref name="day"/> and the allocation share; the end lies before the start when
    /// there are none.
    /// </summary>
    internal static (DateOnly Start, DateOnly End) Overlap(Allocation allocation, DateOnly day)
    {
        var (start, end) = (First(day), Last(day));
        return (
            allocation.StartDate > start ? allocation.StartDate : start,
            allocation.EndDate < end ? allocation.EndDate.Value : end);
    }
}
