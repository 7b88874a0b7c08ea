using System.Text.Json;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Outbox;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>The SQL of tenders.</summary>
internal sealed class TenderStore(UnitOfWork work, TimeProvider clock)
{
    internal const string Columns =
        """
        id, title, procedure_kind, contract_model, municipalities, start_date, criteria, closing_at, status, published_at, closed_at
        """;

    internal async Task<Tender?> Find(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from tender where id = @id", new { id }, stop))?.ToTender();

    /// <summary>The tender, unchanged by others until this transaction ends: for an act that changes it.</summary>
    internal async Task<Tender?> Lock(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from tender where id = @id for update", new { id }, stop))?.ToTender();

    /// <summary>The tender, not closed by others until this transaction ends: for an act that relies on it, beside others that do.</summary>
    internal async Task<Tender?> Hold(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from tender where id = @id for share", new { id }, stop))?.ToTender();

    internal async Task<IReadOnlyList<Tender>> List(bool draftsToo, Guid? after, int take, CancellationToken stop)
    {
        var visible = draftsToo ? "" : "and published_at is not null";
        var rows = await work.Query<Row>(
            $"""
            select {Columns} from tender
            where id > @after {visible}
            order by id limit @take
            """, new { after = after ?? Guid.Empty, take }, stop);
        return [.. rows.Select(r => r.ToTender())];
    }

    internal Task Add(Tender tender, CancellationToken stop) =>
        work.ExecuteOne(
            """
            insert into tender (id, title, procedure_kind, contract_model, municipalities, start_date, criteria, closing_at,
                                status, created_at)
            values (@Id, @Title, @ProcedureKind, @ContractModel, @municipalities, @StartDate, @criteria::jsonb, @ClosingAt,
                    lower(@status), @now)
            """,
            new
            {
                tender.Id,
                tender.Title,
                tender.ProcedureKind,
                tender.ContractModel,
                municipalities = tender.Municipalities.ToArray(),
                tender.StartDate,
                criteria = JsonSerializer.Serialize(tender.Criteria, EventTypes.Json),
                tender.ClosingAt,
                status = tender.Status.ToString(),
                now = clock.GetUtcNow(),
            }, stop);

    internal Task Save(Tender tender, CancellationToken stop) =>
        work.ExecuteOne(
            "update tender set status = lower(@status), published_at = @PublishedAt, closed_at = @ClosedAt where id = @Id",
            new { tender.Id, status = tender.Status.ToString(), tender.PublishedAt, tender.ClosedAt }, stop);

    private sealed record Row(
        Guid Id, string Title, string ProcedureKind, string ContractModel, string[] Municipalities, DateOnly StartDate,
        string Criteria, DateTimeOffset ClosingAt, TenderStatus Status, DateTimeOffset? PublishedAt, DateTimeOffset? ClosedAt)
    {
        internal Tender ToTender() => new(
            Id, Title, ProcedureKind, ContractModel, Municipalities, StartDate,
            JsonSerializer.Deserialize<Criterion[]>(Criteria, EventTypes.Json)!, ClosingAt, Status, PublishedAt, ClosedAt);
    }
}
