namespace Jeugdregio.Values;

/// <summary>
/// Days on which terms of the standard run (OP090, OP274): not Saturday, not Sunday, and none of the days of article 3 of
/// the Algemene termijnenwet (which counts Good Friday and 5 May too).
/// </summary>
public static class WorkingDays
{
    /// <summary>The last day of a term of <paramref name="count"/> working days that starts the day after <paramref name="from"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static DateOnly AddWorkingDays(this DateOnly from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var day = from;
        while (count > 0)
        {
            day = day.AddDays(1);
            if (day.IsWorkingDay()) count--;
        }
        return day;
    }

    public static bool IsWorkingDay(this DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    private static bool IsHoliday(DateOnly day)
    {
        switch (day.Month, day.Day)
        {
            case (1, 1) or (5, 5) or (12, 25) or (12, 26):
                return true;
            // King's Day moves to Saturday when 27 April is a Sunday; neither of the two is a working day then
            case (4, 27):
                return true;
            default:
                // Good Friday, Easter Monday, Ascension Day, Whit Monday
                return (day.DayNumber - Easter(day.Year).DayNumber) is -2 or 1 or 39 or 50;
        }
    }

    /// <summary>Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).</summary>
    public static DateOnly Easter(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = (8 * b + 13) / 25;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new(year, n / 31, n % 31 + 1);
    }
}
