using System.Globalization;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Bids;

/// <summary>A buyer scores an opened bid; scoring again before the announcement replaces the points.</summary>
/// <param name="Scores">Points for every criterion of the tender.</param>
internal sealed record ScoreBid(IReadOnlyList<Score> Scores)
{
    /// <summary>Every bid is scored by the same criteria, all of them (T22).</summary>
    internal static Outcome<BidScored> Decide(Tender tender, Lot lot, ScoreBid act)
    {
        if (tender.Status is not TenderStatus.Closed) return new Refusal("tender-not-closed", "Bids are scored after closing.", Rule: "T22");
        if (lot.Status is not LotStatus.Open)
            return new Refusal("award-announced-already", "The award has been announced; points no longer change.", Rule: "T22");
        for (var i = 0; i < act.Scores.Count; i++)
        {
            var (score, at) = (act.Scores[i], string.Create(CultureInfo.InvariantCulture, $"scores[{i}]"));
            if (tender.Criteria.All(c => c.Name != score.Criterion))
                return new Refusal("criterion-unknown", "The tender has no such criterion.", $"{at}.criterion", "T22");
            if (act.Scores.Take(i).Any(s => s.Criterion == score.Criterion))
                return new Refusal("criterion-twice", "A criterion is scored once.", $"{at}.criterion", "T22");
            if (score.Points is < 0 or > 100)
                return new Refusal("points-invalid", "Points are 0 to 100.", $"{at}.points", "T22");
        }
        return act.Scores.Count < tender.Criteria.Count
            ? new Refusal("criterion-not-scored", "Every criterion of the tender is scored.", "scores", "T22")
            : new BidScored(act.Scores);
    }
}

/// <param name="Scores">Points for every criterion.</param>
internal sealed record BidScored(IReadOnlyList<Score> Scores);
