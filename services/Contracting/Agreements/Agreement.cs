using System.Text.Json.Serialization;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>A framework agreement with one provider for one lot; it follows from an award.</summary>
/// <param name="Id">Identity.</param>
/// <param name="AwardId">The award it follows from, once.</param>
/// <param name="TenderId">The tender.</param>
/// <param name="LotId">The lot.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="ContractModel">Contract model of the region pack (C01).</param>
/// <param name="Municipalities">CBS codes for which the region acts (C42).</param>
/// <param name="PlannedStart">First day as tendered.</param>
/// <param name="StartDate">First day; later than planned when it was signed later (T27).</param>
/// <param name="EndDate">Last day: counted from the planned start, so that all agreements of a tender end together.</param>
/// <param name="Extensions">How often it has been extended.</param>
/// <param name="ProviderSignedOn">Day of the provider's signature.</param>
/// <param name="RegionSignedOn">Day of the region's signature.</param>
/// <param name="ActivatedAt">UTC instant of the second signature.</param>
internal sealed record Agreement(
    Guid Id, Guid AwardId, Guid TenderId, Guid LotId, string Provider, string Segment, string ContractModel,
    IReadOnlyList<string> Municipalities, DateOnly PlannedStart, DateOnly StartDate, DateOnly EndDate, int Extensions,
    DateOnly? ProviderSignedOn, DateOnly? RegionSignedOn, DateTimeOffset? ActivatedAt)
{
    internal bool IsSigned => ActivatedAt is not null;

    internal AgreementStatus StatusOn(DateOnly today) => this switch
    {
        { IsSigned: false } => AgreementStatus.Draft,
        _ when today < StartDate => AgreementStatus.Signed,
        _ when today <= EndDate => AgreementStatus.Active,
        _ => AgreementStatus.Ended,
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<AgreementStatus>))]
internal enum AgreementStatus
{
    /// <summary>Waits for signatures.</summary>
    Draft,

    /// <summary>Signed by both, not started.</summary>
    Signed,

    Active,
    Ended,
}
