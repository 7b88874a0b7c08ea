using System.Globalization;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>How much an allocation gives, counted day by day (IV076, IV077, IV078).</summary>
internal static class NaiveCalendar
{
    internal static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1)) yield return day;
    }

    internal static IEnumerable<DateOnly> MonthOf(DateOnly day) =>
        Days(new(day.Year, day.Month, 1), new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));

    /// <summary>The most that a line in the month of that day may hold; null when nothing is said of it.</summary>
    internal static decimal? MostIn(AllocationMade allocation, DateOnly day) => allocation.Volume is { } volume
        ? volume * Times(allocation, [.. MonthOf(day).Where(d => Holds(allocation, d))]) : null;

    /// <summary>The most that all lines together may hold; null without a volume, or an end to count to.</summary>
    internal static decimal? MostEver(AllocationMade allocation)
    {
        if (allocation is { Frequency: "6" }) return allocation.Volume;
        if (allocation is not { Volume: { } volume, EndDate: { } end }) return null;
        // month by month, as far as weeks do not go on over the end of a month
        var days = Days(allocation.StartDate, end).ToList();
        return allocation.Frequency == "2" && !IsByResult(allocation)
            ? volume * days.Select(Week).Distinct().Count()
            : days.GroupBy(d => (d.Year, d.Month)).Sum(month => volume * Times(allocation, [.. month]));
    }

    private static int Times(AllocationMade allocation, List<DateOnly> days) => days.Count == 0 ? 0
        : allocation.Frequency switch
        {
            "1" => days.Count,
            "2" when IsByResult(allocation) => Sundays(allocation, days),
            "2" => days.Select(Week).Distinct().Count(),
            "4" when IsLeftOutOfAnInstitution(allocation, days) => 0,
            _ => 1,
        };

    /// <summary>
    /// Every Sunday, and one more in the month that holds the allocation's last Sunday when it ends on another day; an
    /// allocation without a Sunday gives that one to the month it begins in.
    /// </summary>
    private static int Sundays(AllocationMade allocation, List<DateOnly> days)
    {
        var count = days.Count(d => d.DayOfWeek == DayOfWeek.Sunday);
        if (allocation.EndDate is not { } end || end.DayOfWeek == DayOfWeek.Sunday) return count;
        var sundays = Days(allocation.StartDate, end).Where(d => d.DayOfWeek == DayOfWeek.Sunday).ToList();
        var holder = sundays.Count > 0 ? sundays[^1] : allocation.StartDate;
        return days.Contains(holder) ? count + 1 : count;
    }

    private static bool IsLeftOutOfAnInstitution(AllocationMade allocation, List<DateOnly> days) =>
        allocation.Category is "47" or "48" && IsByResult(allocation)
        && days.Contains(allocation.StartDate) && allocation.StartDate.Day > 1;

    private static bool IsByResult(AllocationMade allocation) => allocation.Unit is "82" or "83";

    private static bool Holds(AllocationMade allocation, DateOnly day) =>
        day >= allocation.StartDate && (allocation.EndDate is null || day <= allocation.EndDate);

    private static (int Year, int Week) Week(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        return (ISOWeek.GetYear(at), ISOWeek.GetWeekOfYear(at));
    }
}
