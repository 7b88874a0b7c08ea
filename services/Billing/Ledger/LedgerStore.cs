using Jeugdregio.Billing.Declarations;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Ledger;

/// <summary>
/// The ledger of lines. An accepted line is its own entry: it opens its transfer by being kept (view
/// <c>ledger_entry</c>), except a credit that ends the transfer of an unpaid debit. That end is booked here, as a row
/// that nobody changes.
/// </summary>
internal sealed class LedgerStore(UnitOfWork work)
{
    /// <summary>Ends the transfers of debits that are taken back unpaid, once the lines are kept.</summary>
    internal async Task Void(IReadOnlyList<KeptLine> lines, DateTimeOffset now, CancellationToken stop)
    {
        Guid[] credits = [.. lines.Where(l => l.Voided).Select(l => l.Id)];
        if (credits.Length == 0) return;
        await work.Execute(
            """
            insert into ledger_booking (id, transfer_id, state, line_id, declaration_id, debit_account, credit_account,
                municipality, provider, segment, month, amount_cents, booked_at)
            select numbered(@first, place), d.id, 'voided', c.id, c.declaration_id, 'payable', 'care-cost',
                c.municipality, c.provider, c.segment, month_of(c.period_start), -c.amount_cents, @now
            from unnest(@credits) with ordinality as asked(id, place)
            join declaration_line c on c.id = asked.id
            join declaration_line d on d.credited_by = c.id
            order by place
            """, new { first = new NumberedIds(now).First, credits, now }, stop);
    }
}
