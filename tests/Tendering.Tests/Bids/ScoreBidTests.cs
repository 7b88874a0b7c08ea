using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Lots;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Bids;

public sealed class ScoreBidTests
{
    private static readonly ScoreBid Scores = new([new("Quality", 80), new("Price", 50)]);

    [Fact, Trait("requirement", "T22")]
    public void A_bid_is_scored_by_every_criterion_of_the_tender()
    {
        Assert.Equal(2, ScoreBid.Decide(Closed, LotB, Scores).Fact().Scores.Count);
        Assert.Equal("criterion-not-scored", ScoreBid.Decide(Closed, LotB, new([new("Quality", 80)])).Why().Code);
    }

    [Fact, Trait("requirement", "T22")]
    public void A_criterion_that_was_not_published_does_not_count()
    {
        var why = ScoreBid.Decide(Closed, LotB, new([new("Quality", 80), new("Sympathy", 50)])).Why();
        Assert.Equal(("criterion-unknown", "scores[1].criterion"), (why.Code, why.Field));
    }

    [Fact, Trait("requirement", "T22")]
    public void A_criterion_is_scored_once() =>
        Assert.Equal("criterion-twice", ScoreBid.Decide(Closed, LotB, new([new("Quality", 80), new("Quality", 90)])).Why().Code);

    [Theory, Trait("requirement", "T22")]
    [InlineData(-1), InlineData(101)]
    public void Points_are_nought_to_a_hundred(int points) =>
        Assert.Equal("points-invalid", ScoreBid.Decide(Closed, LotB, new([new("Quality", points), new("Price", 50)])).Why().Code);

    [Fact, Trait("requirement", "T22")]
    public void Nothing_is_scored_before_closing_or_after_the_announcement()
    {
        Assert.Equal("tender-not-closed", ScoreBid.Decide(Open, LotB, Scores).Why().Code);
        Assert.Equal(
            "award-announced-already", ScoreBid.Decide(Closed, LotB with { Status = LotStatus.Announced }, Scores).Why().Code);
    }

    [Fact, Trait("requirement", "T22")]
    public void Points_are_weighed_by_the_weights_of_the_tender() =>
        Assert.Equal(68m, Scored(LotB, OnB).WeightedPoints(Closed.Criteria));

    [Fact]
    public void A_bid_that_was_not_scored_has_no_weighed_points() =>
        Assert.Null((Scored(LotB, OnB) with { Scores = null }).WeightedPoints(Closed.Criteria));
}
