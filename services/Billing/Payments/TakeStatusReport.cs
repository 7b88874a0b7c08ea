using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Payments;

/// <summary>What a report means for one payment.</summary>
/// <param name="Payment">As it stood.</param>
/// <param name="To">How it stands now; the same when only the bank's word is new.</param>
/// <param name="BankStatus">RJCT, ACSC, PDNG …</param>
/// <param name="BankReason">AC04 …</param>
internal sealed record PaymentChange(Payment Payment, PaymentStatus To, string BankStatus, string? BankReason)
{
    private static readonly HashSet<string> AccountReasons = ["AC01", "AC03", "AC04", "AC06", "AC07", "AC17", "BE04"];

    /// <summary>The account itself is why; paying to it again would come to the same.</summary>
    internal bool IsAboutAccount =>
        To is PaymentStatus.Rejected or PaymentStatus.Returned && BankReason is { } reason
        && AccountReasons.Contains(reason);
}

/// <summary>The bank says what became of the payments of a run.</summary>
internal static class TakeStatusReport
{
    /// <summary>
    /// What it says of a transfer goes before what it says of the batch, and that before what it says of all. Rejected:
    /// the lines are payable again; rejected after it was paid: the money came back. A rejection is final: reports may
    /// come in any order and more than once.
    /// </summary>
    internal static Outcome<IReadOnlyList<PaymentChange>> Decide(
        StatusReport report, PaymentRun run, IReadOnlyList<Payment> payments)
    {
        if (run.Status is not PaymentRunStatus.Approved)
            return new Refusal("run-not-approved", "The run has no file that a bank could have.");
        var batches = report.Batches.ToLookup(b => b.Id, StringComparer.Ordinal);
        if (report.Batches.FirstOrDefault(b => b.Id != RunFile.BatchId(run)) is { } strange)
            return new Refusal(
                "batch-unknown", $"The run has no batch {strange.Id}.", "OrgnlPmtInfAndSts/OrgnlPmtInfId");
        var asked = payments.Where(p => p.AmountCents > 0).ToDictionary(p => p.EndToEndId, StringComparer.Ordinal);
        var transfers = report.Batches.SelectMany(b => b.Transfers).ToList();
        if (transfers.FirstOrDefault(t => !asked.ContainsKey(t.EndToEndId)) is { EndToEndId: { } unknown })
            return new Refusal(
                "transfer-unknown", $"The run has no transfer {unknown}.",
                "OrgnlPmtInfAndSts/TxInfAndSts/OrgnlEndToEndId");
        var batch = batches[RunFile.BatchId(run)].Select(b => b.Status).LastOrDefault(s => s is not null);
        var said = transfers.ToLookup(t => t.EndToEndId, t => t.Status, StringComparer.Ordinal);
        var changes = new List<PaymentChange>();
        foreach (var payment in asked.Values)
            if ((said[payment.EndToEndId].LastOrDefault() ?? batch ?? report.Status) is { } status)
                changes.Add(new(payment, Next(payment.Status, status), status.Code, status.Reason));
        return changes;
    }

    private static PaymentStatus Next(PaymentStatus now, ReportedStatus said) => (now, said) switch
    {
        (PaymentStatus.Sent, { IsRejected: true }) => PaymentStatus.Rejected,
        (PaymentStatus.Sent, { IsAccepted: true }) => PaymentStatus.Paid,
        (PaymentStatus.Paid, { IsRejected: true }) => PaymentStatus.Returned,
        _ => now,
    };
}
