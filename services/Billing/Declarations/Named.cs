namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// What the lines of declarations name, for a query to look up one by one: the arrays run side by side.
/// </summary>
/// <param name="Places">Which declaration, from 0.</param>
/// <param name="Municipalities">Its municipality.</param>
/// <param name="Providers">Its provider.</param>
/// <param name="Values">What it names, each once.</param>
internal sealed record Named<T>(int[] Places, string[] Municipalities, string[] Providers, T[] Values)
{
    /// <summary>As a table.</summary>
    internal const string Asked =
        "unnest(@Places, @Municipalities, @Providers, @Values) as asked(place, municipality, provider, value)";

    /// <param name="all">The declarations.</param>
    /// <param name="named">What a line names.</param>
    internal static Named<T> By(IReadOnlyList<Declaration> all, Func<DeclaredLine, T> named) =>
        By(all, line => new One(named(line)));

    /// <inheritdoc cref="By(IReadOnlyList{Declaration}, Func{DeclaredLine, T})"/>
    internal static Named<T> By(IReadOnlyList<Declaration> all, Func<DeclaredLine, One?> named)
    {
        var most = all.Sum(d => d.Lines.Count);
        var (places, municipalities, providers, values) =
            (new List<int>(most), new List<string>(most), new List<string>(most), new List<T>(most));
        var seen = new HashSet<T>();
        foreach (var (place, declaration) in all.Index())
        {
            seen.Clear();
            foreach (var line in declaration.Lines)
            {
                if (named(line) is not { } one || !seen.Add(one.Value)) continue;
                places.Add(place);
                municipalities.Add(declaration.Municipality);
                providers.Add(declaration.Provider);
                values.Add(one.Value);
            }
        }
        return new([.. places], [.. municipalities], [.. providers], [.. values]);
    }

    /// <summary>What a line names, when it names anything.</summary>
    internal readonly record struct One(T Value);
}
