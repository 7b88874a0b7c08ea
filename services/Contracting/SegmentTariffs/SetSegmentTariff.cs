using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.SegmentTariffs;

/// <summary>A tariff of a segment itself: the same for every provider whose agreement follows it (C13).</summary>
/// <param name="Id">Identity: one per segment, product and unit.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">WJ756.</param>
internal sealed record SegmentTariff(Guid Id, string Segment, string Product, string Unit);

/// <summary>A contract manager sets a segment's tariff from a date, as the municipalities decided it.</summary>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="Decision">Why it holds for days that have come already; required only then (C14).</param>
internal sealed record SetSegmentTariff(
    string Segment, string Product, string Unit, long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil,
    string? Decision = null)
{
    /// <summary>A new version of the segment's tariff; of a segment that the region pays (B13).</summary>
    /// <param name="act">What is set.</param>
    /// <param name="tariff">The tariff of the segment, product and unit; new when there was none.</param>
    /// <param name="versions">Those it has had.</param>
    /// <param name="region">The region.</param>
    /// <param name="today">Today.</param>
    /// <param name="now">The moment.</param>
    internal static Outcome<TariffVersion> Decide(
        SetSegmentTariff act, SegmentTariff tariff, IReadOnlyList<TariffVersion> versions, RegionPack region,
        DateOnly today, DateTimeOffset now)
    {
        if (Check(act, region) is { } wrong) return wrong;
        if (act.ValidUntil < act.ValidFrom)
            return new Refusal("period-invalid", "The last day is on or after the first.", "validUntil", "C13");
        if (SetTariff.CheckDecision(act.ValidFrom, act.Decision, today) is { } undecided) return undecided;
        return new TariffVersion(
            tariff.Id, versions.Select(v => v.Version).DefaultIfEmpty().Max() + 1, act.TariffCents, act.ValidFrom,
            act.ValidUntil, act.Decision?.Trim(), now);
    }

    /// <summary>What can be said of it before anything is looked up.</summary>
    internal static Refusal? Check(SetSegmentTariff act, RegionPack region) =>
        region.FindSegment(act.Segment)?.Scope is not SegmentScope.Regional
            ? new("segment-not-regional", "The region has no such segment that it pays itself.", "segment", "B13")
        : !ProductCode.TryParse(act.Product, out _)
            ? new("product-code-invalid", "A product code is two digits and up to three more characters.", "product")
        : !CareUnit.TryParse(act.Unit, out _) ? new("unit-invalid", "A unit is a code of WJ756.", "unit")
        : SetTariff.CheckAmount(act.TariffCents);
}
