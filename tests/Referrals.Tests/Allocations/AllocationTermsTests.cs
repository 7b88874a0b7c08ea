using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Referrals.Clients;

namespace Jeugdregio.Referrals.Tests.Allocations;

public sealed class AllocationTermsTests
{
    private static readonly AllocationTerms Right = new("45", "45A48", new(2026, 1, 12), new(2026, 7, 12), 180, "01", "2", null);

    private static readonly AllocationTerms Budget = new("45", null, new(2026, 1, 12), new(2026, 7, 12), null, null, null, 100_000);

    [Theory, Trait("rule", "IV066")]
    [InlineData("01", "1", true)]
    [InlineData("01", "2", true)]
    [InlineData("01", "4", true)]
    [InlineData("01", "6", true)]
    [InlineData("04", "1", true)]
    [InlineData("82", "1", true)]
    [InlineData("82", "6", true)]
    [InlineData("14", "1", false)]
    [InlineData("16", "1", false)]
    [InlineData("83", "1", false)]
    [InlineData("84", "1", false)]
    [InlineData("14", "2", true)]
    [InlineData("16", "4", true)]
    [InlineData("83", "6", true)]
    [InlineData("84", "2", true)]
    public void Units_have_the_frequencies_of_the_table_of_variants(string unit, string frequency, bool right) =>
        Assert.Equal(right ? null : "CS338", AllocationTerms.Check(Right with { Unit = unit, Frequency = frequency })?.Rule);

    [Fact, Trait("rule", "CS003")]
    public void An_end_on_the_first_day_is_right() => Assert.Null(AllocationTerms.Check(Right with { EndDate = Right.StartDate }));

    [Fact, Trait("rule", "CS003")]
    public void An_end_before_the_first_day_is_refused() => Rule("CS003", Right with { EndDate = Right.StartDate.AddDays(-1) });

    [Fact, Trait("rule", "CD075")]
    public void A_budget_needs_an_end()
    {
        Assert.Null(AllocationTerms.Check(Budget));
        Rule("CD075", Budget with { EndDate = null });
    }

    [Fact, Trait("rule", "CD076")]
    public void An_amount_per_week_needs_an_end()
    {
        Assert.Null(AllocationTerms.Check(Right with { EndDate = null, Frequency = "4" }));
        Rule("CD076", Right with { EndDate = null });
    }

    [Fact, Trait("rule", "IV066")]
    public void Euros_in_total_need_an_end() => Rule("IV066", Right with { EndDate = null, Unit = "83", Frequency = "6" });

    [Fact, Trait("rule", "CD079")]
    public void Without_a_budget_there_is_a_product()
    {
        Assert.Null(AllocationTerms.Check(Budget with { Category = null }));
        Rule("CD079", Right with { Category = null, Product = null, Volume = null });
    }

    [Fact, Trait("rule", "CD041")]
    public void A_product_code_has_a_volume() => Rule("CD041", Right with { Volume = null });

    [Fact, Trait("rule", "CD080")]
    public void Without_a_product_code_there_is_no_volume() => Rule("CD080", Right with { Product = null });

    [Fact, Trait("rule", "CD077")]
    public void A_budget_and_a_volume_exclude_each_other() => Rule("CD077", Right with { BudgetCents = 1 });

    [Theory, Trait("rule", "RS005")]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(99_999_999, true)]
    [InlineData(100_000_000, false)]
    public void A_volume_is_what_the_standard_can_write(long volume, bool right) =>
        Assert.Equal(right, AllocationTerms.Check(Right with { Volume = volume }) is null);

    [Theory, Trait("rule", "TR006")]
    [InlineData("Dorpsstraat", 1, "1506AA", "Zaandam", null, null)]
    [InlineData("Dorpsstraat", 1, "1506AA", "Zaandam", "A", null)]
    [InlineData("", 1, "1506AA", "Zaandam", null, "address.street")]
    [InlineData("Een straatnaam die te lang is", 1, "1506AA", "Zaandam", null, "address.street")]
    [InlineData("Dorpsstraat", -1, "1506AA", "Zaandam", null, "address.houseNumber")]
    [InlineData("Dorpsstraat", 1, "1506 AA", "Zaandam", null, "address.postcode")]
    [InlineData("Dorpsstraat", 1, "0506AA", "Zaandam", null, "address.postcode")]
    [InlineData("Dorpsstraat", 1, "1506AA\n", "Zaandam", null, "address.postcode")]
    [InlineData("Dorpsstraat", 1, "1506AA", " ", null, "address.city")]
    [InlineData("Dorpsstraat", 1, "1506AA", "Zaandam", "ABCDE", "address.addition")]
    public void An_address_is_one_that_a_message_can_hold(
        string street, int number, string postcode, string city, string? addition, string? field) =>
        Assert.Equal(field, Address.Check(new(street, number, postcode, city, addition))?.Field);

    private static void Rule(string rule, AllocationTerms terms) => Assert.Equal(rule, AllocationTerms.Check(terms)?.Rule);
}
