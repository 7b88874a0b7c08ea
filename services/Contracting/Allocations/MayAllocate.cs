using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>The question whether a provider may be allocated a product, or any product of a category, on a day.</summary>
/// <param name="Product">Null when only a category is asked for.</param>
/// <param name="Category">Two digits.</param>
/// <param name="Municipality">For whom.</param>
/// <param name="Day">First day of the allocation.</param>
/// <param name="Requester">Client id of who wants to allocate.</param>
internal sealed record MayAllocate(ProductCode? Product, string Category, MunicipalityCode Municipality, DateOnly Day, string Requester)
{
    /// <summary>
    /// A provider may be allocated what a signed agreement holds, for its municipalities, in its period (C08, C42, T27); from
    /// a tariff of <paramref name="expensiveFromCents"/> on only with somebody else's approval (C10), which follows
    /// afterwards where it is crisis care (R21). The client's individual agreement was decided on by a contract manager,
    /// and needs no approval besides (C32).
    /// </summary>
    /// <param name="act">The question.</param>
    /// <param name="terms">Every product of the provider's agreements, with the tariff of the day asked for; those that
    /// come first decide.</param>
    /// <param name="approvals">Granted approvals for the provider.</param>
    /// <param name="expensiveFromCents">Threshold of the region; null when no tariff is expensive.</param>
    /// <param name="crisis">What is crisis care; null when nothing is.</param>
    internal static Outcome<MayBeAllocated> Decide(
        MayAllocate act, IReadOnlyList<Terms> terms, IReadOnlyList<Approval> approvals, long? expensiveFromCents,
        CrisisCare? crisis = null)
    {
        if (terms.Count == 0) return new Refusal("no-agreement", "The provider has no signed agreement.", Rule: "C08");
        var here = terms.Where(t => t.Municipalities.Contains(act.Municipality.ToString())).ToList();
        if (here.Count == 0)
            return new Refusal("municipality-not-in-agreement", "The provider's agreements do not hold for this municipality.", Rule: "C42");
        var asked = here.Where(t => act.Product is { } p ? t.Product == p.ToString() : t.Product.StartsWith(act.Category, StringComparison.Ordinal))
            .ToList();
        if (asked.Count == 0)
            return new Refusal("product-not-in-agreement", "The provider's agreements do not hold this product.", Rule: "C08");
        var active = asked.Where(t => t.IsActiveOn(act.Day)).ToList();
        if (active.Count == 0)
            return new Refusal("agreement-not-active-on-day", $"No agreement for this product is active on {act.Day:yyyy-MM-dd}.", Rule: "T27");
        var permitted = active.FirstOrDefault(t => t.IsIndividual
            || t.TariffCents < (expensiveFromCents ?? long.MaxValue)
            || approvals.Any(a => a.Permits(t.Product, act.Municipality.ToString(), act.Day, t.TariffCents!.Value, act.Requester)));
        var urgent = permitted is null ? active.FirstOrDefault(t => crisis?.Covers(t.Product, null) is true) : null;
        permitted ??= urgent;
        return permitted is null
            ? new Refusal("approval-required", "This care is expensive: a contract manager approves first.", Rule: "C10")
            : new MayBeAllocated(
                permitted.AgreementId, permitted.Segment, act.Product is null ? 0 : permitted.TariffCents!.Value,
                act.Product is null ? "" : permitted.Unit, permitted.LastDay)
            {
                ApprovalFollows = urgent is not null,
            };
    }
}

/// <summary>One product of one agreement.</summary>
/// <param name="StartDate">First day on which an allocation on it may start.</param>
/// <param name="EndDate">Last day on which an allocation on it may start.</param>
/// <param name="TariffCents">Of the day asked for; null when none holds on it.</param>
/// <param name="LastDay">Last day of an individual agreement (C32), after which there is no care on it; null for a
/// framework agreement, which others follow.</param>
internal sealed record Terms(
    Guid AgreementId, string Segment, string[] Municipalities, DateOnly StartDate, DateOnly EndDate, string Product, string Unit,
    long? TariffCents, DateOnly? LastDay = null)
{
    internal bool IsIndividual => LastDay is not null;

    internal bool IsActiveOn(DateOnly day) => day >= StartDate && day <= EndDate && TariffCents is not null;
}

/// <param name="AgreementId">The agreement on which it is allowed.</param>
/// <param name="Segment">Its segment.</param>
/// <param name="TariffCents">Of the product on that day; 0 when no product was asked for.</param>
/// <param name="Unit">WJ756; empty when no product was asked for.</param>
/// <param name="LastDay">On or before which an allocation on it has to end; null when there is no such day.</param>
internal sealed record MayBeAllocated(
    Guid AgreementId, string Segment, long TariffCents, string Unit, DateOnly? LastDay = null)
{
    /// <summary>It is expensive crisis care: a contract manager checks it afterwards (R21).</summary>
    internal bool ApprovalFollows { get; init; }
}
