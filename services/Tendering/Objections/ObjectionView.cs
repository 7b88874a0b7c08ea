namespace Jeugdregio.Tendering.Objections;

/// <summary>An objection as the region reads it.</summary>
internal sealed record ObjectionView(
    Guid Id, Guid LotId, string Segment, string Reference, DateOnly RegisteredOn, DateOnly? HearingOn, ObjectionEnding? Ending,
    DateOnly? EndedOn)
{
    internal static ObjectionView Of(Objection o) =>
        new(o.Id, o.LotId, o.Segment, o.Reference, o.RegisteredOn, o.HearingOn, o.Ending, o.EndedOn);
}
