using CsCheck;

namespace Jeugdregio.Values.Tests;

public sealed class CareUnitTests
{
    private static readonly Frequency[] Repeated = [Frequency.PerDay, Frequency.PerWeek, Frequency.PerMonth];

    private static readonly Gen<Period> Closed =
        from start in Gen.Int[0, 4000]
        from length in Gen.Int[0, 800]
        let first = new DateOnly(2020, 1, 1).AddDays(start)
        select new Period(first, first.AddDays(length));

    [Theory]
    [InlineData("01"), InlineData("04"), InlineData("14"), InlineData("16")]
    [InlineData("82"), InlineData("83"), InlineData("84")]
    public void Every_unit_of_the_standard_reads_back_as_its_code(string code)
    {
        Assert.True(CareUnit.TryParse(code, out var unit));
        Assert.Equal(code, unit.ToString());
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("1"), InlineData("02"), InlineData("04 "), InlineData("85")]
    public void Another_code_is_no_unit(string? code) => Assert.False(CareUnit.TryParse(code, out _));

    [Fact, Trait("rule", "TR341")]
    public void What_is_agreed_in_hours_may_be_declared_in_minutes_and_not_the_other_way_round()
    {
        Assert.True(CareUnit.Hour.MayBeDeclaredIn(CareUnit.Minute));
        Assert.False(CareUnit.Minute.MayBeDeclaredIn(CareUnit.Hour));
        Assert.True(CareUnit.Day.MayBeDeclaredIn(CareUnit.Day));
        Assert.False(CareUnit.Day.MayBeDeclaredIn(CareUnit.PartOfDay));
        Assert.Equal(CareUnit.Minute.Measure(90), CareUnit.Hour.Measure(1) + CareUnit.Minute.Measure(30));
    }

    [Theory]
    [InlineData("1"), InlineData("2"), InlineData("4"), InlineData("6")]
    public void Every_frequency_of_the_standard_reads_back_as_its_code(string code)
    {
        Assert.True(Frequency.TryParse(code, out var frequency));
        Assert.Equal(code, frequency.ToString());
        Assert.False(Frequency.TryParse(code + " ", out _));
    }

    [Theory, Trait("rule", "TR322")]
    [InlineData("1", "2026-01-15", "2026-02-14", 31)]
    [InlineData("2", "2026-01-15", "2026-02-14", 5)]
    [InlineData("4", "2026-01-15", "2026-02-14", 2)]
    [InlineData("6", "2026-01-15", "2026-02-14", 1)]
    [InlineData("2", "2026-01-11", "2026-01-12", 2)]
    public void A_volume_goes_into_a_period_as_often_as_the_days_weeks_or_months_it_touches(
        string code, string start, string end, int times)
    {
        Assert.True(Frequency.TryParse(code, out var frequency));
        Assert.Equal(times, frequency.TimesIn(new(DateOnly.Parse(start, null), DateOnly.Parse(end, null))));
    }

    [Fact]
    public void A_longer_period_never_holds_a_volume_less_often() =>
        Gen.Select(Closed, Gen.Int[0, 400], Gen.Int[0, 2].Select(which => Repeated[which]))
            .Sample((period, more, frequency) =>
                frequency.TimesIn(new(period.Start, period.End!.Value.AddDays(more))) >= frequency.TimesIn(period));

    [Fact]
    public void In_an_open_period_there_is_no_number_of_times_save_once()
    {
        var open = new Period(new(2026, 1, 1), null);
        Assert.Equal(1, Frequency.InTotal.TimesIn(open));
        Assert.Throws<ArgumentException>(() => Frequency.PerWeek.TimesIn(open));
    }
}
