using Jeugdregio.Values;

namespace Jeugdregio.Billing.Supervision;

/// <summary>Lines of this provider are checked by hand before they are paid, in the whole region (B20).</summary>
/// <param name="Id">Identity.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Reason">Why; no names of children.</param>
/// <param name="StartedBy">Client id.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedBy">Client id; null while it runs.</param>
/// <param name="EndedAt">UTC.</param>
/// <param name="EndReason">Why it ended.</param>
internal sealed record ProviderSupervision(
    Guid Id, string Provider, string Reason, string StartedBy, DateTimeOffset StartedAt, string? EndedBy = null,
    DateTimeOffset? EndedAt = null, string? EndReason = null);

/// <summary>A contract manager puts a provider under supervision.</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="Reason">1 to 1,000 characters; no names of children.</param>
internal sealed record StartSupervision(string Provider, string Reason)
{
    internal static Outcome<ProviderSupervision> Decide(
        StartSupervision act, bool isRunning, string by, Guid id, DateTimeOffset now)
    {
        if (!AgbCode.TryParse(act.Provider, out _))
            return new Refusal("provider-invalid", "An AGB code has eight digits.", "provider", "OP254");
        if (Reasons.Check(act.Reason) is { } wrong) return wrong;
        return isRunning
            ? new Refusal("supervised-already", "This provider is under supervision already.", "provider", "B20")
            : new ProviderSupervision(id, act.Provider, act.Reason.Trim(), by, now);
    }
}

/// <summary>A contract manager ends it: lines that were held are payable again.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record EndSupervision(string Reason)
{
    internal static Outcome<ProviderSupervision> Decide(
        ProviderSupervision supervision, EndSupervision act, string by, DateTimeOffset now)
    {
        if (supervision.EndedAt is not null)
            return new Refusal("supervision-ended-already", "It has ended.", Rule: "B20");
        if (Reasons.Check(act.Reason) is { } wrong) return wrong;
        return supervision with { EndedBy = by, EndedAt = now, EndReason = act.Reason.Trim() };
    }
}

/// <summary>Why somebody decided something.</summary>
internal static class Reasons
{
    private const int LengthMax = 1_000;

    internal static Refusal? Check(string reason) => reason.Trim().Length is 0 or > LengthMax
        ? new("reason-invalid", $"A reason has 1 to {LengthMax} characters.", "reason")
        : null;
}
