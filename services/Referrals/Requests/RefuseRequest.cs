using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Requests;

/// <summary>The access team refuses a request, with a reason of WJ759.</summary>
/// <param name="Reason">1 to 9.</param>
/// <param name="ResponsibleMunicipality">The municipality that is responsible instead; with reason 8 only.</param>
internal sealed record RefuseRequest(string? Reason, string? ResponsibleMunicipality)
{
    internal static Outcome<AllocationRequest> Decide(AllocationRequest request, RefuseRequest act, DateTimeOffset now)
    {
        if (Answering.CheckUndecided(request) is { } decided) return decided;
        if (act.Reason is not { Length: 1 } reason || reason[0] is < '1' or > '9')
            return new Refusal("reason-unknown", "A refusal has a reason of code list WJ759: 1 to 9.", "reason", "CD085");
        if (reason == RedenenAfwijzing.Woonplaatsbeginsel)
        {
            if (!MunicipalityCode.TryParse(act.ResponsibleMunicipality, out var responsible))
                return new Refusal(
                    "responsible-municipality-missing", "With reason 8 the responsible municipality is named: four digits.",
                    "responsibleMunicipality", "TR377");
            if (responsible.ToString() == request.Municipality)
                return new Refusal(
                    "responsible-municipality-is-own", "The responsible municipality is another one than yours.",
                    "responsibleMunicipality", "TR377");
        }
        else if (act.ResponsibleMunicipality is not null)
        {
            return new Refusal(
                "responsible-municipality-not-allowed", "Only with reason 8 a responsible municipality is named.",
                "responsibleMunicipality", "TR409");
        }
        return request with
        {
            Status = RequestStatus.Refused,
            RefusalReason = reason,
            ResponsibleMunicipality = act.ResponsibleMunicipality,
            DecidedAt = now,
        };
    }
}

/// <summary>What every answer to a request has in common.</summary>
internal static class Answering
{
    /// <summary>A request is decided once (TR359, TR365).</summary>
    internal static Refusal? CheckUndecided(AllocationRequest request) => request.Status switch
    {
        RequestStatus.Honoured => new("request-already-decided", "The request has been honoured already.", "decision", "TR359"),
        RequestStatus.Refused => new("request-already-decided", "The request has been refused already.", "decision", "TR365"),
        _ => null,
    };
}
