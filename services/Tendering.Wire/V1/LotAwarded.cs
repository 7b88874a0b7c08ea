namespace Jeugdregio.Tendering.Wire.V1;

/// <summary>A provider has been awarded (part of) a lot, after the standstill (T24). One event per provider and lot.</summary>
/// <param name="AwardId">Identity of the award; a framework agreement follows from it once.</param>
/// <param name="TenderId">The tender.</param>
/// <param name="LotId">The lot.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Segment">Segment of the region pack, e.g. <c>B</c>.</param>
/// <param name="ContractModel">Contract model of the region pack, e.g. <c>2+1+1+1</c> (C01).</param>
/// <param name="Municipalities">CBS codes of the buying municipalities.</param>
/// <param name="Products">What may be delivered, and at what tariff; only products with complete evidence (T08).</param>
/// <param name="StartDate">First day of delivery.</param>
/// <param name="AwardedAt">UTC.</param>
public sealed record LotAwarded(
    Guid AwardId, Guid TenderId, Guid LotId, string Provider, string Segment, string ContractModel,
    IReadOnlyList<string> Municipalities, IReadOnlyList<AwardedProduct> Products, DateOnly StartDate, DateTimeOffset AwardedAt);

/// <summary>A product that may be delivered, at its tariff.</summary>
/// <param name="Code">Product code, e.g. <c>45A48</c>.</param>
/// <param name="Unit">Unit of the tariff, WJ756, e.g. <c>04</c> hour, <c>14</c> etmaal.</param>
/// <param name="TariffCents">Euro cents per unit.</param>
public sealed record AwardedProduct(string Code, string Unit, long TariffCents);
