using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>
/// The days on which products have been seen so far, so that a message of many thousand products need not be held
/// against itself pair by pair.
/// </summary>
internal sealed class DaysTaken
{
    private readonly Days _any = new();
    private readonly Days _withoutProduct = new();
    private readonly Dictionary<string, Days> _ofCategory = [];
    private readonly Dictionary<string, Days> _withoutCode = [];
    private readonly Dictionary<(string, string), Days> _ofCode = [];

    /// <summary>
    /// Whether a product is taken on one of these days: by code where both have one, else by category; no product is
    /// the same as any. From then on it is taken on all of them.
    /// </summary>
    internal bool Take(Product? product, DateOnly first, DateOnly last)
    {
        if (last < first) return false;
        Days[] meets;
        Days[] joins;
        if (product is null)
            (meets, joins) = ([_any], [_any, _withoutProduct]);
        else if (product.Code is null)
            (meets, joins) = (
                [_withoutProduct, Of(_ofCategory, product.Categorie)],
                [_any, Of(_ofCategory, product.Categorie), Of(_withoutCode, product.Categorie)]);
        else
        {
            var code = Of(_ofCode, (product.Categorie, product.Code));
            (meets, joins) = (
                [_withoutProduct, Of(_withoutCode, product.Categorie), code],
                [_any, Of(_ofCategory, product.Categorie), code]);
        }
        var isTaken = meets.Any(days => days.Has(first, last));
        foreach (var days in joins) days.Add(first, last);
        return isTaken;
    }

    private static Days Of<TKey>(Dictionary<TKey, Days> all, TKey key) where TKey : notnull =>
        all.TryGetValue(key, out var days) ? days : all[key] = new();

    /// <summary>Days in periods that do not overlap each other.</summary>
    private sealed class Days
    {
        /// <summary>Before all days, so that there is always one to find.</summary>
        private static readonly (int First, int Last) None = (-1, -1);

        private readonly SortedSet<(int First, int Last)> _periods = [None];

        internal bool Has(DateOnly first, DateOnly last) => Nearest(last.DayNumber).Last >= first.DayNumber;

        internal void Add(DateOnly first, DateOnly last)
        {
            var (begin, end) = (first.DayNumber, last.DayNumber);
            for (var old = Nearest(end); old.Last >= begin; old = Nearest(end))
            {
                _periods.Remove(old);
                (begin, end) = (Math.Min(begin, old.First), Math.Max(end, old.Last));
            }
            _periods.Add((begin, end));
        }

        /// <summary>The last period that begins on this day or before.</summary>
        private (int First, int Last) Nearest(int day) => _periods.GetViewBetween(None, (day, int.MaxValue)).Max;
    }
}
