using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>An award becomes a draft agreement.</summary>
internal static class DraftAgreement
{
    /// <summary>The agreement holds the awarded products at the awarded tariffs, for the length of the contract model (C01, C08).</summary>
    internal static Outcome<AgreementDrafted> Decide(LotAwarded award, RegionPack region, Func<Guid> newId)
    {
        if (region.FindContractModel(award.ContractModel) is not { } model)
            return new Refusal("contract-model-unknown", $"The region has no contract model {award.ContractModel}.", Rule: "C01");
        var agreement = new Agreement(
            newId(), award.AwardId, award.TenderId, award.LotId, award.Provider, award.Segment, award.ContractModel, award.Municipalities,
            award.StartDate, award.StartDate, model.InitialEnd(award.StartDate), 0, null, null, null);
        return new AgreementDrafted(
            agreement, [.. award.Products.Select(p => new Tariff(newId(), agreement.Id, p.Code, p.Unit, p.TariffCents))]);
    }
}

internal sealed record AgreementDrafted(Agreement Agreement, IReadOnlyList<Tariff> Tariffs);
