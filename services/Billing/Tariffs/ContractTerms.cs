using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Tariffs;

/// <summary>
/// What lines of one declaration may ask: the contract for the municipality, what went on after a move (B12), and
/// whether expensive care was approved (B06). Lives for the judging of one declaration.
/// </summary>
internal sealed class ContractTerms
{
    private static readonly DateOnly LastMove = new(9990, 12, 31);

    private readonly string _municipality;
    private readonly DeclarationFacts _facts;
    private readonly Dictionary<string, TariffBook> _books = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Provider, string Client), Allocation[]> _moved = [];
    private readonly bool _isAnythingExpensive;

    /// <param name="municipality">CBS code of who is asked to pay.</param>
    /// <param name="facts">What the declaration is held against.</param>
    internal ContractTerms(string municipality, DeclarationFacts facts)
    {
        (_municipality, _facts) = (municipality, facts);
        _isAnythingExpensive = facts.IsAnythingExpensive;
    }

    /// <summary>Takes in allocations that ended because clients of the next lines moved.</summary>
    internal void Learn(IReadOnlyList<Allocation> moved)
    {
        foreach (var of in moved.GroupBy(a => (a.Provider, a.ClientKey))) _moved.TryAdd(of.Key, [.. of]);
    }

    /// <summary>
    /// The tariffs that a line may ask, lowest level first; none when no contract holds the product there and then, or
    /// when it is not for the region to pay by the line (B13, B14). For a year after a move those of the day before it
    /// come after them, as they were (B12).
    /// </summary>
    internal IReadOnlyList<Tariff> Of(DeclaredLine line, Allocation? allocation)
    {
        if (allocation is not null && !_facts.RegionalSegments.Contains(allocation.Segment)) return [];
        var here = Book(_municipality);
        var own = here.On(line.Product, line.PeriodStart, allocation?.Segment, line.ClientKey);
        if (BeforeMove(line, allocation) is not { } before
            || here.IsByLumpSum(line.Product, line.PeriodStart, allocation?.Segment, line.ClientKey)) return own;
        var unchanged = Book(before.Municipality)
            .On(line.Product, before.EndDate!.Value, before.Segment, line.ClientKey);
        return [.. own, .. unchanged.Where(t => !own.Contains(t))];
    }

    /// <summary>
    /// Is the product not expensive at that tariff, approved for this allocation or for the one before a move, or
    /// crisis care that is covered? An individual agreement was decided on by a contract manager, so it is its own
    /// approval (C32).
    /// </summary>
    internal bool Permits(DeclaredLine line, Allocation? allocation, Tariff asked)
    {
        if (!_isAnythingExpensive || allocation is null || asked.ClientKey is not null) return true;
        return IsPermitted(allocation) || BeforeMove(line, allocation) is { } before && IsPermitted(before);

        bool IsPermitted(Allocation on) => _facts.Approvals.Permits(on, OnFirstDay(on), line.PeriodStart);

        Tariff OnFirstDay(Allocation on) => Book(on.Municipality)
            .On(line.Product, on.StartDate, on.Segment, line.ClientKey)
            .FirstOrDefault(t => t.TariffId == asked.TariffId) ?? asked;
    }

    /// <summary>
    /// The allocation of the same care at the same provider that another municipality ended because the client moved,
    /// less than a year before the line's first day; null when there is none.
    /// </summary>
    private Allocation? BeforeMove(DeclaredLine line, Allocation? allocation) =>
        // with a stay the municipality from before it stays responsible: there is no move
        allocation is null || _moved.Count == 0 || ProductCode.StayCategories.Any(stay => IsOf(stay, line))
            ? null
            : _moved.GetValueOrDefault((allocation.Provider, allocation.ClientKey), [])
                .Where(a => a.ReasonForChange == RedenenWijziging.Verhuizing && a.Municipality != _municipality
                    && a.EndDate < allocation.StartDate && a.EndDate < LastMove
                    && line.PeriodStart <= DutchCalendar.YearAfter(a.EndDate.Value)
                    && (a.Category is null || IsOf(a.Category, line)) && (a.Product ?? line.Product) == line.Product
                    && _facts.RegionalSegments.Contains(a.Segment))
                .MaxBy(a => a.EndDate);

    /// <summary>A product code begins with its category.</summary>
    private static bool IsOf(string category, DeclaredLine line) =>
        line.Product.StartsWith(category, StringComparison.Ordinal);

    private TariffBook Book(string municipality)
    {
        if (!_books.TryGetValue(municipality, out var book))
            _books[municipality] = book = new(_facts.Tariffs, municipality);
        return book;
    }
}
