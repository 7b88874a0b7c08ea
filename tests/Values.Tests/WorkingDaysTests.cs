using System.Globalization;

namespace Jeugdregio.Values.Tests;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-01-05", "2026-01-12")] // Monday, over one weekend
    [InlineData("2026-01-09", "2026-01-16")] // Friday
    [InlineData("2026-01-10", "2026-01-16")] // Saturday
    [InlineData("2026-04-01", "2026-04-10")] // Good Friday 3 April, Easter Monday 6 April
    [InlineData("2026-04-24", "2026-05-04")] // King's Day Monday 27 April
    [InlineData("2026-05-12", "2026-05-20")] // Ascension Day 14 May
    [InlineData("2026-05-22", "2026-06-01")] // Whit Monday 25 May
    [InlineData("2025-12-24", "2026-01-05")] // both days of Christmas, New Year's Day
    [InlineData("2024-03-28", "2024-04-08")] // Good Friday 29 March, Easter Monday 1 April
    [Trait("rule", "OP274")]
    public void Five_working_days_skip_weekends_and_public_holidays(string from, string due) =>
        Assert.Equal(Day(due), Day(from).AddWorkingDays(5));

    [Theory]
    [InlineData("2025-04-26", false)] // Saturday, King's Day of a year in which the 27th is a Sunday
    [InlineData("2026-05-05", false)] // Liberation Day
    [InlineData("2027-03-26", false)] // Good Friday
    [InlineData("2027-03-29", false)] // Easter Monday
    [InlineData("2038-04-26", false)] // the latest possible Easter Monday
    [InlineData("2026-12-24", true)]
    public void A_public_holiday_is_no_working_day(string day, bool working) => Assert.Equal(working, Day(day).IsWorkingDay());

    [Fact]
    public void A_term_of_no_days_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DateOnly(2026, 1, 1).AddWorkingDays(0));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
