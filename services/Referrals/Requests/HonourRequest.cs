using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Requests;

/// <summary>What Contracting says of allocating this product to this provider on the start date.</summary>
/// <param name="LastDay">On or before which the allocation has to end; null when there is no such day.</param>
internal sealed record ContractAnswer(
    bool Allowed, string RefusalCode, string RefusalDetail, string Segment, long TariffCents, string? TariffUnit,
    DateOnly? LastDay = null)
{
    /// <summary>Expensive crisis care: the last day on which an approval is to follow (R21); else null.</summary>
    public DateOnly? ApprovalDueOn { get; init; }
}

/// <summary>The access team grants a request, as asked or with other dates or another volume (IV094).</summary>
internal sealed record HonourRequest(DateOnly? StartDate, DateOnly? EndDate, long? Volume)
{
    /// <summary>Nobody sent the client, or the client came by itself (COD327).</summary>
    private const string NoReferrer = "06";

    /// <summary>The terms that would hold.</summary>
    internal AllocationTerms TermsFor(AllocationRequest request) => request.Terms with
    {
        StartDate = StartDate ?? request.StartDate,
        EndDate = EndDate ?? request.EndDate,
        Volume = Volume ?? request.Volume,
    };

    /// <summary>
    /// A request becomes an allocation when it is still undecided, fits the agreement, came with a decision or a referral
    /// (R01, R02), has terms the standard knows and stacks on nothing.
    /// </summary>
    /// <param name="request">As it now is.</param>
    /// <param name="act">What the access team wants.</param>
    /// <param name="contract">Contracting's answer for the product on the start date.</param>
    /// <param name="segment">The segment it names; null when the region has no such segment.</param>
    /// <param name="others">All allocations of this client at this provider in this municipality.</param>
    /// <param name="number">The next free number (TR332).</param>
    /// <param name="today">In the Netherlands.</param>
    /// <param name="now">The moment of the decision.</param>
    internal static Outcome<Allocation> Decide(
        AllocationRequest request, HonourRequest act, ContractAnswer contract, Segment? segment, IReadOnlyList<Allocation> others, long number,
        DateOnly today, DateTimeOffset now)
    {
        if (Answering.CheckUndecided(request) is { } decided) return decided;
        if (!contract.Allowed) return new Refusal(contract.RefusalCode, contract.RefusalDetail, "product", "C08");
        if (segment is not { Scope: SegmentScope.Regional })
            return new Refusal("segment-not-regional", "Only products of a regional segment are allocated here.", "product", "C39");
        if (segment.NeedsReferral && request.ReferrerType == NoReferrer && !request.HasDecision)
            return new Refusal("referral-missing", $"Segment {segment.Code} needs a decision or a legal referral.", "referrerType", "R02");
        var terms = act.TermsFor(request);
        if (AllocationTerms.Check(terms) is { } wrong) return wrong;
        if (CheckLastDay(terms, contract) is { } late) return late;
        if (CheckOthers(terms, others, today) is { } stacked) return stacked;
        if (!MaximumCost.UnitFits(terms.Unit, contract.TariffUnit))
            return new Refusal("unit-not-agreed", $"The agreement has a tariff per unit {contract.TariffUnit}, not {terms.Unit}.", "unit", "TR341");
        return MaximumCost.Of(terms, contract.TariffCents, contract.TariffUnit).Refused(out var tooMuch, out var cost)
            ? tooMuch
            : new Allocation(
                request.Municipality, number, 1, request.Provider, request.ClientKey, contract.Segment, terms.Category, terms.Product,
                terms.StartDate, terms.EndDate, terms.Volume, terms.Unit, terms.Frequency, terms.BudgetCents, null,
                contract.TariffCents, contract.TariffUnit, cost.Cents, request.Id, request.RequestedOn, now, 0);
    }

    /// <summary>
    /// An individual agreement ends, and so does what goes on after a move (C32, B12). The day is not said: it would
    /// tell when another municipality's allocation ended.
    /// </summary>
    private static Refusal? CheckLastDay(AllocationTerms terms, ContractAnswer contract) =>
        contract.LastDay is { } last && (terms.EndDate is null || terms.EndDate > last)
            ? new(
                "end-after-agreement",
                "The allocation ends at the latest with the individual agreement, or a year after the move.", "endDate",
                "C08")
            : null;

    private static Refusal? CheckOthers(AllocationTerms terms, IReadOnlyList<Allocation> others, DateOnly today)
    {
        foreach (var other in others.Where(o => !o.IsDeleted && o.IsSameProduct(terms)))
        {
            if (other.Period.Overlaps(new(terms.StartDate, terms.EndDate)))
                return new("stacking", $"Allocation {other.Number} has the same product in an overlapping period.", "startDate", "OP259");
            if (MustStretch(other, terms, today))
                return new("extend-existing", $"Extend allocation {other.Number} instead: the same amount goes on.", "startDate", "OP380");
        }
        return null;
    }

    private static bool MustStretch(Allocation other, AllocationTerms terms, DateOnly today) =>
        other.EndDate is { } end && end >= today && terms.StartDate == end.AddDays(1)
        && other.Volume == terms.Volume && other.Unit == terms.Unit && other.Frequency == terms.Frequency
        && terms.Frequency != Frequenties.Totaal && terms.BudgetCents is null;
}
