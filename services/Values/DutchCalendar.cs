namespace Jeugdregio.Values;

/// <summary>Dates as the Netherlands counts them: the zone, ISO weeks, working days.</summary>
public static class DutchCalendar
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>Today in Europe/Amsterdam: at 23:30 UTC in winter it is already tomorrow.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateIn(clock.GetUtcNow());

    /// <summary>The date in Europe/Amsterdam at an instant.</summary>
    public static DateOnly DateIn(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Amsterdam).DateTime);

    /// <summary>The wall-clock time in Europe/Amsterdam at an instant.</summary>
    public static TimeOnly TimeIn(DateTimeOffset instant) =>
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Amsterdam).DateTime);

    /// <summary>The last day of the year that follows a day.</summary>
    public static DateOnly YearAfter(DateOnly day) => day.AddDays(1).AddYears(1).AddDays(-1);

    /// <summary>ISO 8601 weeks (Monday to Sunday) that <paramref name="period"/> touches (IV076).</summary>
    /// <exception cref="ArgumentException">The period is open.</exception>
    public static int WeeksTouched(Period period)
    {
        var end = period.End ?? throw new ArgumentException("An open period has no number of weeks.", nameof(period));
        return (Monday(end).DayNumber - Monday(period.Start).DayNumber) / 7 + 1;
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
