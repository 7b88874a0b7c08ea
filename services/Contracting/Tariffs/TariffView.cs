namespace Jeugdregio.Contracting.Tariffs;

/// <summary>A tariff with all versions it has had; none before the agreement is signed.</summary>
internal sealed record TariffView(
    Guid Id, Guid AgreementId, string Product, string Unit, long AgreedCents, IReadOnlyList<TariffVersionView> Versions,
    int Level)
{
    internal static TariffView Of(Tariff t, IEnumerable<TariffVersion> versions) => new(
        t.Id, t.AgreementId, t.Product, t.Unit, t.AgreedCents,
        [.. versions.Where(v => v.TariffId == t.Id).Select(TariffVersionView.Of)], t.Level);
}

/// <param name="LumpSum">Paid in instalments and never by the line (C45).</param>
internal sealed record TariffVersionView(
    int Version, long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, string? Decision, DateTimeOffset SetAt,
    bool LumpSum)
{
    internal static TariffVersionView Of(TariffVersion v) =>
        new(v.Version, v.TariffCents, v.ValidFrom, v.ValidUntil, v.Decision, v.SetAt, v.LumpSum);
}
