namespace Jeugdregio.Contracting.Tariffs;

/// <summary>The tariff of one product of an agreement; its amount stands in versions.</summary>
/// <param name="Id">Identity.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="AgreedCents">Euro cents per unit as awarded; becomes version 1 at the second signature.</param>
/// <param name="Level">Among the levels of the product's profile (C11), from 1.</param>
internal sealed record Tariff(Guid Id, Guid AgreementId, string Product, string Unit, long AgreedCents, int Level = 1);

/// <param name="TariffId">The tariff.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="TariffCents">Euro cents per unit; 0 while it follows the segment's tariff (C13).</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="Decision">Why it was set for days that had come already; null when it was not (C14).</param>
/// <param name="SetAt">UTC.</param>
/// <param name="LumpSum">Paid in instalments and never by the line (C45).</param>
/// <param name="Level">That of the tariff, once the product has more than one (C11).</param>
internal sealed record TariffVersion(
    Guid TariffId, int Version, long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, string? Decision,
    DateTimeOffset SetAt, bool LumpSum = false,
    int? Level = null)
{
    /// <summary>The version that decides for a day: the highest that is valid on it (C13).</summary>
    internal static TariffVersion? On(IEnumerable<TariffVersion> versions, DateOnly day) =>
        versions.Where(v => day >= v.ValidFrom && day <= v.ValidUntil).MaxBy(v => v.Version);
}
