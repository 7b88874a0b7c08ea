namespace Jeugdregio.Contracting.Agreements;

/// <summary>An agreement as its parties read it.</summary>
internal sealed record AgreementView(
    Guid Id, Guid AwardId, Guid TenderId, Guid LotId, string Provider, string Segment, string ContractModel,
    IReadOnlyList<string> Municipalities, AgreementStatus Status, DateOnly StartDate, DateOnly EndDate, int Extensions,
    DateOnly? ProviderSignedOn, DateOnly? RegionSignedOn, DateTimeOffset? ActivatedAt)
{
    internal static AgreementView Of(Agreement a, DateOnly today) => new(
        a.Id, a.AwardId, a.TenderId, a.LotId, a.Provider, a.Segment, a.ContractModel, a.Municipalities, a.StatusOn(today), a.StartDate,
        a.EndDate, a.Extensions, a.ProviderSignedOn, a.RegionSignedOn, a.ActivatedAt);
}
