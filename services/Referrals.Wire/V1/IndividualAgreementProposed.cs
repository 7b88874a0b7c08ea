namespace Jeugdregio.Referrals.Wire.V1;

/// <summary>
/// An access team proposes an agreement for one client with a provider that has no framework agreement for the product
/// (C32). A contract manager decides.
/// </summary>
/// <param name="AgreementId">The proposal, and the agreement that it may become.</param>
/// <param name="RequestId">The request for an allocation on which it was proposed.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">Unit, WJ756.</param>
/// <param name="TariffCents">Euro cents per unit, more than 0.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day; it ends earlier with the client's care.</param>
/// <param name="Description">What is delivered; 1 to 1,000 characters that tell nothing of who the client is.</param>
/// <param name="Reason">Why a contracted provider will not do; likewise.</param>
/// <param name="ProposedBy">Client id of who proposes; another person decides.</param>
/// <param name="ProposedAt">UTC.</param>
public sealed record IndividualAgreementProposed(
    Guid AgreementId, Guid RequestId, string ClientKey, string Municipality, string Provider, string Segment,
    string Product, string Unit, long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, string Description,
    string Reason, string ProposedBy, DateTimeOffset ProposedAt);
