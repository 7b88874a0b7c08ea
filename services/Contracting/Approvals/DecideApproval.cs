using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Approvals;

/// <summary>A contract manager gives or refuses permission for expensive care.</summary>
/// <param name="Granted">Given or not.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record DecideApproval(bool Granted, string Reason)
{
    private const int ReasonLengthMax = 1_000;

    /// <summary>Nobody permits what they asked for themselves, and one maximum holds on a day (C10).</summary>
    internal static Outcome<Approval> Decide(Approval approval, bool overlapsGranted, DecideApproval act, string decider, DateTimeOffset now)
    {
        if (approval.Status is not ApprovalStatus.Requested) return new Refusal("approval-decided-already", "It has been decided.", Rule: "C10");
        if (approval.RequestedBy == decider)
            return new Refusal("approval-by-requester", "Another contract manager than who asked decides.", Rule: "C10");
        if (act.Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new Refusal("reason-invalid", $"A reason has 1 to {ReasonLengthMax} characters.", "reason", "C10");
        if (act.Granted && overlapsGranted)
            return new Refusal("approval-overlaps", "On some of these days an approval for the same holds already.", "granted", "C10");
        return approval with
        {
            Status = act.Granted ? ApprovalStatus.Granted : ApprovalStatus.Refused,
            DecidedBy = decider,
            DecidedAt = now,
            Reason = act.Reason.Trim(),
        };
    }
}
