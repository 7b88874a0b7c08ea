using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Requests;

/// <summary>The access team needs more time and says so.</summary>
internal static class InvestigateRequest
{
    private const int WeeksAtMost = 8;

    /// <summary>
    /// Once only (TR360); the decision then follows within eight weeks (OP274). Crisis care is not made to wait: it is
    /// honoured or refused, and looked into afterwards (R21).
    /// </summary>
    internal static Outcome<AllocationRequest> Decide(AllocationRequest request, bool isCrisis, DateOnly today)
    {
        if (Answering.CheckUndecided(request) is { } decided) return decided;
        if (isCrisis)
            return new Refusal(
                "crisis-does-not-wait", "Crisis care is honoured or refused at once.", "decision", "R21");
        return request.Status is RequestStatus.Investigating
            ? new Refusal("already-investigating", "The provider has been told already that the request is looked into.", "decision", "TR360")
            : request with { Status = RequestStatus.Investigating, AnswerDueOn = today.AddDays(7 * WeeksAtMost) };
    }
}
