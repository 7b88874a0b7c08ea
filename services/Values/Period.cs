namespace Jeugdregio.Values;

/// <summary>
/// Days from <see cref="Start"/> to <see cref="End"/>, both included: the standard writes 1 to 31 January for January.
/// No <see cref="End"/> means open.
/// </summary>
public readonly record struct Period
{
    /// <exception cref="ArgumentOutOfRangeException">The end lies before the start.</exception>
    public Period(DateOnly start, DateOnly? end)
    {
        if (end < start) throw new ArgumentOutOfRangeException(nameof(end), end, "A period ends on or after its start.");
        (Start, End) = (start, end);
    }

    public DateOnly Start { get; }

    public DateOnly? End { get; }

    public bool Contains(DateOnly day) => day >= Start && (End is null || day <= End);

    public bool Overlaps(Period other) =>
        (other.End is null || Start <= other.End) && (End is null || other.Start <= End);

    /// <summary>The days in both, or null when there are none.</summary>
    public Period? Intersect(Period other)
    {
        if (!Overlaps(other)) return null;
        var start = Start > other.Start ? Start : other.Start;
        var end = (End, other.End) switch
        {
            (null, var b) => b,
            (var a, null) => a,
            (var a, var b) => a < b ? a : b,
        };
        return new Period(start, end);
    }

    /// <summary>Number of days; null when open.</summary>
    public int? Days => End?.DayNumber - Start.DayNumber + 1;

    /// <summary>The whole calendar month that holds <paramref name="day"/>.</summary>
    public static Period MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new Period(first, first.AddMonths(1).AddDays(-1));
    }

    public override string ToString() => $"{Start:yyyy-MM-dd}/{End:yyyy-MM-dd}";
}
