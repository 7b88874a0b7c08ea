using Jeugdregio.Tendering.Lots;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Objections;

/// <summary>A buyer registers that an award is contested in court.</summary>
/// <param name="Reference">Case number, 1 to 100 characters; no names.</param>
/// <param name="RegisteredOn">Day of the summons.</param>
/// <param name="HearingOn">Day of the hearing, when known.</param>
internal sealed record RegisterObjection(string Reference, DateOnly RegisteredOn, DateOnly? HearingOn = null)
{
    private const int ReferenceLengthMax = 100;

    /// <summary>Only an announced award that has not become final can be contested here.</summary>
    internal static Outcome<Objection> Decide(Lot lot, RegisterObjection act, DateOnly today, DateTimeOffset now, Guid newId)
    {
        if (lot.Status is LotStatus.Open) return new Refusal("award-not-announced", "No award has been announced yet.", Rule: "T25");
        if (lot.Status is LotStatus.Awarded) return new Refusal("lot-awarded-already", "The lot has been awarded.", Rule: "T25");
        if (act.Reference.Trim().Length is 0 or > ReferenceLengthMax)
            return new Refusal("reference-invalid", $"A case number has 1 to {ReferenceLengthMax} characters.", "reference");
        if (act.RegisteredOn > today)
            return new Refusal("registered-in-the-future", "The day of the summons has come.", "registeredOn", "T25");
        if (act.HearingOn < act.RegisteredOn)
            return new Refusal("hearing-before-registration", "The hearing is on or after the day of the summons.", "hearingOn", "T25");
        return new Objection(
            newId, lot.TenderId, lot.Id, lot.Segment, act.Reference.Trim(), act.RegisteredOn, act.HearingOn, null, null, now);
    }
}
