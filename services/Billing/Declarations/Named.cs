namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// What lines of declarations name, for a query to look up one by one. Of each declaration once whose it is, and where
/// what it names begins and ends.
/// </summary>
/// <param name="Places">Which declaration of its group: 0, 1, …</param>
/// <param name="Municipalities">Its municipality.</param>
/// <param name="Providers">Its provider.</param>
/// <param name="Firsts">Where what it names begins among all, from 1.</param>
/// <param name="Lasts">Where it ends; 0 when it names nothing.</param>
/// <param name="Values">What they name, one after the other, each of one declaration once.</param>
internal sealed record Named<T>(
    int[] Places, string[] Municipalities, string[] Providers, int[] Firsts, int[] Lasts, T[] Values)
{
    /// <summary>As tables: <c>asked</c> with place, municipality and provider, and <c>named</c> with value.</summary>
    internal const string Asked =
        """
        unnest(@Places, @Municipalities, @Providers, @Firsts, @Lasts)
            as asked(place, municipality, provider, first, last)
        cross join lateral unnest((@Values)[asked.first:asked.last]) as named(value)
        """;

    /// <param name="parts">Lines of each declaration.</param>
    /// <param name="named">What a line names.</param>
    internal static Named<T> By(IReadOnlyList<DeclarationPart> parts, Func<DeclaredLine, T> named) =>
        By(parts, (_, line, found) => found.Add(named(line)));

    /// <param name="parts">Lines of each declaration.</param>
    /// <param name="named">Adds what a line names, which may be nothing or more than one.</param>
    internal static Named<T> By(
        IReadOnlyList<DeclarationPart> parts, Action<DeclarationPart, DeclaredLine, HashSet<T>> named)
    {
        var declarations = parts.Max(p => p.Place) + 1;
        var of = new Named<T>(
            [.. Enumerable.Range(0, declarations)], new string[declarations], new string[declarations],
            new int[declarations], new int[declarations], []);
        var values = new List<T>(parts.Sum(p => p.Positions.Count));
        foreach (var part in parts)
        {
            var found = new HashSet<T>(part.Positions.Count);
            foreach (var at in part.Positions) named(part, part.Declaration.Lines[at], found);
            of.Municipalities[part.Place] = part.Declaration.Municipality;
            of.Providers[part.Place] = part.Declaration.Provider;
            of.Firsts[part.Place] = values.Count + 1;
            values.AddRange(found);
            of.Lasts[part.Place] = values.Count;
        }
        return of with { Values = [.. values] };
    }
}
