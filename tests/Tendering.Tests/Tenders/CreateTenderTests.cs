using Jeugdregio.Region;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Tenders;

public sealed class CreateTenderTests
{
    private static Outcome<TenderDrafted> Decide(CreateTender act, RegionPack? region = null) =>
        CreateTender.Decide(act, region ?? Samples.Region, Now, Guid.NewGuid);

    private static CreateTender WithLot(string segment, params LotProduct[] products) => Act with { Lots = [new(segment, products)] };

    [Fact]
    public void A_tender_that_breaks_no_rule_is_a_draft_with_open_lots()
    {
        var drafted = Decide(Act).Fact();
        Assert.Equal(TenderStatus.Draft, drafted.Tender.Status);
        Assert.Null(drafted.Tender.PublishedAt);
        Assert.Equal(["B", "V"], drafted.Lots.Select(l => l.Segment));
        Assert.All(drafted.Lots, l => Assert.Equal((LotStatus.Open, drafted.Tender.Id), (l.Status, l.TenderId)));
    }

    [Theory, Trait("requirement", "T02")]
    [InlineData("sas-simplified"), InlineData("sas-dialogue"), InlineData("innovation-dialogue")]
    public void Three_procedures_can_be_chosen(string kind) =>
        Assert.Equal(kind, Decide(Act with { ProcedureKind = kind }).Fact().Tender.ProcedureKind);

    [Theory, Trait("requirement", "T02")]
    [InlineData("european"), InlineData("open-house")]
    public void A_procedure_that_policy_excludes_is_refused_by_its_name(string kind)
    {
        var why = Decide(Act with { ProcedureKind = kind }).Why();
        Assert.Equal(("procedure-excluded", "procedureKind", "T02"), (why.Code, why.Field, why.Rule));
        Assert.Contains(kind, why.Detail, StringComparison.Ordinal);
    }

    [Fact, Trait("requirement", "T02")]
    public void Another_procedure_is_unknown() =>
        Assert.Equal("procedure-unknown", Decide(Act with { ProcedureKind = "auction" }).Why().Code);

    [Fact, Trait("requirement", "C01")]
    public void A_contract_model_that_the_region_does_not_have_is_refused() =>
        Assert.Equal("contract-model-unknown", Decide(Act with { ContractModel = "3+5" }).Why().Code);

    [Theory]
    [InlineData(""), InlineData("   ")]
    public void A_tender_has_a_title(string title) => Assert.Equal("title-invalid", Decide(Act with { Title = title }).Why().Code);

    [Fact, Trait("requirement", "G02")]
    public void Only_municipalities_of_the_region_buy()
    {
        var why = Decide(Act with { Municipalities = ["0439", "0363"] }).Why();
        Assert.Equal(("municipality-not-in-region", "municipalities[1]"), (why.Code, why.Field));
    }

    [Fact, Trait("requirement", "C42")]
    public void A_municipality_is_named_once() =>
        Assert.Equal("municipality-twice", Decide(Act with { Municipalities = ["0439", "0439"] }).Why().Code);

    [Fact, Trait("requirement", "C42")]
    public void Somebody_must_buy() => Assert.Equal("municipalities-missing", Decide(Act with { Municipalities = [] }).Why().Code);

    [Fact]
    public void A_tender_closes_in_the_future() => Assert.Equal("closing-in-the-past", Decide(Act with { ClosingAt = Now }).Why().Code);

    [Fact]
    public void Delivery_starts_after_the_day_of_closing()
    {
        Assert.Equal("start-before-closing", Decide(Act with { StartDate = new(2026, 5, 1) }).Why().Code);
        Decide(Act with { StartDate = new(2026, 5, 2) }).Fact();
    }

    [Fact]
    public void The_day_of_closing_is_the_day_in_the_netherlands() =>
        Assert.Equal(
            "start-before-closing",
            Decide(Act with { ClosingAt = new(2026, 5, 1, 22, 30, 0, TimeSpan.Zero), StartDate = new(2026, 5, 2) }).Why().Code);

    [Theory, Trait("requirement", "T22")]
    [InlineData(59, 40), InlineData(61, 40)]
    public void Weights_add_up_to_a_hundred(int quality, int price) =>
        Assert.Equal("weights-not-100", Decide(Act with { Criteria = [new("Q", quality, false), new("P", price, true)] }).Why().Code);

    [Theory, Trait("requirement", "T22")]
    [InlineData(0), InlineData(-10), InlineData(101)]
    public void A_weight_is_one_to_a_hundred(int weight) =>
        Assert.Equal("weight-invalid", Decide(Act with { Criteria = [new("Q", weight, false), new("P", 100 - weight, true)] }).Why().Code);

    [Fact, Trait("requirement", "T22")]
    public void A_criterion_stands_in_the_list_once() =>
        Assert.Equal("criterion-twice", Decide(Act with { Criteria = [new("Q", 60, false), new("Q", 40, true)] }).Why().Code);

    [Fact, Trait("requirement", "T23")]
    public void Price_alone_is_refused() =>
        Assert.Equal("price-weight-too-high", Decide(Act with { Criteria = [new("Price", 100, true)] }).Why().Code);

    [Fact, Trait("requirement", "T23")]
    public void Price_may_weigh_exactly_the_threshold_and_no_more()
    {
        Decide(Act with { Criteria = [new("Q", 40, false), new("P", 60, true)] }).Fact();
        Assert.Equal(
            "price-weight-too-high", Decide(Act with { Criteria = [new("Q", 39, false), new("P", 61, true)] }).Why().Code);
    }

    [Fact, Trait("requirement", "T23")]
    public void Price_cannot_be_split_over_criteria_to_pass_the_threshold() =>
        Assert.Equal(
            "price-weight-too-high",
            Decide(Act with { Criteria = [new("Q", 20, false), new("P1", 40, true), new("P2", 40, true)] }).Why().Code);

    [Fact, Trait("requirement", "C39")]
    public void A_local_segment_is_not_bought_by_the_region()
    {
        var why = Decide(WithLot("A", new LotProduct("45A48", "84", 1))).Why();
        Assert.Equal(("segment-local", "lots[0].segment", "C39"), (why.Code, why.Field, why.Rule));
    }

    [Fact, Trait("requirement", "T12")]
    public void A_segment_that_the_region_does_not_have_is_refused() =>
        Assert.Equal("segment-unknown", Decide(WithLot("Q", new LotProduct("45A48", "84", 1))).Why().Code);

    [Theory, Trait("requirement", "C12")]
    [InlineData("B", "45A48", "14", 65_000L)]
    [InlineData("V", "44A08", "84", null)]
    public void A_product_is_paid_in_a_unit_of_its_segment(string segment, string product, string unit, long? cents)
    {
        var why = Decide(WithLot(segment, new LotProduct(product, unit, cents))).Why();
        Assert.Equal(("unit-not-in-segment", "lots[0].products[0].unit", "C12"), (why.Code, why.Field, why.Rule));
    }

    [Fact, Trait("requirement", "C13")]
    public void A_segment_with_one_tariff_for_all_has_it_in_the_tender() =>
        Assert.Equal("fixed-tariff-missing", Decide(WithLot("B", new LotProduct("45A48", "84"))).Why().Code);

    [Fact, Trait("requirement", "C13")]
    public void A_segment_with_a_tariff_per_provider_has_none_in_the_tender() =>
        Assert.Equal("fixed-tariff-not-allowed", Decide(WithLot("V", new LotProduct("44A08", "14", 31_000))).Why().Code);

    [Theory, Trait("requirement", "C13")]
    [InlineData(0), InlineData(-1), InlineData(100_000_001)]
    public void A_tariff_is_an_amount_that_can_be(long cents) =>
        Assert.Equal("tariff-invalid", Decide(WithLot("B", new LotProduct("45A48", "84", cents))).Why().Code);

    [Fact]
    public void A_product_stands_in_a_lot_once() =>
        Assert.Equal("product-twice", Decide(WithLot("B", new LotProduct("45A48", "84", 1), new LotProduct("45A48", "84", 2))).Why().Code);

    [Fact]
    public void A_product_code_has_its_shape() =>
        Assert.Equal("product-code-invalid", Decide(WithLot("B", new LotProduct("A4548", "84", 1))).Why().Code);

    [Fact]
    public void A_lot_without_products_and_a_tender_without_lots_are_refused()
    {
        Assert.Equal("products-missing", Decide(WithLot("B")).Why().Code);
        Assert.Equal("lots-missing", Decide(Act with { Lots = [] }).Why().Code);
    }
}
