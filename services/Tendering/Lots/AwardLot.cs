using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Lots;

/// <summary>A buyer makes the announced award of a lot final.</summary>
internal static class AwardLot
{
    /// <summary>
    /// A lot is awarded once, after the standstill (T24), and not while its segment is contested in court (T25). Each award
    /// holds the products whose evidence was complete (T08), at the segment's tariff or else the one that was offered (C13).
    /// </summary>
    internal static Outcome<LotDecided> Decide(
        Tender tender, Lot lot, IReadOnlyList<AwardDecision> decisions, IReadOnlyList<Bid> bids, bool objectionOpen, DateOnly today,
        DateTimeOffset now)
    {
        if (lot.Status is LotStatus.Awarded) return new Refusal("lot-awarded-already", "The lot has been awarded.", Rule: "T24");
        if (lot.StandstillEnds is not { } ends) return new Refusal("award-not-announced", "No award has been announced yet.", Rule: "T24");
        if (today <= ends) return new Refusal("standstill-running", $"The standstill ends on {ends:yyyy-MM-dd}.", Rule: "T24");
        if (objectionOpen)
            return new Refusal("objection-open", $"Segment {lot.Segment} waits for a judgment or a withdrawal.", Rule: "T25");
        return new LotDecided(
            lot with { Status = LotStatus.Awarded, AwardedAt = now },
            [.. decisions.Where(d => d.Awarded).Select(d => Award(tender, lot, d, bids.First(b => b.Id == d.BidId), now))]);
    }

    private static LotAwarded Award(Tender tender, Lot lot, AwardDecision decision, Bid bid, DateTimeOffset now) => new(
        decision.Id, tender.Id, lot.Id, decision.Provider, lot.Segment, tender.ContractModel, tender.Municipalities,
        [.. bid.ProductsWithEvidence.Select(offered => Product(lot.Products.First(p => p.Code == offered.Code), offered))],
        tender.StartDate, now);

    private static AwardedProduct Product(LotProduct asked, OfferedProduct offered) =>
        new(asked.Code, asked.Unit, asked.FixedTariffCents ?? offered.TariffCents
            ?? throw new InvalidOperationException("A product without a tariff was taken in."));
}

/// <param name="Lot">Awarded.</param>
/// <param name="Awards">One per awarded provider; none when every bid was rejected.</param>
internal sealed record LotDecided(Lot Lot, IReadOnlyList<LotAwarded> Awards);
