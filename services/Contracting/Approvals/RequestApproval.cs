using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Approvals;

/// <summary>Somebody asks permission for expensive care; no word about the client is needed.</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="Product">Product code.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="MaximumTariffCents">Highest tariff per unit it should hold for, in euro cents.</param>
internal sealed record RequestApproval(
    string Provider, string Product, string Municipality, DateOnly ValidFrom, DateOnly ValidUntil, long MaximumTariffCents)
{
    /// <summary>An approval has a scope, a period and a maximum (C10).</summary>
    internal static Outcome<Approval> Decide(RequestApproval act, RegionPack region, string requester, DateTimeOffset now, Guid newId)
    {
        if (!AgbCode.TryParse(act.Provider, out _)) return new Refusal("provider-invalid", "An AGB code is eight digits.", "provider", "C10");
        if (!ProductCode.TryParse(act.Product, out _))
            return new Refusal("product-code-invalid", "A product code is two digits and up to three more characters.", "product", "C10");
        if (!MunicipalityCode.TryParse(act.Municipality, out var municipality) || !region.Serves(municipality, act.ValidFrom))
            return new Refusal("municipality-not-in-region", "This municipality does not take part in the region.", "municipality", "G02");
        if (act.ValidUntil < act.ValidFrom)
            return new Refusal("period-invalid", "The last day is on or after the first.", "validUntil", "C10");
        if (act.MaximumTariffCents < 1)
            return new Refusal("maximum-invalid", "The maximum is more than 0.", "maximumTariffCents", "C10");
        return new Approval(
            newId, act.Provider, act.Product, act.Municipality, act.ValidFrom, act.ValidUntil, act.MaximumTariffCents,
            ApprovalStatus.Requested, requester, now, null, null, null);
    }
}
