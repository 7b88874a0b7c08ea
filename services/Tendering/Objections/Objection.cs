using System.Text.Json.Serialization;

namespace Jeugdregio.Tendering.Objections;

/// <summary>Summary proceedings (kort geding) against an award; while open they hold up the segment, and only that (T25).</summary>
/// <param name="Id">Identity.</param>
/// <param name="TenderId">The tender.</param>
/// <param name="LotId">The lot whose award is contested.</param>
/// <param name="Segment">The lot's segment.</param>
/// <param name="Reference">The court's case number.</param>
/// <param name="RegisteredOn">Day of the summons.</param>
/// <param name="HearingOn">Day of the hearing, when known.</param>
/// <param name="Ending">How it ended; null while it is open.</param>
/// <param name="EndedOn">Day of the withdrawal or judgment.</param>
/// <param name="RegisteredAt">UTC.</param>
internal sealed record Objection(
    Guid Id, Guid TenderId, Guid LotId, string Segment, string Reference, DateOnly RegisteredOn, DateOnly? HearingOn,
    ObjectionEnding? Ending, DateOnly? EndedOn, DateTimeOffset RegisteredAt);

[JsonConverter(typeof(JsonStringEnumConverter<ObjectionEnding>))]
internal enum ObjectionEnding
{
    /// <summary>The objector withdrew.</summary>
    Withdrawn,

    /// <summary>The court rejected it: the award can go on.</summary>
    Rejected,

    /// <summary>The court upheld it: the announcement falls, the lot is judged anew.</summary>
    Upheld,
}
