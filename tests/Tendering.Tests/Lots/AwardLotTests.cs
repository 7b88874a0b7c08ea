using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Values;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Lots;

public sealed class AwardLotTests
{
    private static readonly DateOnly Ends = new(2026, 6, 21);
    private static readonly Lot Announced = LotB with { Status = LotStatus.Announced, Round = 1, StandstillEnds = Ends };

    private static AwardDecision On(Bid bid, bool awarded = true) =>
        new(Guid.CreateVersion7(), bid.LotId, 1, bid.Id, bid.Provider, awarded, "Reason", AfterClosing);

    private static Outcome<LotDecided> Decide(
        Lot lot, IReadOnlyList<Bid> bids, IReadOnlyList<AwardDecision> decisions, bool objection = false, DateOnly? today = null) =>
        AwardLot.Decide(Closed, lot, decisions, bids, objection, today ?? Ends.AddDays(1), AfterClosing);

    [Theory, Trait("requirement", "T24")]
    [InlineData(-20), InlineData(0)]
    public void A_lot_is_not_awarded_until_the_standstill_has_ended(int days)
    {
        var why = Decide(Announced, [], [], today: Ends.AddDays(days)).Why();
        Assert.Equal(("standstill-running", "T24"), (why.Code, why.Rule));
        Assert.Contains("2026-06-21", why.Detail, StringComparison.Ordinal);
    }

    [Fact, Trait("requirement", "T24")]
    public void The_day_after_the_standstill_every_chosen_provider_gets_its_award()
    {
        var (first, second) = (Scored(LotB, OnB), Scored(LotB, OnB, "01000002"));
        var (yes, no) = (On(first), On(second, awarded: false));
        var decided = Decide(Announced, [first, second], [yes, no]).Fact();
        var award = Assert.Single(decided.Awards);
        Assert.Equal((yes.Id, "01000001", "B", "2+1+1+1"), (award.AwardId, award.Provider, award.Segment, award.ContractModel));
        Assert.Equal(["0439", "0479"], award.Municipalities);
        Assert.Equal(new DateOnly(2027, 1, 1), award.StartDate);
        Assert.Equal((LotStatus.Awarded, AfterClosing), (decided.Lot.Status, decided.Lot.AwardedAt));
    }

    [Fact, Trait("requirement", "T25")]
    public void A_lot_is_not_awarded_while_its_segment_is_contested()
    {
        var why = Decide(Announced, [], [], objection: true).Why();
        Assert.Equal(("objection-open", "T25"), (why.Code, why.Rule));
    }

    [Fact, Trait("requirement", "T24")]
    public void A_lot_is_awarded_once_and_only_after_an_announcement()
    {
        Assert.Equal("lot-awarded-already", Decide(Announced with { Status = LotStatus.Awarded, AwardedAt = Now }, [], []).Why().Code);
        Assert.Equal("award-not-announced", Decide(LotB, [], []).Why().Code);
    }

    [Fact, Trait("requirement", "T08")]
    public void A_product_without_a_plan_is_not_awarded_and_the_others_are()
    {
        var bid = Scored(LotB, OnB with { Products = [new("45A48", null, "Plan"), new("45A53")] });
        var product = Assert.Single(Assert.Single(Decide(Announced, [bid], [On(bid)]).Fact().Awards).Products);
        Assert.Equal(("45A48", "84", 65_000), (product.Code, product.Unit, product.TariffCents));
    }

    [Fact, Trait("requirement", "C13")]
    public void Where_each_provider_has_its_own_tariff_the_offered_one_is_awarded()
    {
        var bid = Scored(LotV, OnV);
        var lot = LotV with { Status = LotStatus.Announced, Round = 1, StandstillEnds = Ends };
        var product = Assert.Single(Assert.Single(Decide(lot, [bid], [On(bid)]).Fact().Awards).Products);
        Assert.Equal(("44A08", "14", 31_000), (product.Code, product.Unit, product.TariffCents));
    }

    [Fact, Trait("requirement", "T03")]
    public void A_lot_on_which_every_bid_was_rejected_ends_without_awards()
    {
        var bid = Scored(LotB, OnB);
        Assert.Empty(Decide(Announced, [bid], [On(bid, awarded: false)]).Fact().Awards);
    }
}
