using Jeugdregio.Values;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>Another person than who prepared it approves a run.</summary>
internal static class ApprovePaymentRun
{
    /// <param name="run">The run.</param>
    /// <param name="changed">Parties whose account is not the one any more that the run was prepared with.</param>
    /// <param name="approver">Client id.</param>
    /// <param name="today">Today.</param>
    /// <param name="now">The moment.</param>
    internal static Outcome<PaymentRun> Decide(
        PaymentRun run, IReadOnlyList<string> changed, string approver, DateOnly today, DateTimeOffset now)
    {
        if (run.Status is not PaymentRunStatus.Prepared)
            return new Refusal("run-decided-already", "It has been approved or withdrawn.");
        if (run.PreparedBy == approver)
            return new Refusal("same-person", "Another person than who prepared the run approves it.");
        if (run.ExecutionDate < today)
            return new Refusal(
                "execution-date-passed", "The day of payment has passed: withdraw the run and prepare another.",
                "executionDate");
        if (changed.Count > 0)
            return new Refusal(
                "account-changed",
                $"The account of {string.Join(", ", changed)} is not the one it was prepared with: withdraw the run.");
        return run with { Status = PaymentRunStatus.Approved, DecidedBy = approver, DecidedAt = now };
    }
}

/// <summary>A run is taken back before it is approved; its lines are payable again.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record WithdrawPaymentRun(string Reason)
{
    private const int ReasonLengthMax = 1_000;

    internal static Outcome<PaymentRun> Decide(
        PaymentRun run, WithdrawPaymentRun act, string by, DateTimeOffset now)
    {
        if (run.Status is not PaymentRunStatus.Prepared)
            return new Refusal("run-decided-already", "It has been approved or withdrawn.");
        if (act.Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new Refusal("reason-invalid", $"A reason has 1 to {ReasonLengthMax} characters.", "reason");
        return run with
        {
            Status = PaymentRunStatus.Withdrawn, DecidedBy = by, DecidedAt = now, Reason = act.Reason.Trim(),
        };
    }
}
