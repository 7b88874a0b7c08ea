using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>
/// Care that a client had at the provider when it moved. For a year it goes on as it was agreed with the municipality
/// left; the new one pays (Jeugdwet 2.7a, B12).
/// </summary>
/// <param name="From">The municipality that the client left.</param>
/// <param name="FirstDay">Of its allocation.</param>
/// <param name="LastDay">Of its allocation: the last day before the move.</param>
internal sealed record Move(MunicipalityCode From, DateOnly FirstDay, DateOnly LastDay)
{
    /// <summary>A later one is no move; a year after it there are days still.</summary>
    internal static readonly DateOnly LastMove = new(9990, 12, 31);

    /// <summary>The last day on which the care goes on as it was.</summary>
    private DateOnly Until => DutchCalendar.YearAfter(LastDay);

    /// <summary>
    /// May it answer for what the new municipality's own contracts do not allow? With a stay the municipality from before
    /// it stays responsible: there is no move.
    /// </summary>
    internal bool Covers(MayAllocate act) =>
        act.Municipality != From && !ProductCode.StayCategories.Contains(act.Category) && act.Day > LastDay
        && act.Day <= Until;

    /// <summary>
    /// It goes on when a contract of the municipality left held it on its last day, at the tariff of that day, and it
    /// was permitted on its first. What came after the move changes neither.
    /// </summary>
    /// <param name="act">The question of the new municipality, which this <see cref="Covers"/>.</param>
    /// <param name="lastTerms">The provider's agreements, with the tariffs of the last day.</param>
    /// <param name="firstTerms">The same, with the tariffs of the first day.</param>
    /// <param name="approvals">Granted to the municipality left, on the first day.</param>
    /// <param name="expensiveFromCents">Threshold of the region; null when no tariff is expensive.</param>
    internal Outcome<MayBeAllocated> Decide(
        MayAllocate act, IReadOnlyList<Terms> lastTerms, IReadOnlyList<Terms> firstTerms,
        IReadOnlyList<Approval> approvals, long? expensiveFromCents)
    {
        var then = act with { Municipality = From };
        if (MayAllocate.Decide(then with { Day = FirstDay }, firstTerms, approvals, expensiveFromCents)
            .Refused(out var never, out _)) return never;
        return MayAllocate.Decide(then with { Day = LastDay }, lastTerms, [], null).Refused(out var why, out var held)
            ? why
            : held with { LastDay = Until };
    }
}
