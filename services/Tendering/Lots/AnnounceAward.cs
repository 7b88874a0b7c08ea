using System.Globalization;
using Jeugdregio.Region;
using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Lots;

/// <summary>A buyer tells all bidders on a lot together who is awarded and who is not, and why; the standstill starts (T24).</summary>
/// <param name="Decisions">One for every bid on the lot.</param>
internal sealed record AnnounceAward(IReadOnlyList<AnnounceAward.Choice> Decisions)
{
    private const int ReasonLengthMax = 4_000;

    /// <param name="BidId">A bid on the lot.</param>
    /// <param name="Awarded">Chosen or not.</param>
    /// <param name="Reason">1 to 4,000 characters.</param>
    internal sealed record Choice(Guid BidId, bool Awarded, string Reason);

    /// <summary>Every bid is scored and gets its reason; a bid of which no product has its evidence cannot be chosen (T08).</summary>
    internal static Outcome<AwardAnnounced> Decide(
        Tender tender, Lot lot, IReadOnlyList<Bid> bids, AnnounceAward act, Thresholds thresholds, DateOnly today, DateTimeOffset now,
        Func<Guid> newId)
    {
        if (tender.Status is not TenderStatus.Closed) return new Refusal("tender-not-closed", "The tender has not been closed.", Rule: "T24");
        if (lot.Status is not LotStatus.Open) return new Refusal("award-announced-already", "The award has been announced.", Rule: "T24");
        if (bids.Any(b => b.Scores is null))
            return new Refusal("bid-not-scored", "Every bid on the lot is scored before the announcement.", "decisions", "T22");
        var why = act.Decisions.Select((_, i) => OfChoice(act.Decisions, i, bids)).FirstOrDefault(r => r is not null);
        if (why is not null) return why;
        if (act.Decisions.Count != bids.Count)
            return new Refusal("bid-without-decision", "Award and rejection go out together: every bid has a decision.", "decisions", "T24");

        var round = lot.Round + 1;
        return new AwardAnnounced(
            lot with { Status = LotStatus.Announced, Round = round, StandstillEnds = today.AddDays(thresholds.StandstillDays) },
            [.. act.Decisions.Select(d => new AwardDecision(
                newId(), lot.Id, round, d.BidId, bids.First(b => b.Id == d.BidId).Provider, d.Awarded, d.Reason.Trim(), now))]);
    }

    private static Refusal? OfChoice(IReadOnlyList<Choice> all, int i, IReadOnlyList<Bid> bids)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"decisions[{i}]");
        if (bids.FirstOrDefault(b => b.Id == all[i].BidId) is not { } bid)
            return new("bid-not-in-lot", "There is no such bid on the lot.", $"{at}.bidId", "T24");
        if (all.Take(i).Any(c => c.BidId == bid.Id))
            return new("bid-twice", "A bid has one decision.", $"{at}.bidId", "T24");
        if (all[i].Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new("reason-invalid", $"A decision has a reason of 1 to {ReasonLengthMax} characters.", $"{at}.reason", "T24");
        return all[i].Awarded && !bid.ProductsWithEvidence.Any()
            ? new Refusal("no-product-with-evidence", "No product of this bid has a plan of approach.", $"{at}.awarded", "T08")
            : null;
    }
}

/// <param name="Lot">Announced, with the last day of its standstill.</param>
/// <param name="Decisions">One for every bid.</param>
internal sealed record AwardAnnounced(Lot Lot, IReadOnlyList<AwardDecision> Decisions);
