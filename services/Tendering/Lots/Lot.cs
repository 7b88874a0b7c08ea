using System.Text.Json.Serialization;

namespace Jeugdregio.Tendering.Lots;

/// <summary>The part of a tender that one award decides: the products of one segment (T12).</summary>
/// <param name="Id">Identity.</param>
/// <param name="TenderId">Its tender.</param>
/// <param name="Segment">A regional segment of the region pack.</param>
/// <param name="Products">What is asked for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Round">How often an award has been announced; an upheld objection makes a new round possible.</param>
/// <param name="StandstillEnds">Last day of the standstill; null before the announcement.</param>
/// <param name="AwardedAt">UTC; null before the award.</param>
internal sealed record Lot(
    Guid Id, Guid TenderId, string Segment, IReadOnlyList<LotProduct> Products, LotStatus Status, int Round,
    DateOnly? StandstillEnds, DateTimeOffset? AwardedAt);

[JsonConverter(typeof(JsonStringEnumConverter<LotStatus>))]
internal enum LotStatus
{
    Open,
    Announced,
    Awarded,
}

/// <param name="Code">Product code, e.g. <c>45A48</c>.</param>
/// <param name="Unit">WJ756; one that the segment's tariff basis allows (C12).</param>
/// <param name="FixedTariffCents">Euro cents per unit where the segment fixes the tariff; null where each provider offers one (C13).</param>
internal sealed record LotProduct(string Code, string Unit, long? FixedTariffCents = null);

/// <summary>What was decided on one bid, and why (T24).</summary>
internal sealed record AwardDecision(
    Guid Id, Guid LotId, int Round, Guid BidId, string Provider, bool Awarded, string Reason, DateTimeOffset AnnouncedAt);
