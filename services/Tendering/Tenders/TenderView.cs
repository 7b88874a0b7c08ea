using Jeugdregio.Tendering.Lots;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>A tender as callers read it.</summary>
internal sealed record TenderView(
    Guid Id, string Title, string ProcedureKind, string ContractModel, IReadOnlyList<string> Municipalities, DateOnly StartDate,
    DateTimeOffset ClosingAt, IReadOnlyList<Criterion> Criteria, TenderStatus Status, DateTimeOffset? PublishedAt,
    DateTimeOffset? ClosedAt, IReadOnlyList<LotView> Lots)
{
    internal static TenderView Of(Tender t, IEnumerable<Lot> lots) => new(
        t.Id, t.Title, t.ProcedureKind, t.ContractModel, t.Municipalities, t.StartDate, t.ClosingAt, t.Criteria, t.Status,
        t.PublishedAt, t.ClosedAt, [.. lots.Where(l => l.TenderId == t.Id).Select(LotView.Of)]);
}
