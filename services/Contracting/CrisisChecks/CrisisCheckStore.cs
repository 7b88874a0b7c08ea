using Jeugdregio.Contracting.Approvals;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>The SQL of checks. Each version that is written is logged and told.</summary>
internal sealed class CrisisCheckStore(UnitOfWork work)
{
    internal const string Columns =
        """
        id, version, municipality, allocation_number, provider, category, product, start_date, tariff_cents, due_on,
        status, opened_at, changed_at, decided_by, decided_at, reason
        """;

    internal Task<CrisisCheck?> Find(Guid id, CancellationToken stop) =>
        work.Find<CrisisCheck>($"select {Columns} from crisis_check where id = @id", new { id }, stop);

    internal Task<CrisisCheck?> Lock(Guid id, CancellationToken stop) =>
        work.Find<CrisisCheck>($"select {Columns} from crisis_check where id = @id for update", new { id }, stop);

    internal Task<CrisisCheck?> Lock(string municipality, long number, CancellationToken stop) =>
        work.Find<CrisisCheck>(
            $"""
            select {Columns} from crisis_check
            where municipality = @municipality and allocation_number = @number for update
            """, new { municipality, number }, stop);

    /// <summary>One whose term passed before today, held until the transaction ends.</summary>
    internal Task<CrisisCheck?> LockLapsed(DateOnly today, CancellationToken stop) =>
        work.Find<CrisisCheck>(
            $"""
            select {Columns} from crisis_check where status = 'awaiting' and due_on < @today
            order by due_on, id limit 1 for update skip locked
            """, new { today }, stop);

    /// <summary>The open ones for which an approval holds, held until the transaction ends.</summary>
    internal async Task<IReadOnlyList<CrisisCheck>> LockCoveredBy(Approval approval, CancellationToken stop) =>
    [
        .. (await work.Query<CrisisCheck>(
            $"""
            select {Columns} from crisis_check
            where provider = @Provider and municipality = @Municipality and product = @Product
              and status in ('awaiting', 'overdue')
            order by id for update
            """, new { approval.Provider, approval.Municipality, approval.Product }, stop))
            .Where(c => c.IsCoveredBy(approval)),
    ];

    /// <param name="status">Only these; null for all.</param>
    /// <param name="municipalities">Of these; null for all.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many.</param>
    internal Task<IReadOnlyList<CrisisCheck>> List(
        string? status, string[]? municipalities, Guid? after, int take, CancellationToken stop) =>
        work.Query<CrisisCheck>(
            $"""
            select {Columns} from crisis_check
            where id > @after {(status is null ? "" : "and status = @status")}
              {(municipalities is null ? "" : "and municipality = any(@municipalities)")}
            order by id limit @take
            """, new { status, municipalities, after = after ?? Guid.Empty, take }, stop);

    /// <exception cref="StaleException">The allocation has got a check at the same moment.</exception>
    internal async Task Add(string act, object input, CrisisCheck check, Caller by, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            insert into crisis_check (
                id, version, municipality, allocation_number, provider, category, product, start_date, tariff_cents,
                due_on, status, opened_at, changed_at)
            values (
                @Id, @Version, @Municipality, @AllocationNumber, @Provider, @Category, @Product, @StartDate,
                @TariffCents, @DueOn, @status, @OpenedAt, @ChangedAt)
            on conflict (municipality, allocation_number) do nothing
            """,
            new
            {
                check.Id,
                check.Version,
                check.Municipality,
                check.AllocationNumber,
                check.Provider,
                check.Category,
                check.Product,
                check.StartDate,
                check.TariffCents,
                check.DueOn,
                status = CrisisCheck.TextOf(check.Status),
                check.OpenedAt,
                check.ChangedAt,
            }, stop);
        await Tell(act, input, check, by, stop);
    }

    /// <exception cref="StaleException">Somebody else wrote the version meanwhile.</exception>
    internal async Task Save(string act, object input, CrisisCheck check, Caller by, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            update crisis_check
            set version = @Version, status = @status, changed_at = @ChangedAt, decided_by = @DecidedBy,
                decided_at = @DecidedAt, reason = @Reason
            where id = @Id and version = @Version - 1
            """,
            new
            {
                check.Id,
                check.Version,
                status = CrisisCheck.TextOf(check.Status),
                check.ChangedAt,
                check.DecidedBy,
                check.DecidedAt,
                check.Reason,
            }, stop);
        await Tell(act, input, check, by, stop);
    }

    private async Task Tell(string act, object input, CrisisCheck check, Caller by, CancellationToken stop)
    {
        await work.Decided(act, check.Stream, input, check, by, stop);
        await work.Publish(check.Stream, check.ToEvent(), stop);
    }
}
