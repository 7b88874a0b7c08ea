using CsCheck;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Forecasts;
using Jeugdregio.Billing.Tests.Declarations;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Tests.Forecasts;

[Trait("requirement", "B08")]
public sealed class MakeForecastTests
{
    private const long MonthMax = 125_000;
    private static readonly DateOnly Today = new(2026, 11, 10);

    [Fact]
    public void It_is_paid_plus_approved_plus_what_is_expected_of_running_allocations()
    {
        var made = Make(Facts(
            booked: [new("B", Month(9), 30_000, 30_000), new("B", Month(10), 25_000, 5_000)],
            debits: [new(101, Month(9), 30_000), new(101, Month(10), 25_000)],
            allocation: Given.Allocation with { StartDate = Month(9) }));
        // November and December are expected to cost what September and October did on average
        Assert.Equal((35_000, 20_000, 55_000), (made.PaidCents, made.ApprovedCents, made.ExpectedCents));
        Assert.Equal([9, 10, 11, 12], made.Parts.Select(p => p.Month.Month));
        Assert.Equal((0, 0L), (made.MissingLines, made.MissingCents));
    }

    [Fact]
    [Trait("requirement", "B07")]
    public void Months_that_are_over_without_a_line_are_lines_still_missing()
    {
        var made = Make(Facts());
        Assert.Equal((10, 10 * MonthMax, 12 * MonthMax), (made.MissingLines, made.MissingCents, made.ExpectedCents));
        Assert.Equal(Enumerable.Repeat(1, 10).Concat([0, 0]), made.Parts.Select(p => p.MissingLines));
    }

    [Fact]
    public void Of_a_budget_what_is_left_is_spread_over_the_months_without_a_line()
    {
        var budget = Given.Allocation with
        {
            Product = null, Volume = null, Unit = null, Frequency = null, BudgetCents = 100_000, StartDate = Month(10),
        };
        var made = Make(Facts(allocation: budget, debits: [new(101, Month(10), 40_000)]));
        Assert.Equal([30_000L, 30_000], made.Parts.Select(p => p.ExpectedCents));
        var spent = Make(Facts(allocation: budget, debits: [new(101, Month(10), 140_000)]));
        Assert.All(spent.Parts, p => Assert.Equal(0, p.ExpectedCents));
    }

    [Fact]
    public void Of_a_total_what_is_left_is_spread_over_the_months_without_a_line()
    {
        var total = Given.Allocation with { Frequency = "6", Volume = 6, StartDate = Month(10) };
        var made = Make(Facts(allocation: total, debits: [new(101, Month(10), 25_000)]));
        Assert.Equal([25_000L, 25_000], made.Parts.Select(p => p.ExpectedCents));
    }

    [Fact]
    public void Hours_and_minutes_cost_the_tariff_of_an_hour()
    {
        var hourly = Given.Tariff with { Unit = "04", TariffCents = 7_800 };
        var minutes = Given.Allocation with { Unit = "01", Volume = 500, Frequency = "4", StartDate = Month(12) };
        Assert.Equal(65_000, Make(Facts(allocation: minutes, tariff: hourly)).ExpectedCents);
        var hours = minutes with { Unit = "04", Volume = 10 };
        Assert.Equal(78_000, Make(Facts(allocation: hours, tariff: hourly)).ExpectedCents);
        var euros = minutes with { Unit = "83", Volume = 4_200 };
        Assert.Equal(4_200, Make(Facts(allocation: euros, tariff: hourly)).ExpectedCents);
    }

    [Fact]
    public void Without_a_tariff_or_history_nothing_can_be_said_but_that_a_line_is_missing()
    {
        var made = Make(Facts(tariff: Given.Tariff with { Product = "45A49" }));
        Assert.Equal((0L, 10), (made.ExpectedCents, made.MissingLines));
    }

    [Fact]
    public void The_deviation_is_from_the_forecast_before()
    {
        Assert.Null(Make(Facts()).DeviationCents);
        var previous = new EarlierForecast(Guid.NewGuid(), 2_000_000);
        var made = Make(Facts() with { Previous = previous });
        Assert.Equal((previous.Id, 12 * MonthMax - 2_000_000), (made.PreviousId, made.DeviationCents));
    }

    [Theory]
    [InlineData(2024, false)]
    [InlineData(2025, true)]
    [InlineData(2027, true)]
    [InlineData(2028, false)]
    public void It_is_of_this_year_the_last_or_the_next(int year, bool right) =>
        Assert.Equal(right, !Decide(Facts(), year).Refused(out _, out _));

    [Fact]
    public void Whatever_was_declared_every_month_of_an_allocation_is_in_the_books_or_expected_once() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[1, 12].Array).Sample((start, length, declared) =>
        {
            var end = Month(start).AddMonths(length).AddDays(-1);
            var allocation = Given.Allocation with { StartDate = Month(start), EndDate = end };
            var debits = declared.Distinct().Where(m => m >= start && Month(m) <= end)
                .Select(m => new DebitMonth(101, Month(m), 10_000)).ToList();
            var booked = debits.Select(d => new BookedMonth("B", d.Month, 10_000, 0));
            var made = Make(Facts(booked, debits, allocation));
            var months = Enumerable.Range(start, length).Where(m => m <= 12).ToList();
            Assert.Equal(months, made.Parts.Select(p => p.Month.Month));
            Assert.Equal(
                months.Except(debits.Select(d => d.Month.Month)),
                made.Parts.Where(p => p.ApprovedCents == 0).Select(p => p.Month.Month));
            Assert.All(made.Parts, p => Assert.NotEqual(p.ApprovedCents > 0, p.ExpectedCents > 0));
        });

    private static ForecastFacts Facts(
        IEnumerable<BookedMonth>? booked = null, IEnumerable<DebitMonth>? debits = null, Allocation? allocation = null,
        Billing.Tariffs.Tariff? tariff = null) =>
        new(
            [.. booked ?? []], [allocation ?? Given.Allocation], [tariff ?? Given.Tariff], [.. debits ?? []], null);

    private static DateOnly Month(int month) => new(2026, month, 1);

    private static Forecast Make(ForecastFacts facts) =>
        Decide(facts, 2026).Refused(out var why, out var made) ? throw new InvalidOperationException(why.Code) : made;

    private static Outcome<Forecast> Decide(ForecastFacts facts, int year) => MakeForecast.Decide(
        new(Given.Municipality, year), facts, "test", Today, Guid.NewGuid(), default);
}
