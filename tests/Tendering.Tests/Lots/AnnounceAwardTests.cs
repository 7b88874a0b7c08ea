using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Values;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Lots;

public sealed class AnnounceAwardTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly Bid First = Scored(LotB, OnB);
    private static readonly Bid Second = Scored(LotB, OnB, "01000002");

    private static Outcome<AwardAnnounced> Decide(Lot lot, IReadOnlyList<Bid> bids, params AnnounceAward.Choice[] choices) =>
        AnnounceAward.Decide(Closed, lot, bids, new(choices), Samples.Region.Thresholds, Today, AfterClosing, Guid.CreateVersion7);

    [Fact, Trait("requirement", "T24")]
    public void Award_and_rejection_go_out_together_with_reasons_and_the_standstill_starts()
    {
        var announced = Decide(LotB, [First, Second], new(First.Id, true, "Best."), new(Second.Id, false, "Weaker plan.")).Fact();
        Assert.Equal(LotStatus.Announced, announced.Lot.Status);
        Assert.Equal(new DateOnly(2026, 6, 21), announced.Lot.StandstillEnds);
        Assert.Equal([("01000001", true, "Best."), ("01000002", false, "Weaker plan.")], announced.Decisions.Select(d => (d.Provider, d.Awarded, d.Reason)));
        Assert.Single(announced.Decisions.Select(d => d.AnnouncedAt).Distinct());
    }

    [Fact, Trait("requirement", "T24")]
    public void No_bid_is_left_without_a_decision() =>
        Assert.Equal("bid-without-decision", Decide(LotB, [First, Second], new AnnounceAward.Choice(First.Id, true, "Best.")).Why().Code);

    [Fact, Trait("requirement", "T24")]
    public void A_decision_has_a_reason()
    {
        var why = Decide(LotB, [First, Second], new(First.Id, true, "Best."), new(Second.Id, false, " ")).Why();
        Assert.Equal(("reason-invalid", "decisions[1].reason"), (why.Code, why.Field));
    }

    [Fact]
    public void A_bid_on_another_lot_is_not_decided_here() =>
        Assert.Equal("bid-not-in-lot", Decide(LotB, [First], new AnnounceAward.Choice(Guid.NewGuid(), true, "Best.")).Why().Code);

    [Fact]
    public void A_bid_has_one_decision() =>
        Assert.Equal("bid-twice", Decide(LotB, [First, Second], new(First.Id, true, "Best."), new(First.Id, false, "No.")).Why().Code);

    [Fact, Trait("requirement", "T22")]
    public void Every_bid_is_scored_first() =>
        Assert.Equal(
            "bid-not-scored", Decide(LotB, [First, Second with { Scores = null }], new(First.Id, true, "Best."), new(Second.Id, false, "No.")).Why().Code);

    [Fact, Trait("requirement", "T08")]
    public void A_bid_of_which_no_product_has_a_plan_cannot_be_awarded()
    {
        var bare = Scored(LotB, OnB with { Products = [new("45A48"), new("45A53", null, " ")] });
        var why = Decide(LotB, [bare], new AnnounceAward.Choice(bare.Id, true, "Best.")).Why();
        Assert.Equal(("no-product-with-evidence", "T08"), (why.Code, why.Rule));
        Decide(LotB, [bare], new AnnounceAward.Choice(bare.Id, false, "No plan.")).Fact();
    }

    [Fact, Trait("requirement", "T24")]
    public void An_award_is_announced_once_and_after_closing()
    {
        Assert.Equal(
            "award-announced-already", Decide(LotB with { Status = LotStatus.Announced, StandstillEnds = Today }, []).Why().Code);
        Assert.Equal(
            "tender-not-closed",
            AnnounceAward.Decide(Open, LotB, [], new([]), Samples.Region.Thresholds, Today, Now, Guid.CreateVersion7).Why().Code);
    }
}
