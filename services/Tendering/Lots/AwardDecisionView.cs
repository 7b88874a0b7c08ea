namespace Jeugdregio.Tendering.Lots;

/// <summary>What was decided on a bid, as its bidder and the region read it.</summary>
/// <param name="Id">When the award becomes final, the id of the award.</param>
internal sealed record AwardDecisionView(
    Guid Id, Guid LotId, Guid BidId, string Provider, bool Awarded, string Reason, int Round, DateTimeOffset AnnouncedAt)
{
    internal static AwardDecisionView Of(AwardDecision d) =>
        new(d.Id, d.LotId, d.BidId, d.Provider, d.Awarded, d.Reason, d.Round, d.AnnouncedAt);
}

/// <param name="Lot">The lot with the last day of its standstill.</param>
/// <param name="Decisions">All decisions of this announcement.</param>
internal sealed record AnnouncementView(LotView Lot, IReadOnlyList<AwardDecisionView> Decisions);
