using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Ledger;

/// <summary>
/// Payments in the ledger: a transfer from payable to bank per payment, segment and month (the other way where credits
/// outweigh debits), opened when the bank is asked, then posted or voided by what it answers.
/// </summary>
internal sealed class PaymentLedgerStore(UnitOfWork work)
{
    private const string Posted = "posted";
    private const string Voided = "voided";

    private const string Columns =
        """
        id, transfer_id, state, line_id, declaration_id, payment_id, debit_account, credit_account, municipality,
        provider, segment, month, amount_cents, booked_at
        """;

    /// <summary>Of entries <c>e</c>, those of payments themselves: what they settle has its own.</summary>
    private const string OfBank = "e.line_id is null and e.instalment_id is null";

    /// <summary>
    /// Opens the transfers of all payments of a run; a payment that is made again is for the same lines and
    /// instalments.
    /// </summary>
    internal Task Open(Guid run, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into ledger_booking ({Columns})
            select numbered(@first, row_number() over (order by p.id, part.month, part.segment)), gen_random_uuid(),
                'pending', null, null, p.id, case when part.cents > 0 then 'payable' else 'bank'
                end, case when part.cents > 0 then 'bank' else 'payable' end, p.municipality, p.provider, part.segment,
                part.month, abs(part.cents), @now
            from payment p cross join lateral (
                select segment, month, sum(amount_cents)::bigint as cents
                from (
                    select l.segment, date_trunc('month', l.period_start)::date as month, l.amount_cents
                    from payment_line x join declaration_line l on l.id = x.line_id
                    where x.payment_id = coalesce(p.reissue_of, p.id)
                    union all
                    select i.segment, i.month, i.amount_cents
                    from payment_instalment x join instalment i on i.id = x.instalment_id
                    where x.payment_id = coalesce(p.reissue_of, p.id)) settled
                group by 1, 2 having sum(amount_cents) <> 0) part
            where p.run_id = @run
            """, new { run, now, first = new NumberedIds(now).First }, stop);

    /// <summary>The bank carries them out: their transfers are posted, and those of what they settle.</summary>
    internal async Task Post(Guid[] payments, DateTimeOffset now, CancellationToken stop)
    {
        await Close(payments, Posted, now, stop);
        await work.Execute(
            $"""
            insert into ledger_booking ({Columns}, instalment_id)
            select numbered(@first, row_number() over (order by transfer_id)), transfer_id, 'posted', line_id,
                declaration_id, payment_id, debit_account, credit_account, municipality, provider, segment, month,
                amount_cents, @now, instalment_id
            from (
                select e.transfer_id, e.line_id, e.declaration_id, l.payment_id, e.debit_account, e.credit_account,
                    e.municipality, e.provider, e.segment, e.month, e.amount_cents, e.instalment_id
                from declaration_line l join line_entry e on e.id = l.id
                where l.payment_id = any(@payments)
                union all
                select e.transfer_id, e.line_id, e.declaration_id, i.payment_id, e.debit_account, e.credit_account,
                    e.municipality, e.provider, e.segment, e.month, e.amount_cents, e.instalment_id
                from instalment i join ledger_booking e on e.transfer_id = i.id and e.state = 'pending'
                where i.payment_id = any(@payments)) settled
            """, new { payments, now, first = new NumberedIds(now).First }, stop);
    }

    /// <summary>The bank does not carry them out.</summary>
    internal Task Void(Guid[] payments, DateTimeOffset now, CancellationToken stop) =>
        Close(payments, Voided, now, stop);

    /// <summary>The money came back: transfers the other way, opened and posted at once.</summary>
    internal Task Return(Guid[] payments, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            $"""
            with back as (
                select gen_random_uuid() as transfer, e.*
                from ledger_booking e
                where e.payment_id = any(@payments) and {OfBank} and e.state = 'posted')
            insert into ledger_booking ({Columns})
            select numbered(@first, row_number() over (order by transfer, s.step)), transfer, s.state, null, null,
                payment_id, credit_account, debit_account, municipality, provider,
                segment, month, amount_cents, @now
            from back cross join (values (1, 'pending'), (2, 'posted')) as s (step, state)
            """, new { payments, now, first = new NumberedIds(now).First }, stop);

    /// <summary>What payments come to per segment and month, as it stands in the ledger.</summary>
    internal async Task<ILookup<Guid, PaidAmount>> Amounts(Guid[] payments, CancellationToken stop)
    {
        var rows = await work.Query<Part>(
            $"""
            select payment_id, segment, month, sum(paid_cents)::bigint as cents from ledger_booking e
            where payment_id = any(@payments) and {OfBank} and state = 'pending'
            group by payment_id, segment, month order by payment_id, month, segment
            """, new { payments }, stop);
        return rows.ToLookup(r => r.PaymentId, r => new PaidAmount(r.Segment, r.Month, r.Cents));
    }

    private Task<int> Close(Guid[] payments, string state, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into ledger_booking ({Columns})
            select numbered(@first, row_number() over (order by id)), transfer_id, @state, null, null, payment_id,
                debit_account, credit_account, municipality, provider,
                segment, month, amount_cents, @now
            from ledger_booking e where payment_id = any(@payments) and {OfBank} and state = 'pending'
            """, new { payments, state, now, first = new NumberedIds(now).First }, stop);

    private sealed record Part(Guid PaymentId, string Segment, DateOnly Month, long Cents);
}
