using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>How care is paid: by the month in B and C, without advance and without settlement afterwards.</summary>
public sealed class FinancingTests
{
    [Theory]
    [InlineData("B", "84")]
    [InlineData("C", "82")]
    [Trait("requirement", "B01")]
    [Trait("requirement", "B02")]
    public void A_month_of_care_is_one_line_without_advance_or_balance(string segment, string unit)
    {
        var month = Allocation with { Segment = segment, Unit = unit, Volume = 1 };
        var tariff = Tariff with { Segment = segment, Unit = unit, TariffCents = 65_000 };
        var line = Line with { Unit = unit, Volume = 1, TariffCents = 65_000, AmountCents = 65_000 };
        Assert.Empty(Codes(line, month, tariff));
        // an advance: a month that has not been
        Assert.Equal(["9319"], Codes(line with { PeriodStart = Day(11, 1), PeriodEnd = Day(11, 30) }, month, tariff));
        // part of it first and the rest at the end
        Assert.Equal(["0611"], Codes(line with { TariffCents = 45_500, AmountCents = 45_500 }, month, tariff));
        // a balance afterwards: another line for the month, or one line for two
        Assert.Equal(["9389"], Codes(line with { Reference = "R2" }, month, tariff, line.Earlier()));
        Assert.Equal(["9321"], Codes(line with { Volume = 2, AmountCents = 130_000 }, month, tariff));
    }

    [Theory]
    [InlineData(9, 30)]
    [InlineData(10, 1)]
    [Trait("requirement", "B02")]
    [Trait("rule", "TR308")]
    public void After_the_last_day_no_later_month_is_payable(int month, int day)
    {
        var ended = Allocation with { EndDate = Day(month, day) };
        Assert.Contains("9308", Codes(Line, ended));
    }

    [Fact]
    [Trait("rule", "IV079")]
    public void Delivered_minutes_may_come_as_whole_hours_and_are_then_judged_as_those()
    {
        var hours = Allocation with { Unit = "04", Volume = 6, Frequency = "6" };
        var tariff = Tariff with { Unit = "04", TariffCents = 7_800 };
        // four times 95 minutes are 380, which is six hours in the provider's rounding
        Assert.Empty(Codes(
            Line with { Unit = "04", Volume = 6, TariffCents = 7_800, AmountCents = 46_800 }, hours, tariff));
        Assert.Equal(["9321", "9322"], Codes(
            Line with { Unit = "01", Volume = 380, TariffCents = 130, AmountCents = 49_400 }, hours, tariff));
    }
}
