namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>An individual agreement as it is read. Who the client is, it does not say, not even by pseudonym.</summary>
/// <param name="LastDay">It ends with the client's care, at the latest on the day until which it was proposed.</param>
/// <param name="Description">What is delivered.</param>
/// <param name="Reason">Why a contracted provider will not do; not for the provider.</param>
/// <param name="ProposedBy">Not for the provider, like all that follows.</param>
internal sealed record IndividualAgreementView(
    Guid Id, Guid RequestId, string Municipality, string Provider, string Segment, string Product, string Unit,
    long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, DateOnly LastDay, string Description,
    IndividualAgreementStatus Status, string? Reason, string? ProposedBy, DateTimeOffset? ProposedAt, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? DecisionReason)
{
    internal static IndividualAgreementView Of(IndividualAgreement a, DateOnly today) => new(
        a.Id, a.RequestId, a.Municipality, a.Provider, a.Segment, a.Product, a.Unit, a.TariffCents, a.ValidFrom,
        a.ValidUntil, a.LastDay, a.Description, a.StatusOn(today), a.Reason, a.ProposedBy, a.ProposedAt, a.DecidedBy,
        a.DecidedAt, a.DecisionReason);

    /// <summary>What its provider reads: the terms, and nothing of how they were decided on.</summary>
    internal IndividualAgreementView ForProvider() => this with
    {
        Reason = null, ProposedBy = null, ProposedAt = null, DecidedBy = null, DecidedAt = null, DecisionReason = null,
    };
}
