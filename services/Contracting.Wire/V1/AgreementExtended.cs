namespace Jeugdregio.Contracting.Wire.V1;

/// <summary>A framework agreement has a later last day (C01); its products may be allocated until then (C08).</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Extension">1 for its first extension, 2 for its second; the higher one decides.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="EndDate">New last day.</param>
/// <param name="ExtendedAt">UTC.</param>
public sealed record AgreementExtended(
    Guid AgreementId, int Extension, string Provider, string Segment, DateOnly EndDate, DateTimeOffset ExtendedAt);
