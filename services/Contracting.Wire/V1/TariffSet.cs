namespace Jeugdregio.Contracting.Wire.V1;

/// <summary>
/// A tariff version holds from a date (C13, C14). A later version of the same tariff replaces it from its own date on.
/// </summary>
/// <param name="TariffId">Identity of the tariff: one per agreement and product.</param>
/// <param name="Version">1, 2, 3 …; the highest version that is valid on a day decides for that day.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Provider">AGB code, 8 digits; empty for a segment's own tariff (C13).</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">Unit, WJ756.</param>
/// <param name="TariffCents">Euro cents per unit; 0 where the agreement leaves it to the segment's tariff (C13).</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="SetAt">UTC.</param>
/// <param name="Level">Place among the levels of the product's profile, from 1 (C11); null with one tariff.</param>
/// <param name="ClientKey">The one client an individual agreement is for (C32); null when it is for all.</param>
/// <param name="LumpSum">Paid in instalments and never by the line (C45).</param>
/// <param name="Municipalities">CBS codes for which the agreement holds (C42); null: for all.</param>
public sealed record TariffSet(
    Guid TariffId, int Version, Guid AgreementId, string Provider, string Segment, string Product, string Unit,
    long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, DateTimeOffset SetAt, int? Level = null,
    string? ClientKey = null, bool LumpSum = false, IReadOnlyList<string>? Municipalities = null);
