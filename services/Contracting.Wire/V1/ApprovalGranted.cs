namespace Jeugdregio.Contracting.Wire.V1;

/// <summary>
/// A contract manager permits to allocate an expensive product (C10). It is never taken back; on a day at most one
/// holds for a provider, product and municipality.
/// </summary>
/// <param name="ApprovalId">The approval.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Product">Product code.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="ValidFrom">First day on which an allocation may start.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="MaximumTariffCents">Highest tariff per unit on the allocation's first day, in euro cents.</param>
/// <param name="GrantedAt">UTC.</param>
public sealed record ApprovalGranted(
    Guid ApprovalId, string Provider, string Product, string Municipality, DateOnly ValidFrom, DateOnly ValidUntil,
    long MaximumTariffCents, DateTimeOffset GrantedAt);
