using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Ledger;

/// <summary>
/// Payments in the ledger: a transfer from payable to bank per payment, segment and month (the other way where credits
/// outweigh debits), opened when the bank is asked, then posted or voided by what it answers.
/// </summary>
internal sealed class PaymentLedgerStore(UnitOfWork work)
{
    private const string Columns =
        """
        transfer_id, state, line_id, declaration_id, payment_id, debit_account, credit_account, municipality, provider,
        segment, month, amount_cents, booked_at
        """;

    /// <summary>
    /// Opens the transfers of all payments of a run; a payment that is made again is for the same lines.
    /// </summary>
    internal Task Open(Guid run, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into ledger_entry ({Columns})
            select gen_random_uuid(), 'pending', null, null, p.id, case when part.cents > 0 then 'payable' else 'bank'
                end, case when part.cents > 0 then 'bank' else 'payable' end, p.municipality, p.provider, part.segment,
                part.month, abs(part.cents), @now
            from payment p cross join lateral (
                select l.segment, date_trunc('month', l.period_start)::date as month,
                    sum(l.amount_cents)::bigint as cents
                from payment_line x join declaration_line l on l.id = x.line_id
                where x.payment_id = coalesce(p.reissue_of, p.id)
                group by 1, 2 having sum(l.amount_cents) <> 0) part
            where p.run_id = @run
            """, new { run, now }, stop);

    /// <summary>The bank carries them out: their transfers are posted, and those of the lines they settle.</summary>
    internal async Task Post(Guid[] payments, DateTimeOffset now, CancellationToken stop)
    {
        await Close(payments, LedgerEntry.Posted, now, stop);
        await work.Execute(
            $"""
            insert into ledger_entry ({Columns})
            select e.transfer_id, 'posted', e.line_id, e.declaration_id, l.payment_id, e.debit_account,
                e.credit_account, e.municipality, e.provider, e.segment, e.month, e.amount_cents, @now
            from declaration_line l join ledger_entry e on e.transfer_id = l.id and e.state = 'pending'
            where l.payment_id = any(@payments)
            """, new { payments, now }, stop);
    }

    /// <summary>The bank does not carry them out.</summary>
    internal Task Void(Guid[] payments, DateTimeOffset now, CancellationToken stop) =>
        Close(payments, LedgerEntry.Voided, now, stop);

    /// <summary>The money came back: transfers the other way, opened and posted at once.</summary>
    internal Task Return(Guid[] payments, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            $"""
            with back as (
                select gen_random_uuid() as transfer, e.*
                from ledger_entry e
                where e.payment_id = any(@payments) and e.line_id is null and e.state = 'posted')
            insert into ledger_entry ({Columns})
            select transfer, s.state, null, null, payment_id, credit_account, debit_account, municipality, provider,
                segment, month, amount_cents, @now
            from back cross join (values (1, 'pending'), (2, 'posted')) as s (step, state)
            order by transfer, s.step
            """, new { payments, now }, stop);

    /// <summary>What payments come to per segment and month, as it stands in the ledger.</summary>
    internal async Task<ILookup<Guid, PaidAmount>> Amounts(Guid[] payments, CancellationToken stop)
    {
        var rows = await work.Query<Part>(
            """
            select payment_id, segment, month, sum(paid_cents)::bigint as cents from ledger_entry
            where payment_id = any(@payments) and line_id is null and state = 'pending'
            group by payment_id, segment, month order by payment_id, month, segment
            """, new { payments }, stop);
        return rows.ToLookup(r => r.PaymentId, r => new PaidAmount(r.Segment, r.Month, r.Cents));
    }

    private Task<int> Close(Guid[] payments, string state, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into ledger_entry ({Columns})
            select transfer_id, @state, null, null, payment_id, debit_account, credit_account, municipality, provider,
                segment, month, amount_cents, @now
            from ledger_entry where payment_id = any(@payments) and line_id is null and state = 'pending'
            """, new { payments, state, now }, stop);

    private sealed record Part(Guid PaymentId, string Segment, DateOnly Month, long Cents);
}
