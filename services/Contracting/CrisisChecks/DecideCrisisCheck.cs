using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>A contract manager checks expensive crisis care afterwards.</summary>
/// <param name="Approved">Rightly given, and may go on; or not.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record DecideCrisisCheck(bool Approved, string Reason)
{
    private const int ReasonLengthMax = 1_000;

    /// <summary>
    /// Once, also when it is late (R21). Nobody checks what they asked for themselves (C10): whoever acts for the
    /// municipality that allocated it.
    /// </summary>
    internal static Outcome<CrisisCheck> Decide(
        CrisisCheck check, DecideCrisisCheck act, Caller decider, DateTimeOffset now)
    {
        if (!check.IsOpen)
            return new Refusal(
                "crisis-check-closed", "It has been decided, or the allocation was deleted.", Rule: "R21");
        if (decider.Municipalities.Any(m => m.ToString() == check.Municipality))
            return new Refusal(
                "approval-by-requester", "Somebody decides who does not act for the municipality that allocated.",
                Rule: "C10");
        if (act.Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new Refusal("reason-invalid", $"A reason has 1 to {ReasonLengthMax} characters.", "reason", "R21");
        return check.Next(act.Approved ? CrisisCheckStatus.Approved : CrisisCheckStatus.Refused, now) with
        {
            DecidedBy = decider.ClientId, DecidedAt = now, Reason = act.Reason.Trim(),
        };
    }
}
