using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;

namespace Jeugdregio.Billing.Payments;

/// <summary>The SQL of what the bank says about payments.</summary>
internal sealed class PaymentStore(UnitOfWork work, Vault vault)
{
    internal Task Keep(
        IReadOnlyList<PaymentChange> changes, DateOnly today, DateTimeOffset now, CancellationToken stop) =>
        work.Execute(
            """
            update payment p set status = c.status, bank_status = c.bank_status, bank_reason = c.bank_reason,
                paid_on = case when p.status = 'sent' and c.status = 'paid' then @today else p.paid_on end,
                paid_at = case when p.status = 'sent' and c.status = 'paid' then @now else p.paid_at end
            from unnest(@ids, @statuses, @bankStatuses, @bankReasons::text[])
                as c (id, status, bank_status, bank_reason)
            where p.id = c.id
            """,
            new
            {
                today, now,
                ids = changes.Select(c => c.Payment.Id).ToArray(),
                statuses = changes.Select(c => c.To.ToString().ToLowerInvariant()).ToArray(),
                bankStatuses = changes.Select(c => c.BankStatus).ToArray(),
                bankReasons = changes.Select(c => c.BankReason).ToArray(),
            }, stop);

    /// <summary>Nothing goes to these accounts until another one is approved.</summary>
    internal Task RefuseAccounts(IReadOnlyList<PaymentChange> changes, CancellationToken stop) =>
        work.Execute(
            """
            update bank_account a set refused_by_bank = c.reason
            from unnest(@accounts, @reasons) as c (id, reason) where a.id = c.id
            """,
            new
            {
                accounts = changes.Select(c => c.Payment.AccountId).ToArray(),
                reasons = changes.Select(c => c.BankReason!).ToArray(),
            }, stop);

    /// <summary>Keeps the report as it came, encrypted.</summary>
    internal Task KeepReport(
        Guid id, Guid run, string messageId, ReadOnlyMemory<byte> report, string takenBy, DateTimeOffset now,
        CancellationToken stop)
    {
        var safe = vault.Seal(report.Span);
        return work.ExecuteOne(
            """
            insert into payment_status_report (id, run_id, message_id, key_id, sealed, taken_by, taken_at)
            values (@id, @run, @messageId, @key, @bytes, @takenBy, @now)
            """, new { id, run, messageId, key = safe.KeyId, bytes = safe.Bytes, takenBy, now }, stop);
    }
}
