using Jeugdregio.Tendering.Tenders;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Tenders;

public sealed class PublishAndCloseTests
{
    private static readonly Tender Draft = Open with { Status = TenderStatus.Draft, PublishedAt = null };

    [Fact, Trait("requirement", "T04")]
    public void A_draft_is_published_at_one_instant()
    {
        var published = PublishTender.Decide(Draft, Now).Fact();
        Assert.Equal((TenderStatus.Published, Now), (published.Status, published.PublishedAt));
    }

    [Fact, Trait("requirement", "T22")]
    public void Publishing_changes_nothing_else() =>
        Assert.Equal(Draft, PublishTender.Decide(Draft, Now).Fact() with { Status = TenderStatus.Draft, PublishedAt = null });

    [Fact, Trait("requirement", "T04")]
    public void A_tender_is_published_once()
    {
        Assert.Equal("tender-published-already", PublishTender.Decide(Open, Now).Why().Code);
        Assert.Equal("tender-published-already", PublishTender.Decide(Closed, Now).Why().Code);
    }

    [Fact, Trait("requirement", "T04")]
    public void A_tender_is_not_published_when_nobody_could_bid_any_more() =>
        Assert.Equal("closing-in-the-past", PublishTender.Decide(Draft, Closing).Why().Code);

    [Fact, Trait("requirement", "T05")]
    public void A_tender_is_not_closed_before_the_instant_that_was_published() =>
        Assert.Equal("closing-not-reached", CloseTender.Decide(Open, Closing.AddTicks(-1)).Why().Code);

    [Fact]
    public void A_tender_is_closed_from_the_closing_instant_on()
    {
        var closed = CloseTender.Decide(Open, Closing).Fact();
        Assert.Equal((TenderStatus.Closed, Closing), (closed.Status, closed.ClosedAt));
    }

    [Fact]
    public void A_draft_and_a_closed_tender_are_not_closed()
    {
        Assert.Equal("tender-not-published", CloseTender.Decide(Draft, AfterClosing).Why().Code);
        Assert.Equal("tender-closed-already", CloseTender.Decide(Closed, AfterClosing).Why().Code);
    }

    [Fact, Trait("requirement", "T05")]
    public void A_published_tender_takes_nothing_in_from_the_closing_instant_on_even_when_nobody_closed_it()
    {
        Assert.True(Open.IsOpenAt(Closing.AddTicks(-1)));
        Assert.False(Open.IsOpenAt(Closing));
        Assert.False(Draft.IsOpenAt(Now));
        Assert.False(Closed.IsOpenAt(Now));
    }
}
