using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Values;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Bids;

public sealed class SubmitBidTests
{
    private static Outcome<BidContent> Decide(Lot lot, SubmitBid act, DateTimeOffset? now = null) =>
        SubmitBid.Decide(Open, lot, act, Samples.Region, now ?? Now);

    [Fact]
    public void A_bid_that_breaks_no_rule_is_taken_in()
    {
        Assert.Equal(["45A48", "45A53"], Decide(LotB, OnB).Fact().Products.Select(p => p.Code));
        Assert.Equal(31_000, Decide(LotV, OnV).Fact().Products[0].TariffCents);
    }

    [Fact, Trait("requirement", "T05")]
    public void A_bid_is_not_taken_in_from_the_closing_instant_on()
    {
        Decide(LotB, OnB, Closing.AddTicks(-1)).Fact();
        Assert.Equal("tender-not-open", Decide(LotB, OnB, Closing).Why().Code);
    }

    [Fact, Trait("requirement", "T05")]
    public void A_bid_on_a_tender_that_was_not_published_or_was_closed_is_refused() =>
        Assert.Equal("tender-not-open", SubmitBid.Decide(Closed, LotB, OnB, Samples.Region, Now).Why().Code);

    [Fact, Trait("requirement", "T09")]
    public void A_bid_that_does_not_endorse_the_vision_is_refused() =>
        Assert.Equal(("vision-not-endorsed", "endorsesVision", "T09"), Of(Decide(LotB, OnB with { EndorsesVision = false })));

    [Fact, Trait("requirement", "T07")]
    public void A_bid_that_does_not_accept_the_quality_framework_is_refused() =>
        Assert.Equal(
            ("quality-framework-not-accepted", "acceptsQualityFramework", "T07"), Of(Decide(LotB, OnB with { AcceptsQualityFramework = false })));

    [Fact, Trait("requirement", "T07")]
    public void A_bid_without_certificate_is_refused_and_told_which_criterion()
    {
        var why = Decide(LotB, OnB with { Certificate = null }).Why();
        Assert.Equal(("certificate-missing", "certificate", "T07"), (why.Code, why.Field, why.Rule));
        Assert.Contains("HKZ or ISO certificate", why.Detail, StringComparison.Ordinal);
    }

    [Theory, Trait("requirement", "T07")]
    [InlineData("HKZ"), InlineData("ISO")]
    public void Two_kinds_of_certificate_count(string kind) => Decide(LotB, OnB with { Certificate = OnB.Certificate! with { Kind = kind } }).Fact();

    [Fact, Trait("requirement", "T07")]
    public void Another_kind_of_certificate_does_not_count() =>
        Assert.Equal(
            ("certificate-not-valid", "certificate.kind", "T07"), Of(Decide(LotB, OnB with { Certificate = OnB.Certificate! with { Kind = "NEN" } })));

    [Fact, Trait("requirement", "T07")]
    public void A_certificate_without_a_number_does_not_count() =>
        Assert.Equal(
            ("certificate-not-valid", "certificate.number", "T07"), Of(Decide(LotB, OnB with { Certificate = OnB.Certificate! with { Number = " " } })));

    [Theory, Trait("requirement", "T07")]
    [InlineData("2027-01-01", "2027-01-01", null)]
    [InlineData("2026-01-01", "2026-12-31", "certificate.validUntil")]
    [InlineData("2027-01-02", "2029-12-31", "certificate.validFrom")]
    public void A_certificate_is_valid_on_the_first_day_of_delivery(string from, string until, string? field)
    {
        var act = OnB with
        {
            Certificate = new("ISO", "1", DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(until, "yyyy-MM-dd")),
        };
        if (field is null) Decide(LotB, act).Fact();
        else Assert.Equal(("certificate-not-valid", field, "T07"), Of(Decide(LotB, act)));
    }

    [Theory, Trait("requirement", "T28")]
    [InlineData]
    [InlineData("0363")]
    public void In_a_segment_that_binds_to_the_region_care_is_delivered_inside_it(params string[] locations) =>
        Assert.Equal(
            ("service-location-outside-region", "serviceLocations", "T28"), Of(Decide(LotB, OnB with { ServiceLocations = locations })));

    [Fact, Trait("requirement", "T28")]
    public void One_location_inside_the_region_is_enough_beside_others() =>
        Decide(LotB, OnB with { ServiceLocations = ["0363", "0880"] }).Fact();

    [Fact, Trait("requirement", "T28")]
    public void In_other_segments_care_may_be_delivered_anywhere() => Decide(LotV, OnV with { ServiceLocations = ["0363"] }).Fact();

    [Fact, Trait("requirement", "T28")]
    public void Which_segments_bind_to_the_region_is_what_its_pack_says()
    {
        var turned = Samples.Region with
        {
            Segments = [.. Samples.Region.Segments.Select(s => s with { BindsToRegion = s.Code == "V" })],
        };
        SubmitBid.Decide(Open, LotB, OnB with { ServiceLocations = ["0363"] }, turned, Now).Fact();
        var why = SubmitBid.Decide(Open, LotV, OnV with { ServiceLocations = ["0363"] }, turned, Now).Why();
        Assert.Equal("service-location-outside-region", why.Code);
    }

    [Fact]
    public void A_location_is_the_code_of_a_municipality() =>
        Assert.Equal("service-location-invalid", Decide(LotB, OnB with { ServiceLocations = ["Zaandam"] }).Why().Code);

    [Fact, Trait("requirement", "T08")]
    public void A_product_without_a_plan_of_approach_is_taken_in_and_left_to_the_award()
    {
        var content = Decide(LotB, OnB with { Products = [new("45A48", null, "Plan"), new("45A53")] }).Fact();
        Assert.Equal(2, content.Products.Count);
    }

    [Fact]
    public void Only_products_of_the_lot_are_offered_and_each_once()
    {
        Assert.Equal(("product-not-in-lot", "products[0].code", "T06"), Of(Decide(LotB, OnB with { Products = [new("44A08", null, "Plan")] })));
        Assert.Equal("product-twice", Decide(LotB, OnB with { Products = [new("45A48"), new("45A48")] }).Why().Code);
        Assert.Equal("products-missing", Decide(LotB, OnB with { Products = [] }).Why().Code);
    }

    [Fact, Trait("requirement", "C13")]
    public void Where_each_provider_has_its_own_tariff_a_bid_says_it() =>
        Assert.Equal(("tariff-missing", "products[0].tariffCents", "C13"), Of(Decide(LotV, OnV with { Products = [new("44A08", null, "Plan")] })));

    [Fact, Trait("requirement", "C13")]
    public void Where_the_segment_fixes_the_tariff_a_bid_has_none() =>
        Assert.Equal(
            ("tariff-not-allowed", "products[0].tariffCents", "C13"), Of(Decide(LotB, OnB with { Products = [new("45A48", 60_000, "Plan")] })));

    [Theory, Trait("requirement", "C13")]
    [InlineData(0), InlineData(-5), InlineData(100_000_001)]
    public void An_offered_tariff_is_an_amount_that_can_be(long cents) =>
        Assert.Equal("tariff-invalid", Decide(LotV, OnV with { Products = [new("44A08", cents, "Plan")] }).Why().Code);

    private static (string, string?, string?) Of(Outcome<BidContent> outcome)
    {
        var why = outcome.Why();
        return (why.Code, why.Field, why.Rule);
    }
}
