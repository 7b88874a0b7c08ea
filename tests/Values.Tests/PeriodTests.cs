using CsCheck;

namespace Jeugdregio.Values.Tests;

public sealed class PeriodTests
{
    private static readonly Gen<Period> Periods =
        from start in Gen.Int[0, 4000]
        from length in Gen.Int[0, 800]
        from open in Gen.Bool
        let first = new DateOnly(2020, 1, 1).AddDays(start)
        select new Period(first, open ? null : first.AddDays(length));

    [Fact]
    public void The_intersection_holds_exactly_the_days_that_both_hold() =>
        Gen.Select(Periods, Periods, Gen.Int[0, 6000]).Sample((a, b, offset) =>
        {
            var day = new DateOnly(2020, 1, 1).AddDays(offset);
            return (a.Contains(day) && b.Contains(day)) == (a.Intersect(b)?.Contains(day) ?? false);
        });

    [Fact]
    public void A_period_that_ends_before_it_starts_cannot_exist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Period(new(2026, 2, 1), new DateOnly(2026, 1, 31)));

    [Fact]
    public void A_month_has_all_its_days_also_in_a_leap_year() =>
        Assert.Equal(29, Period.MonthOf(new DateOnly(2028, 2, 10)).Days);

    [Theory, Trait("rule", "TR321")]
    [InlineData("2025-07-07", "2025-07-31", 4)]
    [InlineData("2025-08-01", "2025-08-31", 5)]
    [InlineData("2025-09-01", "2025-09-07", 1)]
    [InlineData("2025-07-07", "2025-09-07", 9)]
    [InlineData("2026-11-12", "2026-11-30", 4)]
    public void Weeks_touched_are_iso_weeks(string start, string end, int weeks) =>
        Assert.Equal(weeks, DutchCalendar.WeeksTouched(new Period(DateOnly.Parse(start, null), DateOnly.Parse(end, null))));

    [Fact]
    public void Half_past_eleven_utc_in_winter_is_tomorrow_in_amsterdam() =>
        Assert.Equal(new DateOnly(2026, 1, 2), DutchCalendar.DateIn(new(2026, 1, 1, 23, 30, 0, TimeSpan.Zero)));
}
