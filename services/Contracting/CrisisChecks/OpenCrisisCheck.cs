using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>An allocation was made; is there something to check afterwards (R21)?</summary>
internal static class OpenCrisisCheck
{
    /// <summary>
    /// The first version opens a check, a deletion withdraws it, other versions change nothing of it: so it does not
    /// matter in which order they are told.
    /// </summary>
    internal static bool Matters(AllocationMade made, CrisisCare? crisis) =>
        crisis?.Covers(made.Product, made.Category) is true && (made.Version == 1 || made.IsDeletion());

    /// <summary>
    /// A check for expensive crisis care that nobody has approved; null when there is nothing to check.
    /// </summary>
    /// <param name="made">The allocation; of one that is deleted, the check stands as withdrawn.</param>
    /// <param name="contract">What the agreements say of it.</param>
    /// <param name="crisis">The region's crisis care.</param>
    /// <param name="now">UTC.</param>
    /// <param name="newId">Of the check.</param>
    internal static CrisisCheck? Decide(
        AllocationMade made, Outcome<MayBeAllocated> contract, CrisisCare crisis, DateTimeOffset now, Guid newId) =>
        contract.Refused(out _, out var allowed) || !allowed.ApprovalFollows
            ? null
            : new(
                newId, 1, made.Municipality, made.AllocationNumber, made.Provider, made.Category, made.Product,
                made.StartDate, allowed.TariffCents,
                crisis.ApprovalDueOn(made.StartDate, DutchCalendar.DateIn(made.DecidedAt)),
                made.IsDeletion() ? CrisisCheckStatus.Withdrawn : CrisisCheckStatus.Awaiting, now, now);
}
