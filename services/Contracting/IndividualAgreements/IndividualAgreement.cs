using System.Text.Json.Serialization;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>
/// An agreement for one client with a provider that has no framework agreement for the product (C32): proposed by an
/// access team, decided on by a contract manager.
/// </summary>
/// <param name="Id">Identity; also that of its one tariff.</param>
/// <param name="RequestId">The request for an allocation on which it was proposed.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="ClientKey">The client's pseudonym; in no answer and no decision of this service.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day as proposed; see <see cref="LastDay"/>.</param>
/// <param name="Description">What is delivered.</param>
/// <param name="Reason">Why a contracted provider will not do.</param>
/// <param name="Status">Proposed, agreed or not.</param>
/// <param name="ProposedBy">Client id of who proposed.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="DecidedBy">Client id of the contract manager.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="DecisionReason">Why it was agreed or not.</param>
/// <param name="CareUntil">Last day of the last allocation on it; null while there is none.</param>
internal sealed record IndividualAgreement(
    Guid Id, Guid RequestId, string Municipality, string Provider, string ClientKey, string Segment, string Product,
    string Unit, long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, string Description, string Reason,
    IndividualAgreementStatus Status, string ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy = null,
    DateTimeOffset? DecidedAt = null, string? DecisionReason = null, DateOnly? CareUntil = null)
{
    /// <summary>It ends with the client's care.</summary>
    internal DateOnly LastDay => CareUntil < ValidUntil ? CareUntil.Value : ValidUntil;

    /// <summary>Last day on which an allocation on it may start: what follows without a gap is the same care.</summary>
    internal DateOnly LastStart => CareUntil < ValidUntil ? CareUntil.Value.AddDays(1) : ValidUntil;

    internal IndividualAgreementStatus StatusOn(DateOnly today) =>
        Status is IndividualAgreementStatus.Agreed && today > LastDay ? IndividualAgreementStatus.Ended : Status;

    internal static IndividualAgreement Of(IndividualAgreementProposed told) => new(
        told.AgreementId, told.RequestId, told.Municipality, told.Provider, told.ClientKey, told.Segment, told.Product,
        told.Unit, told.TariffCents, told.ValidFrom, told.ValidUntil, told.Description, told.Reason,
        IndividualAgreementStatus.Proposed, told.ProposedBy, told.ProposedAt);
}

[JsonConverter(typeof(JsonStringEnumConverter<IndividualAgreementStatus>))]
internal enum IndividualAgreementStatus
{
    Proposed,
    Agreed,
    Refused,

    /// <summary>Was agreed; its last day has passed. Follows from the day and is never stored.</summary>
    Ended,
}
