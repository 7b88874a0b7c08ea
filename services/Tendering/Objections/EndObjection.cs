using Jeugdregio.Tendering.Lots;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Objections;

/// <summary>A buyer registers the withdrawal or the judgment, which lifts the block (T25).</summary>
/// <param name="Ending"><c>withdrawn</c>, <c>rejected</c> or <c>upheld</c>.</param>
/// <param name="EndedOn">The day of it.</param>
internal sealed record EndObjection(ObjectionEnding Ending, DateOnly EndedOn)
{
    /// <summary>An objection ends once. When the court upholds it, the announced award falls and the lot is open again.</summary>
    internal static Outcome<ObjectionEnded> Decide(Objection objection, Lot lot, EndObjection act, DateOnly today)
    {
        if (objection.Ending is not null) return new Refusal("objection-ended-already", "The objection has ended.", Rule: "T25");
        if (act.EndedOn > today || act.EndedOn < objection.RegisteredOn)
            return new Refusal("ended-on-invalid", "An objection ends between the day of the summons and today.", "endedOn", "T25");
        return new ObjectionEnded(
            objection with { Ending = act.Ending, EndedOn = act.EndedOn },
            act.Ending is ObjectionEnding.Upheld ? lot with { Status = LotStatus.Open, StandstillEnds = null } : lot);
    }
}

internal sealed record ObjectionEnded(Objection Objection, Lot Lot);
