using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Supervision;

/// <summary>The SQL of supervision and of checks by hand.</summary>
internal sealed class SupervisionStore(UnitOfWork work)
{
    private const string Columns = "id, provider, reason, started_by, started_at, ended_by, ended_at, end_reason";

    internal async Task<bool> IsRunning(string provider, CancellationToken stop) => await work.Find<bool>(
        "select exists (select from supervision where provider = @provider and ended_at is null)",
        new { provider }, stop);

    internal async Task<ProviderSupervision?> Lock(Guid id, CancellationToken stop) => (await work.Find<Row>(
        $"select {Columns} from supervision where id = @id for update", new { id }, stop))?.ToSupervision();

    internal async Task<IReadOnlyList<ProviderSupervision>> List(
        string? provider, bool? running, Guid? after, int take, CancellationToken stop)
    {
        var query = ListOf(provider, running, after ?? Guid.Empty, take);
        var rows = await work.Query<Row>(query.Sql, query.Parameters, stop);
        return [.. rows.Select(r => r.ToSupervision())];
    }

    internal static ListQuery ListOf(string? provider, bool? running, Guid after, int take)
    {
        string?[] conditions =
        [
            "id > @after", provider is null ? null : "provider = @provider",
            running is null ? null : running.Value ? "ended_at is null" : "ended_at is not null",
        ];
        return new(
            $"""
            select {Columns} from supervision
            where {string.Join(" and ", conditions.OfType<string>())}
            order by id limit @take
            """, new { provider, after, take });
    }

    internal Task Add(ProviderSupervision supervision, CancellationToken stop) => work.ExecuteOne(
        """
        insert into supervision (id, provider, reason, started_by, started_at)
        values (@Id, @Provider, @Reason, @StartedBy, @StartedAt)
        """, supervision, stop);

    internal Task End(ProviderSupervision supervision, CancellationToken stop) => work.ExecuteOne(
        """
        update supervision set ended_by = @EndedBy, ended_at = @EndedAt, end_reason = @EndReason
        where id = @Id and ended_at is null
        """, supervision, stop);

    /// <summary>
    /// Those of the lines that are of these municipalities; with the lock of judging and paying on their providers, so
    /// that no run takes them meanwhile.
    /// </summary>
    internal async Task<IReadOnlyList<CheckedLine>> Lines(
        Guid[] lines, string[] municipalities, CancellationToken stop)
    {
        // whose a line is never changes
        var providers = await work.Query<string>(
            """
            select distinct provider from declaration_line
            where id = any(@lines) and municipality = any(@municipalities)
            """, new { lines, municipalities }, stop);
        await new DeclarationStore(work).Lock(providers, stop);
        return await work.Query<CheckedLine>(
            """
            select id, municipality, accepted and not is_credit and not voided and payment_id is null as is_open
            from declaration_line where id = any(@lines) and municipality = any(@municipalities)
            """, new { lines, municipalities }, stop);
    }

    internal Task Checked(
        IReadOnlyList<Guid> lines, bool approved, string reason, string by, DateTimeOffset now,
        CancellationToken stop) =>
        work.Execute(
            """
            insert into line_check (line_id, approved, reason, checked_by, checked_at)
            select id, @approved, @reason, @by, @now from unnest(@lines) as l (id)
            """, new { lines = lines.ToArray(), approved, reason, by, now }, stop);

    private sealed record Row(
        Guid Id, string Provider, string Reason, string StartedBy, DateTime StartedAt, string? EndedBy,
        DateTime? EndedAt, string? EndReason)
    {
        internal ProviderSupervision ToSupervision() =>
            new(Id, Provider, Reason, StartedBy, StartedAt, EndedBy, EndedAt, EndReason);
    }
}
