using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

public sealed class LineRuleTests
{
    [Fact]
    public void A_line_that_fits_its_allocation_and_contract_is_accepted() => Assert.Empty(Codes(Line));

    [Fact]
    [Trait("rule", "TR304")]
    public void A_client_without_any_allocation_of_the_provider_is_not_known() =>
        Assert.Equal(["8187", "9338"], Codes(Line with { ClientKey = "somebody-else" }));

    [Fact]
    [Trait("rule", "TR304")]
    public void A_client_with_another_allocation_of_the_provider_is_known() =>
        Assert.Equal(["9338"], Codes(Line with { AllocationNumber = 999 }));

    [Fact]
    [Trait("rule", "TR338")]
    public void Another_clients_allocation_is_as_unknown_as_one_that_does_not_exist()
    {
        var facts = Facts([Allocation, Allocation with { Number = 102, ClientKey = "somebody-else" }]);
        var anothers = Given.Decide(Declaration(Line with { AllocationNumber = 102 }), facts).Lines[0];
        var none = Given.Decide(Declaration(Line with { AllocationNumber = 103 }), facts).Lines[0];
        Assert.Equal(["9338"], anothers.Codes);
        Assert.Equal(none.Codes, anothers.Codes);
        Assert.Equal("", anothers.Segment);
    }

    [Fact]
    [Trait("rule", "TR314")]
    public void A_reference_number_is_used_once_also_when_the_earlier_line_was_refused()
    {
        var other = Line with { PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) };
        Assert.Equal(["8021"], Codes(Line, earlier: other.Earlier(accepted: false)));
        Assert.Empty(Codes(Line, earlier: (other with { Reference = "R0" }).Earlier()));
    }

    [Fact]
    [Trait("rule", "TR338")]
    public void Nothing_is_told_of_what_anothers_allocation_holds_or_has_paid_out()
    {
        var anothers = Line with { Reference = "R0", ClientKey = "somebody-else" };
        var held = Allocation with { ClientKey = "somebody-else", Volume = 1, ReasonForChange = "13" };
        var facts = Facts([held], earlier: [anothers.Earlier()]) with { KnownClients = [Client] };
        Assert.Equal(["9338"], Given.Decide(Declaration(Line), facts).Lines[0].Codes);
    }

    [Fact]
    [Trait("rule", "TR384")]
    public void A_deleted_allocation_takes_no_lines()
    {
        Assert.Contains("9384", Codes(Line, Allocation with { ReasonForChange = "13" }));
        Assert.Empty(Codes(Line, Allocation with { ReasonForChange = "04" }));
    }

    [Fact]
    [Trait("rule", "TR339")]
    public void The_category_is_the_allocated_one()
    {
        Assert.Contains("9339", Codes(Line, Allocation with { Category = "44" }));
        Assert.Empty(Codes(Line, Allocation with { Category = null }));
    }

    [Fact]
    [Trait("rule", "TR340")]
    public void The_product_is_the_allocated_one_and_free_within_the_category_when_none_is_allocated()
    {
        Assert.Equal(["9340"], Codes(Line, Allocation with { Product = "45A49" }));
        Assert.Empty(Codes(Line, Allocation with { Product = null, Volume = null, Unit = null, Frequency = null }));
    }

    [Fact]
    [Trait("rule", "TR381")]
    public void A_product_code_belongs_to_its_category() =>
        Assert.Equal(["9339", "S329"], Codes(Line with { Category = "44" }));

    [Fact]
    [Trait("rule", "TR341")]
    public void The_unit_is_the_allocated_one() => Assert.Contains("9341", Codes(Line with { Unit = "84" }));

    [Fact]
    [Trait("rule", "TR341")]
    public void Without_an_allocated_unit_the_unit_of_the_contract_counts()
    {
        var aspecific = Allocation with { Product = null, Volume = null, Unit = null, Frequency = null };
        Assert.Empty(Codes(Line, aspecific));
        Assert.Equal(["9341", "0611"], Codes(Line with { Unit = "84" }, aspecific));
    }

    [Fact]
    [Trait("rule", "TR341")]
    public void A_volume_in_a_unit_that_does_not_fit_is_not_held_against_the_allocated_volume() => Assert.Equal(
        ["9341"],
        Codes(
            Line with { Unit = "04", Volume = 9, AmountCents = 112_500 },
            Allocation with { Volume = 1, Frequency = "6" }, Tariff with { Unit = "04" }));

    [Fact]
    [Trait("rule", "TR341")]
    public void Allocated_hours_may_be_declared_in_minutes_but_not_the_other_way()
    {
        var hours = Allocation with { Unit = "04", Volume = 20 };
        var minutes = Line with { Unit = "01", Volume = 500, TariffCents = 130, AmountCents = 65_000 };
        Assert.Empty(Codes(minutes, hours, Tariff with { Unit = "04", TariffCents = 7_800 }));
        Assert.Contains("9341", Codes(
            Line with { Unit = "04" }, Allocation with { Unit = "01" }, Tariff with { Unit = "01" }));
    }

    [Theory]
    [InlineData(1, 31, "")]
    [InlineData(2, 31, "9387")]
    [InlineData(1, 30, "9388")]
    [InlineData(2, 30, "9387 9388")]
    [Trait("rule", "TR387")]
    [Trait("rule", "TR388")]
    public void A_period_is_the_whole_month_within_a_longer_allocation(int first, int last, string codes) =>
        Assert.Equal(
            codes, string.Join(' ', Codes(Line with { PeriodStart = Day(10, first), PeriodEnd = Day(10, last) })));

    [Theory]
    [InlineData(7, 20, "")]
    [InlineData(1, 20, "9387 9307")]
    [InlineData(7, 31, "9388 9308")]
    [InlineData(1, 31, "9387 9388 9307 9308")]
    [InlineData(8, 20, "9387")]
    [InlineData(7, 19, "9388")]
    [InlineData(6, 21, "9387 9388 9307 9308")]
    [Trait("rule", "TR307")]
    [Trait("rule", "TR308")]
    public void A_period_is_the_part_of_the_month_that_the_allocation_lasts(int first, int last, string codes) =>
        Assert.Equal(codes, string.Join(' ', Codes(
            Line with { PeriodStart = Day(10, first), PeriodEnd = Day(10, last) },
            Allocation with { StartDate = Day(10, 7), EndDate = Day(10, 20) })));

    [Fact]
    [Trait("rule", "TR308")]
    public void An_open_allocation_has_no_last_day() => Assert.Empty(Codes(Line, Allocation with { EndDate = null }));

    [Fact]
    [Trait("rule", "TR319")]
    public void A_line_is_about_the_declared_month_or_an_earlier_one()
    {
        Assert.Equal(["9319"], Codes(Line with { PeriodStart = Day(11, 1), PeriodEnd = Day(11, 30) }));
        Assert.Empty(Codes(Line with { PeriodStart = Day(2, 1), PeriodEnd = Day(2, 28) }));
    }

    [Fact]
    [Trait("rule", "TR389")]
    [Trait("requirement", "B16")]
    public void A_second_debit_for_the_same_is_refused_until_the_first_is_credited()
    {
        var again = Line with { Reference = "R2" };
        Assert.Equal(["9389"], Codes(again, earlier: Line.Earlier()));
        Assert.Empty(Codes(again, earlier: Line.Earlier(credited: true)));
        Assert.Empty(Codes(again, earlier: Line.Earlier(accepted: false)));
        Assert.Empty(Codes(again, earlier: (Line with { PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) }).Earlier()));
    }

    [Fact]
    [Trait("rule", "TR323")]
    public void A_credit_takes_back_an_accepted_debit_that_is_equal_to_it()
    {
        var credit = Line.Credit("C1");
        Assert.Empty(Codes(credit, earlier: Line.Earlier()));
        Assert.Equal(["8017"], Codes(credit));
        Assert.Equal(["8017"], Codes(credit, earlier: Line.Earlier(accepted: false)));
        Assert.Equal(["8017"], Codes(credit with { Volume = 1 }, earlier: Line.Earlier()));
        Assert.Equal(["8017"], Codes(credit with { AmountCents = -24_999 }, earlier: Line.Earlier()));
        Assert.Equal(["8017"], Codes(credit with { TariffCents = 1 }, earlier: Line.Earlier()));
        Assert.Equal(["8017"], Codes(credit with { PeriodStart = Day(9, 1) }, earlier: Line.Earlier()));
        Assert.Equal(["8017"], Codes(credit, earlier: Line.Earlier() with { Municipality = "0479" }));
        Assert.Equal(
            ["8017"], Codes((Line with { Reference = "C0" }).Credit("C1"), earlier: Line.Credit("C0").Earlier()));
    }

    [Fact]
    [Trait("rule", "TR390")]
    public void A_debit_is_credited_once()
    {
        Assert.Equal(["9390"], Codes(Line.Credit("C2"), earlier: Line.Earlier(credited: true)));
        var unequal = Line.Credit("C2") with { Volume = 1 };
        Assert.Equal(["8017", "9390"], Codes(unequal, earlier: Line.Earlier(credited: true)));
    }

    [Fact]
    [Trait("rule", "TR323")]
    public void A_credit_stands_although_allocation_and_tariff_have_changed_since() =>
        Assert.Empty(Codes(
            Line.Credit("C1"), Allocation with { ReasonForChange = "13", EndDate = Day(1, 1) },
            Tariff with { TariffCents = 1 }, Line.Earlier()));

    [Fact]
    [Trait("rule", "TR418")]
    public void The_tariff_is_that_of_the_contract_version_of_the_period()
    {
        Assert.Equal(["0611"], Codes(Line with { TariffCents = 12_501, AmountCents = 25_002 }));
        var raised = Tariff with { Version = 2, TariffCents = 13_000, ValidFrom = Day(10, 1) };
        var facts = Facts(tariffs: [Tariff, raised]);
        Assert.Equal(["0611"], Given.Decide(Declaration(Line), facts).Lines[0].Codes);
        var atNew = Line with { TariffCents = 13_000, AmountCents = 26_000 };
        Assert.Empty(Given.Decide(Declaration(atNew), facts).Lines[0].Codes);
        var september = Line with { PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) };
        Assert.Empty(Given.Decide(Declaration(september), facts).Lines[0].Codes);
    }

    [Fact]
    [Trait("rule", "TR418")]
    [Trait("requirement", "B05")]
    public void Without_a_contract_for_the_product_in_the_period_nothing_is_paid()
    {
        Assert.Equal(["0611"], Codes(Line, tariff: Tariff with { ValidUntil = Day(9, 30) }));
        Assert.Equal(["0611"], Codes(Line, tariff: Tariff with { Product = "45A49" }));
        Assert.Equal(["0611"], Codes(
            Line with { Unit = "83", TariffCents = null, Volume = 25_000 },
            Allocation with { Unit = "83", Volume = 30_000 }, Tariff with { ValidUntil = Day(9, 30) }));
    }

    [Fact]
    [Trait("rule", "TR418")]
    public void Of_two_agreements_that_of_the_allocations_segment_decides_and_then_the_one_that_started_last()
    {
        var otherSegment =
            Tariff with { TariffId = Guid.NewGuid(), Segment = "C", TariffCents = 90_000, ValidFrom = Day(6, 1) };
        var later = Tariff with { TariffId = Guid.NewGuid(), TariffCents = 13_000, ValidFrom = Day(5, 1) };
        Assert.Empty(Given.Decide(Declaration(Line), Facts(tariffs: [Tariff, otherSegment])).Lines[0].Codes);
        Assert.Equal(
            ["0611"],
            Given.Decide(Declaration(Line), Facts(tariffs: [later, Tariff, otherSegment])).Lines[0].Codes);
    }

    [Theory]
    [InlineData(7_800, 500, 130, 65_000, "")]
    [InlineData(7_800, 500, 131, 65_000, "0611")]
    [InlineData(7_829, 1, 130, 130, "")]
    [InlineData(7_830, 1, 131, 131, "")]
    [InlineData(7_831, 7, 131, 914, "")]
    [InlineData(7_831, 7, 131, 917, "9346")]
    [Trait("rule", "TR346")]
    public void Minutes_of_an_hours_tariff_are_counted_with_the_tariff_and_not_with_its_rounded_sixtieth(
        long hourTariff, long minutes, long declaredTariff, long cents, string codes) =>
        Assert.Equal(codes, string.Join(' ', Codes(
            Line with { Unit = "01", Volume = minutes, TariffCents = declaredTariff, AmountCents = cents },
            Allocation with { Unit = "04", Volume = 20 }, Tariff with { Unit = "04", TariffCents = hourTariff })));

    [Fact]
    [Trait("rule", "TR346")]
    public void The_amount_is_volume_times_tariff() =>
        Assert.Equal(["9346"], Codes(Line with { AmountCents = 25_001 }));

    [Fact]
    public void All_codes_of_a_line_are_given() => Assert.Equal(
        ["9387", "9319", "9321", "0611", "9346"],
        Codes(Line with
        {
            PeriodStart = Day(11, 2), PeriodEnd = Day(11, 30), Volume = 11, TariffCents = 1, AmountCents = 7,
        }));

    [Fact]
    public void Absurd_volumes_amounts_and_dates_are_refused_and_break_nothing()
    {
        var absurd = Line with
        {
            Volume = long.MaxValue, TariffCents = long.MaxValue, AmountCents = long.MaxValue,
            PeriodStart = DateOnly.MaxValue,
            PeriodEnd = DateOnly.MinValue,
        };
        foreach (var unit in new[] { "01", "04", "14", "16", "82", "83", "84" })
            foreach (var frequency in new[] { "1", "2", "4", "6" })
            {
                var allocation = Allocation with
                {
                    Unit = unit, Frequency = frequency, Volume = long.MaxValue, StartDate = DateOnly.MinValue,
                    EndDate = DateOnly.MaxValue,
                };
                Assert.NotEmpty(
                    Codes(absurd with { Unit = unit }, allocation, Tariff with { TariffCents = long.MaxValue }));
                Assert.NotEmpty(Codes(
                    absurd with { Unit = "01", PeriodStart = DateOnly.MinValue, PeriodEnd = DateOnly.MaxValue },
                    allocation with { BudgetCents = long.MaxValue, EndDate = null },
                    Tariff with { Unit = "04", TariffCents = long.MaxValue }));
            }
    }
}
