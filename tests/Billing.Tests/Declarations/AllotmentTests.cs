using Jeugdregio.Billing.Declarations;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

public sealed class AllotmentTests
{
    [Theory]
    [InlineData("2025-07-07", "2025-09-07", "7:12 8:15 9:3", 27)]
    [InlineData("2025-10-07", "2025-12-30", "10:12 11:15 12:15", 39)]
    [Trait("rule", "TR321")]
    [Trait("rule", "TR322")]
    public void Effort_by_the_week_counts_every_week_that_is_touched(string start, string end, string months, int total)
    {
        var allocation = Of(start, end) with { Volume = 3, Unit = "04", Frequency = "2" };
        foreach (var (month, hours) in Months(months)) Assert.Equal(
            hours * 60, (long)Allotments.InMonth(allocation, Day(month, 15, 2025))!);
        Assert.Equal(total * 60, (long)Allotments.InTotal(allocation)!);
    }

    [Theory]
    [InlineData("2025-07-07", "2025-09-07", "7:900 8:1500 9:300")]
    [InlineData("2025-07-07", "2025-09-06", "7:900 8:1800 9:0")]
    [Trait("rule", "TR321")]
    public void Result_by_the_week_counts_sundays_and_the_broken_last_week_with_the_last_sunday(
        string start, string end, string months)
    {
        var allocation = Of(start, end) with { Volume = 300, Unit = "83", Frequency = "2" };
        foreach (var (month, euros) in Months(months)) Assert.Equal(
            euros, (long)Allotments.InMonth(allocation, Day(month, 3, 2025))!);
        Assert.Equal(2_700, (long)Allotments.InTotal(allocation)!);
    }

    [Fact]
    [Trait("rule", "TR321")]
    public void A_broken_month_of_effort_holds_the_whole_month_volume()
    {
        var allocation = Of("2026-10-14", "2026-12-13") with { Volume = 15, Unit = "04", Frequency = "4" };
        Assert.Equal(15 * 60, (long)Allotments.InMonth(allocation, Day(10, 20))!);
        Assert.Equal(45 * 60, (long)Allotments.InTotal(allocation)!);
    }

    [Theory]
    [InlineData(31, "")]
    [InlineData(32, "9321")]
    [Trait("rule", "TR321")]
    [Trait("requirement", "B03")]
    public void A_stay_is_paid_by_the_day_delivered_and_a_month_has_no_more_than_its_days(long days, string codes)
    {
        var line = Line with { Unit = "14", Volume = days, AmountCents = days * 12_500 };
        var stay = Tariff with { Unit = "14", Segment = "V" };
        var total = Allocation with { Unit = "14", Segment = "V", Frequency = "6", Volume = 300 };
        Assert.Equal(codes, string.Join(' ', Codes(line, total, stay)));
        Assert.Equal(codes, string.Join(' ', Codes(line, total with { Frequency = "2", Volume = 7 }, stay)));
        Assert.Equal(codes, string.Join(' ', Codes(
            line, total with { Frequency = null, Unit = null, Volume = null, Product = null }, stay)));
    }

    [Theory]
    [InlineData("2026-08-14", "2026-10-13", "8:0 9:1 10:1", 2)]
    [InlineData("2026-08-01", "2026-10-31", "8:1 9:1 10:1", 3)]
    [InlineData("2026-10-02", "2026-10-20", "10:0", 0)]
    [Trait("rule", "TR321")]
    [Trait("rule", "TR322")]
    [Trait("requirement", "B15")]
    public void A_certified_institution_is_not_paid_for_a_broken_first_month_and_fully_for_a_broken_last_one(
        string start, string end, string months, int total)
    {
        foreach (var category in new[] { "47", "48" })
        {
            var measure = Of(start, end) with { Category = category, Unit = "82", Frequency = "4", Volume = 1 };
            foreach (var (month, most) in Months(months))
                Assert.Equal(most, (long)Allotments.InMonth(measure, Day(month, 15))!);
            Assert.Equal(total, (long)Allotments.InTotal(measure)!);
        }
    }

    [Fact]
    [Trait("requirement", "B15")]
    public void A_month_left_out_is_refused_by_the_line_and_only_for_results_of_a_certified_institution()
    {
        var measure = Allocation with
        {
            Category = "48", Product = "48A01", StartDate = Day(10, 14), EndDate = Day(12, 13), Volume = 1,
        };
        var line = Line with
        {
            Category = "48", Product = "48A01", PeriodStart = Day(10, 14), Volume = 1, AmountCents = 12_500,
        };
        var tariff = Tariff with { Product = "48A01" };
        Assert.Equal(["9321"], Codes(line, measure, tariff));
        Assert.Empty(Codes(
            line with { Unit = "84" }, measure with { Unit = "84" }, tariff with { Unit = "84" }));
        Assert.Empty(Codes(
            line with { Category = "45", Product = "45A48" }, measure with { Category = "45", Product = "45A48" }));
    }

    [Fact]
    [Trait("rule", "TR321")]
    public void By_the_day_every_day_counts()
    {
        var allocation = Of("2026-10-14", "2026-11-02") with { Volume = 2, Unit = "04", Frequency = "1" };
        Assert.Equal(36 * 60, (long)Allotments.InMonth(allocation, Day(10, 20))!);
        Assert.Equal(40 * 60, (long)Allotments.InTotal(allocation)!);
    }

    [Fact]
    [Trait("rule", "TR322")]
    public void In_total_the_volume_is_all_there_is_and_without_an_end_a_month_has_no_total()
    {
        Assert.Equal(10, (long)Allotments.InTotal(Allocation with { Frequency = "6", EndDate = null })!);
        Assert.Null(Allotments.InTotal(Allocation with { EndDate = null }));
        Assert.Null(Allotments.InMonth(Allocation with { Volume = null, Unit = null, Frequency = null }, Day(10, 1)));
        Assert.Equal(0, (long)Allotments.InMonth(Of("2026-01-01", "2026-02-01"), Day(10, 1))!);
    }

    [Fact]
    [Trait("rule", "TR321")]
    public void A_line_may_hold_what_the_month_gives_and_not_one_more()
    {
        Assert.Empty(Codes(Line with { Volume = 10, AmountCents = 125_000 }));
        Assert.Equal(["9321"], Codes(Line with { Volume = 11, AmountCents = 137_500 }));
    }

    [Fact]
    [Trait("rule", "TR322")]
    public void All_lines_together_hold_no_more_than_the_allocation_and_what_is_credited_comes_back()
    {
        var total = Allocation with { Frequency = "6" };
        var earlier = Line with { Reference = "R0", PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30), Volume = 8 };
        var three = Line with { Volume = 3, AmountCents = 37_500 };
        Assert.Equal(["9322"], Codes(three, total, earlier: earlier.Earlier()));
        Assert.Empty(Codes(Line, total, earlier: earlier.Earlier()));
        Assert.Empty(Codes(three, total, earlier: earlier.Earlier(credited: true)));
    }

    [Fact]
    [Trait("rule", "TR322")]
    public void Hours_and_minutes_on_one_allocation_are_added()
    {
        var hours = Allocation with { Unit = "04", Frequency = "6" };
        var tariff = Tariff with { Unit = "04", TariffCents = 6_000 };
        var nineHours =
            Line with { Reference = "R0", PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30), Unit = "04", Volume = 9 };
        var anHour = Line with { Unit = "01", Volume = 60, TariffCents = 100, AmountCents = 6_000 };
        Assert.Empty(Codes(anHour, hours, tariff, nineHours.Earlier()));
        Assert.Equal(
            ["9322"], Codes(anHour with { Volume = 61, AmountCents = 6_100 }, hours, tariff, nineHours.Earlier()));
    }

    [Fact]
    [Trait("rule", "TR369")]
    public void All_lines_together_cost_no_more_than_the_budget()
    {
        var budget =
            Allocation with { Product = null, Volume = null, Unit = null, Frequency = null, BudgetCents = 40_000 };
        var earlier =
            Line with { Reference = "R0", PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30), AmountCents = 15_000 };
        Assert.Empty(Codes(Line, budget, earlier: earlier.Earlier()));
        Assert.Equal(["9369"], Codes(Line, budget with { BudgetCents = 39_999 }, earlier: earlier.Earlier()));
    }

    private static Allocations.Allocation Of(string start, string end) =>
        Allocation with {
            StartDate = DateOnly.ParseExact(start, "yyyy-MM-dd"), EndDate = DateOnly.ParseExact(end, "yyyy-MM-dd") };

    private static IEnumerable<(int Month, long Amount)> Months(string text) =>
        text.Split(' ').Select(m => m.Split(':')).Select(m => (int.Parse(m[0]), long.Parse(m[1])));
}
