using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>The access team moves the last day of an allocation, on the same number (IV066).</summary>
/// <param name="EndDate">The new last day.</param>
/// <param name="Reason">RedenWijziging, JZ002.</param>
/// <param name="ProviderAgreed">The provider agreed; needed when the new last day has passed already (OP186).</param>
internal sealed record ChangeEnd(DateOnly EndDate, string Reason, bool ProviderAgreed)
{
    private const string Extension = "04";
    private const string Shortening = "05";

    private static readonly string[] Reasons = ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "14"];

    /// <param name="allocation">As it now is.</param>
    /// <param name="act">What is wanted.</param>
    /// <param name="others">The client's other allocations at this provider.</param>
    /// <param name="today">In the Netherlands.</param>
    /// <param name="now">The moment of the decision.</param>
    internal static Outcome<Allocation> Decide(
        Allocation allocation, ChangeEnd act, IReadOnlyList<Allocation> others, DateOnly today, DateTimeOffset now)
    {
        if (allocation.IsDeleted) return DeleteAllocation.Gone;
        if (!Reasons.Contains(act.Reason))
            return new Refusal("reason-unknown", "A change of the end date has a reason of JZ002: 02 to 12 or 14.", "reason", "CS336");
        if (act.EndDate == allocation.EndDate) return new Refusal("nothing-changes", "The allocation ends on that day already.", "endDate");
        var longer = allocation.EndDate is { } end && act.EndDate > end;
        if (act.Reason == Extension && !longer)
            return new Refusal("reason-contradicts", "Reason 04 is for a later end date.", "reason", "IV066");
        if (act.Reason == Shortening && longer)
            return new Refusal("reason-contradicts", "Reason 05 is for an earlier end date.", "reason", "IV066");
        if (act.EndDate < today && !act.ProviderAgreed)
            return new Refusal("provider-must-agree", "An end date in the past needs the provider's agreement.", "providerAgreed", "OP186");
        var terms = allocation.Terms with { EndDate = act.EndDate };
        if (AllocationTerms.Check(terms) is { } wrong) return wrong;
        if (others.FirstOrDefault(o => Stacks(o, allocation, terms)) is { } stacked)
            return new Refusal("stacking", $"Allocation {stacked.Number} has the same product in an overlapping period.", "endDate", "OP259");
        return MaximumCost.Of(terms, allocation.TariffCents, allocation.TariffUnit).Refused(out var tooMuch, out var cost)
            ? tooMuch
            : allocation with
            {
                Version = allocation.Version + 1,
                EndDate = act.EndDate,
                ReasonForChange = act.Reason,
                AllocatedCents = cost.Cents,
                DecidedAt = now,
            };
    }

    private static bool Stacks(Allocation other, Allocation changed, AllocationTerms terms) =>
        other.Number != changed.Number && !other.IsDeleted && other.IsSameProduct(terms)
        && other.Period.Overlaps(new(terms.StartDate, terms.EndDate));
}

/// <summary>The access team takes an allocation back as if it had never been.</summary>
internal static class DeleteAllocation
{
    internal static readonly Refusal Gone =
        new("allocation-deleted", "The allocation has been deleted; a deleted allocation does not change.", null, "IV066");

    /// <summary>The end date becomes the start date (CS335). Care that has started is ended first, not deleted.</summary>
    internal static Outcome<Allocation> Decide(Allocation allocation, bool careStarted, DateTimeOffset now)
    {
        if (allocation.IsDeleted) return Gone;
        return careStarted
            ? new Refusal("care-started", "Care on this allocation has been reported; change its end date instead.", "change", "OP362")
            : allocation with
            {
                Version = allocation.Version + 1,
                EndDate = allocation.StartDate,
                ReasonForChange = RedenenWijziging.Verwijderd,
                AllocatedCents = 0,
                DecidedAt = now,
            };
    }
}
