using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>An approved run as an order to the bank.</summary>
internal static class RunFile
{
    private const int NameLengthMax = 70;
    private const int RemittanceLengthMax = 140;

    /// <param name="run">Approved.</param>
    /// <param name="payments">Those of the run; what is 0 needs no bank.</param>
    /// <param name="accounts">Of the municipality and of every provider.</param>
    /// <param name="createdAt">The moment.</param>
    internal static CreditTransferOrder? Order(
        PaymentRun run, IReadOnlyList<Payment> payments, IReadOnlyList<BankAccount> accounts, DateTimeOffset createdAt)
    {
        var byId = accounts.ToDictionary(a => a.Id);
        var debtor = SepaText.Of(byId[run.AccountId].Name, NameLengthMax);
        var transfers = payments.Where(p => p.AmountCents > 0)
            .OrderBy(p => p.Provider, StringComparer.Ordinal).ThenBy(p => p.Id)
            .Select(p => Transfer(p, byId[p.AccountId], debtor)).ToList();
        if (transfers.Count == 0) return null;
        var batch = new CreditTransferBatch(
            BatchId(run), run.ExecutionDate, debtor, byId[run.AccountId].Iban, transfers);
        var local = DutchCalendar.DateIn(createdAt).ToDateTime(DutchCalendar.TimeIn(createdAt));
        return new(run.MessageId, local, debtor, [batch]);
    }

    /// <summary>A run has one day of payment, and so one batch.</summary>
    internal static string BatchId(PaymentRun run) => $"{run.MessageId}-1";

    private static CreditTransfer Transfer(Payment payment, BankAccount account, string debtor)
    {
        var text = $"Jeugdhulp, specificatie {payment.Id}, {payment.Lines} regels, {debtor}";
        return new(
            payment.EndToEndId, payment.AmountCents, SepaText.Of(account.Name, NameLengthMax), account.Iban,
            SepaText.Of(text, RemittanceLengthMax));
    }
}
