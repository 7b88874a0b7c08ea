using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Contracting.Wire.V1;

namespace Jeugdregio.Billing.Approvals;

/// <summary>A contract manager's permission to allocate an expensive product (C10), in the copy.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Product">Product code.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="ValidFrom">First day on which an allocation may start.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="MaximumTariffCents">Highest tariff per unit on the allocation's first day, in euro cents.</param>
internal sealed record Approval(
    Guid Id, string Provider, string Product, string Municipality, DateOnly ValidFrom, DateOnly ValidUntil,
    long MaximumTariffCents)
{
    internal static Approval Of(ApprovalGranted told) => new(
        told.ApprovalId, told.Provider, told.Product, told.Municipality, told.ValidFrom, told.ValidUntil,
        told.MaximumTariffCents);
}

/// <summary>Which expensive care was permitted (B06).</summary>
/// <param name="ExpensiveFromCents">The region's threshold per unit; null when nothing is expensive.</param>
/// <param name="Granted">Of the providers and products asked for.</param>
internal sealed record ApprovalBook(long? ExpensiveFromCents, IReadOnlyList<Approval> Granted)
{
    /// <summary>Where nothing is expensive.</summary>
    internal static ApprovalBook None { get; } = new(null, []);

    /// <summary>
    /// May lines ask this tariff? As when it was allocated: from the threshold on there has to be an approval for the
    /// product and municipality in which the allocation's first day lies, and the tariff of that day is at most its
    /// maximum. An indexation afterwards neither needs an approval nor undoes one. Crisis care is approved afterwards:
    /// a period that begins while it is covered was rightly given (R21).
    /// </summary>
    /// <param name="allocation">What the line is on.</param>
    /// <param name="thatDay">The tariff on the allocation's first day.</param>
    /// <param name="periodStart">First day of the line's period.</param>
    internal bool Permits(Allocation allocation, Tariff thatDay, DateOnly periodStart) =>
        thatDay.TariffCents < (ExpensiveFromCents ?? long.MaxValue)
        || periodStart <= allocation.CrisisUntil
        || Granted.Any(a => a.Provider == allocation.Provider && a.Product == thatDay.Product
            && a.Municipality == allocation.Municipality
            && a.ValidFrom <= allocation.StartDate && allocation.StartDate <= a.ValidUntil
            && thatDay.TariffCents <= a.MaximumTariffCents);
}
