using Jeugdregio.Billing.Supervision;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.MaterialControls;

/// <summary>A line of a sample.</summary>
/// <param name="Line">The line.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="HasFinding">Somebody said already what was found.</param>
internal sealed record SampledLine(Guid Line, long AmountCents, bool HasFinding);

/// <param name="Id">Identity.</param>
/// <param name="Control">The control.</param>
/// <param name="Line">The line.</param>
/// <param name="UnlawfulCents">Euro cents that should not have been declared; 0 when all is right.</param>
/// <param name="Reason">What was found.</param>
/// <param name="FoundBy">Client id.</param>
/// <param name="FoundAt">UTC.</param>
internal sealed record Finding(
    Guid Id, Guid Control, Guid Line, long UnlawfulCents, string Reason, string FoundBy, DateTimeOffset FoundAt);

/// <summary>What was found about one line of a sample; said once.</summary>
/// <param name="LineId">The line.</param>
/// <param name="UnlawfulCents">Euro cents that should not have been declared; 0 when all is right.</param>
/// <param name="Reason">1 to 1,000 characters; no names of children.</param>
internal sealed record RecordFinding(Guid LineId, long UnlawfulCents, string Reason)
{
    internal static Outcome<Finding> Decide(
        Guid control, SampledLine line, RecordFinding act, string by, Guid id, DateTimeOffset now)
    {
        if (line.HasFinding) return new Refusal("finding-there-already", "What was found is said once.", Rule: "B19");
        if (act.UnlawfulCents < 0 || act.UnlawfulCents > line.AmountCents)
            return new Refusal(
                "unlawful-cents-invalid", $"0 to the {line.AmountCents} cents of the line.", "unlawfulCents", "B19");
        if (Reasons.Check(act.Reason) is { } wrong) return wrong;
        return new Finding(id, control, act.LineId, act.UnlawfulCents, act.Reason.Trim(), by, now);
    }
}
