using Jeugdregio.ServiceHost.Data;
using Npgsql;

namespace Jeugdregio.Contracting.Approvals;

/// <summary>The SQL of approvals.</summary>
internal sealed class ApprovalStore(UnitOfWork work)
{
    private const string Columns =
        """
        id, provider, product, municipality, valid_from, valid_until, maximum_tariff_cents, status, requested_by, requested_at,
        decided_by, decided_at, reason
        """;

    internal Task<Approval?> Find(Guid id, CancellationToken stop) =>
        work.Find<Approval>($"select {Columns} from approval where id = @id", new { id }, stop);

    internal Task<Approval?> Lock(Guid id, CancellationToken stop) =>
        work.Find<Approval>($"select {Columns} from approval where id = @id for update", new { id }, stop);

    /// <summary>Granted approvals of a provider for a municipality that hold on a day.</summary>
    internal Task<IReadOnlyList<Approval>> Granted(string provider, string municipality, DateOnly day, CancellationToken stop) =>
        work.Query<Approval>(
            $"""
            select {Columns} from approval
            where provider = @provider and municipality = @municipality and status = 'granted'
              and daterange(valid_from, valid_until, '[]') @> @day
            """, new { provider, municipality, day }, stop);

    internal Task<bool> OverlapsGranted(Approval approval, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select from approval
                where provider = @Provider and product = @Product and municipality = @Municipality and status = 'granted'
                  and daterange(valid_from, valid_until, '[]') && daterange(@ValidFrom, @ValidUntil, '[]'))
            """, new { approval.Provider, approval.Product, approval.Municipality, approval.ValidFrom, approval.ValidUntil }, stop);

    /// <param name="municipalities">For these; null for all.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many.</param>
    internal Task<IReadOnlyList<Approval>> List(string[]? municipalities, Guid? after, int take, CancellationToken stop) =>
        work.Query<Approval>(
            $"""
            select {Columns} from approval
            where id > @after {(municipalities is null ? "" : "and municipality = any(@municipalities)")}
            order by id limit @take
            """, new { municipalities, after = after ?? Guid.Empty, take }, stop);

    internal Task Add(Approval approval, CancellationToken stop) =>
        work.ExecuteOne(
            """
            insert into approval (id, provider, product, municipality, valid_from, valid_until, maximum_tariff_cents, status,
                                  requested_by, requested_at)
            values (@Id, @Provider, @Product, @Municipality, @ValidFrom, @ValidUntil, @MaximumTariffCents, lower(@status),
                    @RequestedBy, @RequestedAt)
            """,
            new
            {
                approval.Id,
                approval.Provider,
                approval.Product,
                approval.Municipality,
                approval.ValidFrom,
                approval.ValidUntil,
                approval.MaximumTariffCents,
                status = approval.Status.ToString(),
                approval.RequestedBy,
                approval.RequestedAt,
            }, stop);

    /// <exception cref="StaleException">An overlapping approval was granted at the same moment.</exception>
    internal async Task Save(Approval approval, CancellationToken stop)
    {
        try
        {
            await work.ExecuteOne(
                """
                update approval set status = lower(@status), decided_by = @DecidedBy, decided_at = @DecidedAt, reason = @Reason
                where id = @Id
                """,
                new { approval.Id, status = approval.Status.ToString(), approval.DecidedBy, approval.DecidedAt, approval.Reason }, stop);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw new StaleException();
        }
    }
}
