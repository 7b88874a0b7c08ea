using Jeugdregio.Contracting.Wire.V1;

namespace Jeugdregio.Billing.Tariffs;

/// <summary>A version of a contract tariff.</summary>
/// <param name="TariffId">One per agreement, product and level.</param>
/// <param name="Version">The highest that is valid on a day decides for that day.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Provider">AGB code; empty for a segment's own tariff (C13).</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit; 0 where the segment's tariff decides (C13).</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="Level">Place among the levels of the product's profile (C11); null when it has one tariff.</param>
/// <param name="ClientKey">The one client an individual agreement is for (B11); null when it is for all.</param>
/// <param name="LumpSum">Paid in instalments, never by the line (B14).</param>
/// <param name="Municipalities">CBS codes for which the agreement holds (C42); null: for all.</param>
internal sealed record Tariff(
    Guid TariffId, int Version, Guid AgreementId, string Provider, string Segment, string Product, string Unit,
    long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, int? Level = null, string? ClientKey = null,
    bool LumpSum = false, string[]? Municipalities = null)
{
    internal bool IsOfSegment => Provider.Length == 0;

    internal bool LeftToSegment => TariffCents == 0;

    internal static Tariff Of(TariffSet set) => new(
        set.TariffId, set.Version, set.AgreementId, set.Provider, set.Segment, set.Product, set.Unit, set.TariffCents,
        set.ValidFrom, set.ValidUntil, set.Level, set.ClientKey, set.LumpSum,
        set.Municipalities?.ToArray());

    internal bool HoldsFor(string? municipality) =>
        municipality is null || Municipalities is null || Municipalities.Contains(municipality);

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && day <= ValidUntil;
}
