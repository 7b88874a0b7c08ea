using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.Tests.Approvals;
using Jeugdregio.Region;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Allocations;

public sealed class MayAllocateTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Terms Cheap = new(Id, "B", ["0439", "0479"], Start, End, "45A48", "84", 65_000);
    private static readonly Terms Dear = Cheap with { Product = "45A53", TariffCents = 300_000 };

    private static Outcome<MayBeAllocated> Ask(
        string? product, string municipality = "0479", DateOnly? day = null, Terms[]? terms = null, Approval[]? approvals = null,
        long? expensive = 250_000, CrisisCare? crisis = null) =>
        MayAllocate.Decide(
            new(
                ProductCode.TryParse(product, out var code) ? code : null, "45",
                MunicipalityCode.TryParse(municipality, out var m) ? m : default, day ?? Start, "gemeente-0479"),
            terms ?? [Cheap, Dear], approvals ?? [], expensive, crisis);

    [Theory, Trait("requirement", "R21"), Trait("requirement", "C10")]
    [InlineData("45A53"), InlineData("45")]
    public void Expensive_crisis_care_is_allocated_at_once_and_approved_afterwards(string urgent)
    {
        var crisis = new CrisisCare([urgent], 14);
        var allowed = Ask("45A53", crisis: crisis).Fact();
        Assert.Equal((300_000, true), (allowed.TariffCents, allowed.ApprovalFollows));
        Assert.False(Ask("45A53", crisis: crisis, approvals: [ApprovalTests.Granted]).Fact().ApprovalFollows);
        Assert.False(Ask("45A53", crisis: crisis, expensive: 300_001).Fact().ApprovalFollows);
    }

    [Fact, Trait("requirement", "R21"), Trait("requirement", "C10")]
    public void Care_that_is_no_crisis_care_still_waits_for_its_approval() =>
        Assert.Equal("approval-required", Ask("45A53", crisis: new(["46", "45A48"], 14)).Why().Code);

    [Fact, Trait("requirement", "R21")]
    public void Crisis_care_skips_the_approval_and_nothing_else()
    {
        var crisis = new CrisisCare(["45"], 14);
        Assert.Equal("municipality-not-in-agreement", Ask("45A53", "0880", crisis: crisis).Why().Code);
        Assert.Equal("agreement-not-active-on-day", Ask("45A53", day: Start.AddDays(-1), crisis: crisis).Why().Code);
    }

    [Fact, Trait("requirement", "R21")]
    public void A_category_of_which_only_crisis_care_is_permitted_is_approved_afterwards()
    {
        Assert.True(Ask(null, terms: [Dear], crisis: new(["45A53"], 14)).Fact().ApprovalFollows);
        Assert.False(Ask(null, terms: [Dear, Cheap], crisis: new(["45A53"], 14)).Fact().ApprovalFollows);
    }

    [Fact, Trait("requirement", "C08")]
    public void A_product_of_an_active_agreement_may_be_allocated_at_the_tariff_of_the_day() =>
        Assert.Equal(new MayBeAllocated(Id, "B", 65_000, "84"), Ask("45A48").Fact());

    [Theory, Trait("requirement", "C08")]
    [InlineData(0), InlineData(730)]
    public void On_the_first_and_the_last_day_it_may(int days) => Ask("45A48", day: Start.AddDays(days)).Fact();

    [Theory, Trait("requirement", "T27")]
    [InlineData(-1), InlineData(731)]
    public void On_a_day_outside_the_agreement_it_may_not(int days) =>
        Assert.Equal("agreement-not-active-on-day", Ask("45A48", day: Start.AddDays(days)).Why().Code);

    [Fact, Trait("requirement", "C08")]
    public void A_provider_without_a_signed_agreement_is_allocated_nothing() => Assert.Equal("no-agreement", Ask("45A48", terms: []).Why().Code);

    [Fact, Trait("requirement", "C08")]
    public void A_product_that_is_not_in_the_agreement_is_not_allocated() => Assert.Equal("product-not-in-agreement", Ask("44A08").Why().Code);

    [Fact, Trait("requirement", "C42")]
    public void A_municipality_for_which_it_does_not_hold_allocates_nothing() =>
        Assert.Equal("municipality-not-in-agreement", Ask("45A48", municipality: "0880").Why().Code);

    [Fact, Trait("requirement", "C10")]
    public void An_expensive_product_needs_an_approval_and_may_be_allocated_with_one()
    {
        Assert.Equal("approval-required", Ask("45A53").Why().Code);
        Assert.Equal(300_000, Ask("45A53", approvals: [ApprovalTests.Granted]).Fact().TariffCents);
    }

    [Theory, Trait("requirement", "C10")]
    [InlineData(300_000, false), InlineData(300_001, true)]
    public void A_tariff_is_expensive_from_the_threshold_on(long threshold, bool allowed) =>
        Assert.Equal(!allowed, Ask("45A53", expensive: threshold).Refused(out _, out _));

    [Fact, Trait("requirement", "C10")]
    public void Without_a_threshold_no_tariff_is_expensive() => Ask("45A53", expensive: null).Fact();

    [Fact, Trait("requirement", "C08")]
    public void Without_a_product_any_product_of_the_category_will_do_and_no_tariff_is_told() =>
        Assert.Equal(new MayBeAllocated(Id, "B", 0, ""), Ask(null).Fact());

    [Fact, Trait("requirement", "C10")]
    public void A_category_of_which_every_product_is_expensive_needs_an_approval() =>
        Assert.Equal("approval-required", Ask(null, terms: [Dear]).Why().Code);

    [Fact, Trait("requirement", "C08")]
    public void A_category_that_is_not_in_the_agreement_is_not_allocated() =>
        Assert.Equal("product-not-in-agreement", Ask(null, terms: [Cheap with { Product = "44A08" }]).Why().Code);

    [Fact, Trait("requirement", "C08")]
    public void Of_two_agreements_for_the_same_product_the_first_that_is_active_decides()
    {
        var later = Cheap with { AgreementId = Guid.CreateVersion7(), StartDate = Start.AddYears(1), TariffCents = 70_000 };
        Assert.Equal(65_000, Ask("45A48", terms: [later, Cheap]).Fact().TariffCents);
        Assert.Equal(70_000, Ask("45A48", day: Start.AddYears(1), terms: [later, Cheap]).Fact().TariffCents);
    }

    [Fact, Trait("requirement", "C42")]
    public void An_agreement_for_other_municipalities_does_not_hide_one_that_holds()
    {
        var elsewhere = Cheap with { Municipalities = ["0880"], TariffCents = 1 };
        Assert.Equal(65_000, Ask("45A48", terms: [elsewhere, Cheap]).Fact().TariffCents);
    }

    [Fact, Trait("requirement", "C32")]
    public void An_individual_agreement_decides_before_a_framework_agreement_and_says_its_last_day()
    {
        var individual = Cheap with { AgreementId = Guid.CreateVersion7(), TariffCents = 70_000, LastDay = End };
        Assert.Equal(
            new MayBeAllocated(individual.AgreementId, "B", 70_000, "84", End),
            Ask("45A48", terms: [individual, Cheap]).Fact());
        Assert.Equal(65_000, Ask("45A48", municipality: "0439",
            terms: [individual with { Municipalities = ["0479"] }, Cheap]).Fact().TariffCents);
    }

    [Fact, Trait("requirement", "C32"), Trait("requirement", "C10")]
    public void An_individual_agreement_is_its_own_approval() =>
        Assert.Equal(300_000, Ask("45A53", terms: [Dear with { LastDay = End }]).Fact().TariffCents);

    [Fact, Trait("requirement", "C32")]
    public void On_an_individual_agreement_that_has_ended_nothing_is_allocated() =>
        Assert.Equal("agreement-not-active-on-day", Ask(
            "45A48", day: Start.AddDays(1), terms: [Cheap with { EndDate = Start, LastDay = End }]).Why().Code);
}
