using Jeugdregio.Tendering.Tenders;

namespace Jeugdregio.Tendering.Bids;

/// <summary>A bid as its bidder, and after closing the region, reads it.</summary>
/// <param name="Scores">Null before scoring, and always for the bidder before the announcement of the award.</param>
/// <param name="WeightedPoints">0.00 to 100.00.</param>
internal sealed record BidView(
    Guid Id, Guid LotId, Guid TenderId, string Provider, int Version, Certificate Certificate, IReadOnlyList<string> ServiceLocations,
    IReadOnlyList<OfferedProduct> Products, string Seal, DateTimeOffset SubmittedAt, IReadOnlyList<Score>? Scores,
    decimal? WeightedPoints)
{
    internal static BidView Of(Bid b, IReadOnlyList<Criterion> criteria) => new(
        b.Id, b.LotId, b.TenderId, b.Provider, b.Version, b.Content.Certificate, b.Content.ServiceLocations, b.Content.Products,
        b.Seal, b.SubmittedAt, b.Scores, b.WeightedPoints(criteria));

    /// <summary>For the bidder: points are told with the announcement, to all bidders together (T24).</summary>
    internal static BidView WithoutScores(Bid b) => Of(b with { Scores = null }, []);
}
