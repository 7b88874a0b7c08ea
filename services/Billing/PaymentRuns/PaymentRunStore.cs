using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>The SQL of payment runs and their payments; the file is encrypted in the table.</summary>
internal sealed class PaymentRunStore(UnitOfWork work, Vault vault)
{
    private const string Columns =
        """
        id, municipality, account_id, due_through, execution_date, status, payments, lines, amount_cents, prepared_by,
        prepared_at, decided_by, decided_at, reason
        """;

    internal Task<PaymentRun?> Find(Guid id, CancellationToken stop) => One("id = @id", id, stop);

    internal Task<PaymentRun?> Lock(Guid id, CancellationToken stop) => One("id = @id for update", id, stop);

    internal async Task<IReadOnlyList<PaymentRun>> List(
        string[]? municipalities, string? status, Guid? after, int take, CancellationToken stop)
    {
        var query = ListOf(municipalities, status, after ?? Guid.Empty, take);
        var rows = await work.Query<Row>(query.Sql, query.Parameters, stop);
        return [.. rows.Select(r => r.ToRun())];
    }

    internal static ListQuery ListOf(string[]? municipalities, string? status, Guid after, int take)
    {
        string?[] conditions =
        [
            "id > @after", municipalities is null ? null : "municipality = any(@municipalities)",
            status is null ? null : "status = @status",
        ];
        return new(
            $"""
            select {Columns} from payment_run
            where {string.Join(" and ", conditions.OfType<string>())}
            order by id limit @take
            """, new { municipalities, status, after, take });
    }

    internal async Task<IReadOnlyList<Payment>> Payments(Guid run, CancellationToken stop)
    {
        var rows = await work.Query<PaymentRow>(
            """
            select id, run_id, municipality, provider, account_id, amount_cents, lines, status, reissue_of
            from payment where run_id = @run order by id
            """, new { run }, stop);
        return [.. rows.Select(r => r.ToPayment())];
    }

    /// <summary>Parties of the run whose approved account is another one by now.</summary>
    internal Task<IReadOnlyList<string>> ChangedAccounts(Guid run, CancellationToken stop) =>
        work.Query<string>(
            """
            select party from bank_account
            where status <> 'approved' and id in (
                select account_id from payment where run_id = @run
                union select account_id from payment_run where id = @run)
            order by party
            """, new { run }, stop);

    internal async Task Add(PaymentRun run, IReadOnlyList<Payment> payments, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            insert into payment_run (id, municipality, account_id, due_through, execution_date, status, payments, lines,
                amount_cents, prepared_by, prepared_at)
            values (@Id, @Municipality, @AccountId, @DueThrough, @ExecutionDate, 'prepared', @Payments, @Lines,
                @AmountCents, @PreparedBy, @PreparedAt)
            """, run, stop);
        await work.Execute(
            """
            insert into payment (id, run_id, municipality, provider, account_id, amount_cents, lines, status,
                reissue_of)
            select id, @run, @municipality, provider, account, cents, lines, 'prepared', reissue_of
            from unnest(@ids, @providers, @accounts, @cents, @lines, @reissues::uuid[])
                as p (id, provider, account, cents, lines, reissue_of)
            """,
            new
            {
                run = run.Id, municipality = run.Municipality,
                ids = payments.Select(p => p.Id).ToArray(),
                providers = payments.Select(p => p.Provider).ToArray(),
                accounts = payments.Select(p => p.AccountId).ToArray(),
                cents = payments.Select(p => p.AmountCents).ToArray(),
                lines = payments.Select(p => p.Lines).ToArray(),
                reissues = payments.Select(p => p.ReissueOf).ToArray(),
            }, stop);
    }

    /// <summary>Payments of the run whose lines and instalments do not add up to them: there are none.</summary>
    internal Task<IReadOnlyList<Guid>> NotAddingUp(Guid run, CancellationToken stop) =>
        work.Query<Guid>(
            """
            select p.id from payment p
            cross join lateral (
                select count(*) as number, coalesce(sum(amount_cents), 0) as cents from (
                    select l.amount_cents from payment_line x join declaration_line l on l.id = x.line_id
                    where x.payment_id = p.id
                    union all
                    select i.amount_cents from payment_instalment x join instalment i on i.id = x.instalment_id
                    where x.payment_id = p.id) parts) settled
            where p.run_id = @run and p.reissue_of is null
              and (settled.number <> p.lines or settled.cents <> p.amount_cents)
            """, new { run }, stop);

    /// <summary>Keeps that it was approved, with the file; what comes to 0 is settled at once.</summary>
    internal async Task Approve(PaymentRun run, byte[]? file, byte[]? sha256, DateOnly today, CancellationToken stop)
    {
        var safe = file is null ? null : vault.Seal(file);
        await work.ExecuteOne(
            """
            update payment_run set status = 'approved', decided_by = @DecidedBy, decided_at = @DecidedAt,
                file_key_id = @key, file_sealed = @bytes, file_sha256 = @sha256
            where id = @Id and status = 'prepared'
            """,
            new { run.Id, run.DecidedBy, run.DecidedAt, key = safe?.KeyId, bytes = safe?.Bytes, sha256 }, stop);
        await work.Execute(
            """
            update payment set status = case when amount_cents = 0 then 'paid' else 'sent' end,
                paid_on = case when amount_cents = 0 then @today end,
                paid_at = case when amount_cents = 0 then @DecidedAt end
            where run_id = @Id
            """, new { run.Id, today, run.DecidedAt }, stop);
    }

    internal async Task Withdraw(PaymentRun run, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            update payment_run set status = 'withdrawn', decided_by = @DecidedBy, decided_at = @DecidedAt,
                reason = @Reason
            where id = @Id and status = 'prepared'
            """, new { run.Id, run.DecidedBy, run.DecidedAt, run.Reason }, stop);
        await work.Execute("update payment set status = 'withdrawn' where run_id = @Id", new { run.Id }, stop);
    }

    /// <summary>The lines and instalments of the payments are payable again.</summary>
    internal Task Release(IEnumerable<Guid> payments, CancellationToken stop) =>
        work.Execute(
            """
            with released as (update instalment set payment_id = null where payment_id = any(@payments))
            update declaration_line set payment_id = null where payment_id = any(@payments)
            """,
            new { payments = payments.ToArray() }, stop);

    /// <summary>The file of an approved run; null when it has none.</summary>
    internal async Task<byte[]?> File(Guid run, CancellationToken stop)
    {
        var row = await work.Find<FileRow>(
            """
            select file_key_id as key_id, file_sealed as sealed from payment_run
            where id = @run and file_sealed is not null
            """, new { run }, stop);
        return row is null ? null : vault.Open(new(row.KeyId, row.Sealed));
    }

    private async Task<PaymentRun?> One(string where, Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from payment_run where {where}", new { id }, stop))?.ToRun();

    private sealed record FileRow(string KeyId, byte[] Sealed);

    private sealed record Row(
        Guid Id, string Municipality, Guid AccountId, DateOnly DueThrough, DateOnly ExecutionDate, string Status,
        int Payments, int Lines, long AmountCents, string PreparedBy, DateTime PreparedAt, string? DecidedBy,
        DateTime? DecidedAt, string? Reason)
    {
        internal PaymentRun ToRun() => new(
            Id, Municipality, AccountId, DueThrough, ExecutionDate,
            Enum.Parse<PaymentRunStatus>(Status, ignoreCase: true), Payments, Lines, AmountCents, PreparedBy,
            PreparedAt, DecidedBy, DecidedAt, Reason);
    }

    private sealed record PaymentRow(
        Guid Id, Guid RunId, string Municipality, string Provider, Guid AccountId, long AmountCents, int Lines,
        string Status, Guid? ReissueOf)
    {
        internal Payment ToPayment() => new(
            Id, RunId, Municipality, Provider, AccountId, AmountCents, Lines,
            Enum.Parse<PaymentStatus>(Status, ignoreCase: true), ReissueOf);
    }
}
