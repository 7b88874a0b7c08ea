namespace Jeugdregio.Contracting.Wire.V1;

/// <summary>A framework agreement is signed by both sides (T27, C01); products may be allocated from its start date (C08).</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Municipalities">CBS codes for which it holds.</param>
/// <param name="Products">Product codes it holds for.</param>
/// <param name="StartDate">First day.</param>
/// <param name="EndDate">Last day, extensions not counted.</param>
/// <param name="ActivatedAt">UTC.</param>
public sealed record AgreementActivated(
    Guid AgreementId, string Provider, string Segment, IReadOnlyList<string> Municipalities, IReadOnlyList<string> Products,
    DateOnly StartDate, DateOnly EndDate, DateTimeOffset ActivatedAt);
