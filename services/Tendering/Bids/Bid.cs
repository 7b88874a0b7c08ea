using Jeugdregio.Tendering.Tenders;

namespace Jeugdregio.Tendering.Bids;

/// <summary>What a provider offers for a lot; sealed until the tender is closed.</summary>
/// <param name="Id">Identity; stays the same when the bid is replaced.</param>
/// <param name="LotId">The lot.</param>
/// <param name="TenderId">Its tender.</param>
/// <param name="Provider">AGB code, from the token of who submitted it.</param>
/// <param name="Version">1, 2, 3 …; the last one before closing counts.</param>
/// <param name="Content">What is offered.</param>
/// <param name="Seal">SHA-256 of the content as it is kept; handed to the bidder, so that a change would show.</param>
/// <param name="SubmittedAt">UTC.</param>
/// <param name="Scores">Points per criterion; null before scoring.</param>
internal sealed record Bid(
    Guid Id, Guid LotId, Guid TenderId, string Provider, int Version, BidContent Content, string Seal, DateTimeOffset SubmittedAt,
    IReadOnlyList<Score>? Scores)
{
    /// <summary>Points weighed by the tender's criteria, 0.00 to 100.00; null before scoring.</summary>
    internal decimal? WeightedPoints(IReadOnlyList<Criterion> criteria) =>
        Scores?.Sum(s => s.Points * criteria.Where(c => c.Name == s.Criterion).Sum(c => c.WeightPercent)) / 100m;

    /// <summary>Products with their evidence complete; the others are not awarded, and do not harm these (T08).</summary>
    internal IEnumerable<OfferedProduct> ProductsWithEvidence => Content.Products.Where(p => !string.IsNullOrWhiteSpace(p.PlanOfApproach));
}

/// <param name="Certificate">The certificate that made the bid eligible (T07).</param>
/// <param name="ServiceLocations">CBS codes of municipalities where care is delivered (T28).</param>
/// <param name="Products">What is offered.</param>
internal sealed record BidContent(
    Certificate Certificate, IReadOnlyList<string> ServiceLocations, IReadOnlyList<OfferedProduct> Products);

/// <param name="Kind"><c>HKZ</c> or <c>ISO</c>.</param>
/// <param name="Number">As the issuer wrote it.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
internal sealed record Certificate(string Kind, string Number, DateOnly ValidFrom, DateOnly ValidUntil);

/// <param name="Code">A product of the lot.</param>
/// <param name="TariffCents">Euro cents per unit; only where each provider offers its own tariff (C13).</param>
/// <param name="PlanOfApproach">The plan, or where it can be found; without it the product is not awarded (T08).</param>
internal sealed record OfferedProduct(string Code, long? TariffCents = null, string? PlanOfApproach = null);

/// <param name="Criterion">Name of a criterion of the tender.</param>
/// <param name="Points">0 to 100.</param>
internal sealed record Score(string Criterion, int Points);
