using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.Region;
using Jeugdregio.Values;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Requests;

public sealed class HonourRequestTests
{
    [Fact, Trait("rule", "IV094")]
    public void A_request_becomes_the_first_version_of_an_allocation()
    {
        var made = Decided(Decide(Request));
        Assert.Equal((100_000_007, 1, "B"), (made.Number, made.Version, made.Segment));
        Assert.Equal(Request.Terms, made.Terms);
        Assert.Null(made.ReasonForChange);
        Assert.Equal((Request.Id, Request.RequestedOn, Now), (made.RequestId, made.RequestedOn, made.DecidedAt));
    }

    [Fact, Trait("rule", "IV094")]
    public void The_access_team_may_grant_other_dates_and_another_volume()
    {
        var made = Decided(Decide(Request, new(new(2026, 2, 1), new(2026, 3, 31), 60)));
        Assert.Equal((new(2026, 2, 1), new(2026, 3, 31), 60L), (made.StartDate, made.EndDate!.Value, made.Volume!.Value));
    }

    [Fact, Trait("requirement", "C08")]
    public void What_the_agreement_does_not_hold_is_refused_with_its_code()
    {
        var contract = new ContractAnswer(false, "product-not-in-agreement", "No.", "", 0, null);
        Assert.True(Decide(Request, contract: contract).Refused(out var why, out _));
        Assert.Equal("product-not-in-agreement", why.Code);
    }

    [Fact, Trait("requirement", "C39")]
    public void A_local_segment_is_not_allocated_here() => Refused(Decide(Request, segment: SegmentA), "C39");

    [Theory, Trait("requirement", "R01")]
    [InlineData("01")]
    [InlineData("02")]
    [InlineData("03")]
    [InlineData("04")]
    [InlineData("05")]
    [InlineData("08")]
    public void A_referrer_or_a_decision_opens_a_regional_segment(string referrer) =>
        Decided(Decide(Request with { ReferrerType = referrer }));

    [Fact, Trait("requirement", "R02")]
    public void A_client_who_came_by_itself_without_a_decision_is_refused() =>
        Refused(Decide(Request with { ReferrerType = "06" }), "R02");

    [Fact, Trait("requirement", "R02")]
    public void A_decision_of_the_municipality_stands_for_a_referral() =>
        Decided(Decide(Request with { ReferrerType = "06", HasDecision = true }));

    [Fact, Trait("requirement", "R02")]
    public void A_segment_that_needs_no_referral_takes_anybody() =>
        Decided(Decide(Request with { ReferrerType = "06" }, segment: SegmentB with { NeedsReferral = false }));

    [Fact, Trait("rule", "OP259")]
    public void The_same_product_twice_in_an_overlapping_period_is_refused() =>
        Refused(Decide(Request, others: Granted with { StartDate = new(2026, 7, 12), EndDate = new(2026, 8, 1) }), "OP259");

    [Fact, Trait("rule", "OP259")]
    public void Another_product_in_the_same_period_is_no_stacking() =>
        Decided(Decide(Request, others: Granted with { Product = "45A04" }));

    [Fact, Trait("rule", "OP259")]
    public void A_deleted_allocation_stacks_on_nothing() =>
        Decided(Decide(Request, others: Granted with { ReasonForChange = "13", EndDate = Granted.StartDate }));

    [Fact, Trait("rule", "OP380")]
    public void The_same_amount_that_goes_on_is_an_extension_and_no_new_allocation() =>
        Refused(Decide(Request, others: Granted with { StartDate = new(2026, 1, 1), EndDate = new(2026, 1, 11) }), "OP380");

    [Theory, Trait("rule", "OP380")]
    [InlineData(181, "2", 11)]
    [InlineData(180, "4", 11)]
    [InlineData(180, "2", 10)]
    public void Another_amount_frequency_or_a_gap_is_a_new_allocation(long volume, string frequency, int end) =>
        Decided(Decide(Request, others: Granted with
        {
            StartDate = new(2026, 1, 1), EndDate = new(2026, 1, end), Volume = volume, Frequency = frequency,
        }));

    [Fact, Trait("rule", "OP380")]
    public void An_allocation_that_has_ended_is_not_extended() =>
        Decided(Decide(
            Request with { StartDate = new(2026, 1, 5) }, others: Granted with { StartDate = new(2025, 12, 1), EndDate = new(2026, 1, 4) }));

    [Fact, Trait("rule", "TR341")]
    public void A_unit_without_an_agreed_tariff_is_refused() =>
        Refused(Decide(Request, contract: Allowed with { TariffUnit = "84" }), "TR341");

    [Fact, Trait("rule", "TR341")]
    public void Minutes_fit_a_tariff_per_hour() => Decided(Decide(Request, contract: Allowed with { TariffUnit = "04" }));

    [Fact, Trait("rule", "TR359")]
    public void A_request_that_was_honoured_is_not_honoured_again() =>
        Refused(Decide(Request with { Status = RequestStatus.Honoured }), "TR359");

    [Fact, Trait("rule", "TR365")]
    public void A_request_that_was_refused_is_not_honoured() => Refused(Decide(Request with { Status = RequestStatus.Refused }), "TR365");

    [Fact, Trait("rule", "OP274")]
    public void A_request_that_was_looked_into_may_be_honoured() =>
        Decided(Decide(Request with { Status = RequestStatus.Investigating }));

    [Fact, Trait("rule", "CS003")]
    public void Terms_that_the_standard_refuses_are_not_granted() =>
        Refused(Decide(Request, new(null, new(2026, 1, 11), null)), "CS003");

    [Fact, Trait("rule", "CD080")]
    public void A_category_as_a_whole_gets_no_volume() =>
        Refused(Decide(
            Request with { Product = null, Volume = null, Unit = null, Frequency = null }, new(null, null, 10), Allowed with { TariffUnit = null }), "CD080");

    [Theory, Trait("requirement", "C32"), Trait("requirement", "B12")]
    [InlineData("2026-07-12", true), InlineData("2026-07-11", false)]
    public void What_has_a_last_day_is_allocated_until_then(string last, bool allowed)
    {
        var contract = Allowed with { LastDay = DateOnly.Parse(last, null) };
        Assert.Equal(!allowed, Decide(Request, contract: contract).Refused(out var why, out _));
        if (!allowed) Assert.Equal("end-after-agreement", why!.Code);
        // open-ended it does not end by then; per day it may be
        var open = Request with { EndDate = null, Frequency = "1" };
        Decided(Decide(open));
        Refused(Decide(open, contract: contract), "C08");
    }

    private static Outcome<Allocation> Decide(
        AllocationRequest request, HonourRequest? act = null, ContractAnswer? contract = null, Segment? segment = null, params Allocation[] others) =>
        HonourRequest.Decide(request, act ?? AsAsked, contract ?? Allowed, segment ?? SegmentB, others, 100_000_007, Today, Now);
}
