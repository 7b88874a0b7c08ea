using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Approvals;

/// <summary>Until when expensive crisis care on one allocation may be declared without an approval (R21).</summary>
/// <param name="Municipality">CBS code of the allocation.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Version">The highest that Contracting told; 0 while it told none.</param>
/// <param name="CoveredUntil">The last such day; <see cref="DateOnly.MaxValue"/> once it is approved.</param>
internal sealed record CrisisCover(string Municipality, long AllocationNumber, int Version, DateOnly CoveredUntil)
{
    /// <summary>
    /// The term that every allocation of crisis care has, before Contracting told of a check; null for other care. So
    /// that a line is not refused because that word comes late.
    /// </summary>
    internal static CrisisCover? Of(
        Allocations.Allocation allocation, DateTimeOffset decidedAt, CrisisCare? crisis) =>
        crisis?.Covers(allocation.Product, allocation.Category) is true
            ? new(
                allocation.Municipality, allocation.Number, 0,
                crisis.ApprovalDueOn(allocation.StartDate, DutchCalendar.DateIn(decidedAt)))
            : null;

    internal static CrisisCover Of(CrisisCheckChanged told) =>
        new(told.Municipality, told.AllocationNumber, told.Version, told.CoveredUntil ?? DateOnly.MaxValue);
}
