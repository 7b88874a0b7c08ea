namespace Jeugdregio.Tendering.Lots;

/// <summary>A lot as callers read it.</summary>
internal sealed record LotView(
    Guid Id, Guid TenderId, string Segment, IReadOnlyList<LotProduct> Products, LotStatus Status, DateOnly? StandstillEnds,
    DateTimeOffset? AwardedAt)
{
    internal static LotView Of(Lot l) => new(l.Id, l.TenderId, l.Segment, l.Products, l.Status, l.StandstillEnds, l.AwardedAt);
}
