namespace Jeugdregio.Billing.Declarations;

/// <summary>What lines of declarations name, for a query to look up one by one.</summary>
/// <param name="Places">Which declaration, from 0; side by side with <paramref name="Values"/>.</param>
/// <param name="Values">What it names, each once.</param>
/// <param name="Municipalities">Of every declaration its municipality.</param>
/// <param name="Providers">Of every declaration its provider.</param>
internal sealed record Named<T>(int[] Places, T[] Values, string[] Municipalities, string[] Providers)
{
    /// <summary>As a table.</summary>
    internal const string Asked = "unnest(@Places, @Values) as asked(place, value)";

    /// <summary>The municipality of whoever asks; so it is not sent for every line.</summary>
    internal const string Municipality = "(@Municipalities)[asked.place + 1]";

    /// <summary>The provider of whoever asks.</summary>
    internal const string Provider = "(@Providers)[asked.place + 1]";

    /// <summary>Some of it.</summary>
    internal Named<T> Where(Func<int, T, bool> isAsked)
    {
        var asked = Places.Zip(Values).Where(one => isAsked(one.First, one.Second)).ToArray();
        return this with
        {
            Places = [.. asked.Select(one => one.First)],
            Values = [.. asked.Select(one => one.Second)],
        };
    }

    /// <param name="parts">Lines of each declaration.</param>
    /// <param name="named">What a line names.</param>
    internal static Named<T> By(IReadOnlyList<DeclarationPart> parts, Func<DeclaredLine, T> named) =>
        By(parts, (line, found) => found.Add(named(line)));

    /// <param name="parts">Lines of each declaration.</param>
    /// <param name="named">Adds what a line names, which may be nothing or more than one.</param>
    internal static Named<T> By(IReadOnlyList<DeclarationPart> parts, Action<DeclaredLine, HashSet<T>> named)
    {
        var most = parts.Sum(p => p.Positions.Count);
        var (places, values) = (new List<int>(most), new List<T>(most));
        var declarations = parts.Max(p => p.Place) + 1;
        var (municipalities, providers) = (new string[declarations], new string[declarations]);
        foreach (var (place, declaration, positions) in parts)
        {
            (municipalities[place], providers[place]) = (declaration.Municipality, declaration.Provider);
            var found = new HashSet<T>(positions.Count);
            foreach (var at in positions) named(declaration.Lines[at], found);
            values.AddRange(found);
            places.AddRange(Enumerable.Repeat(place, found.Count));
        }
        return new([.. places], [.. values], municipalities, providers);
    }
}
