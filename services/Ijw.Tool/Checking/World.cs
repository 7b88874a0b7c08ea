namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>
/// What messages are held against that is not in them (level 4), and which of its rules could not be checked for want
/// of a list.
/// </summary>
internal sealed class World
{
    private readonly bool _hasMunicipalities;
    private readonly bool _hasProducts;
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    /// <param name="today">TR135.</param>
    /// <param name="municipalities">A file, for TR378; null leaves that out.</param>
    /// <param name="products">
    /// A file, for TR381; null leaves what every list and every municipality's own codes have in common: a code begins
    /// with the two digits of its category.
    /// </param>
    /// <exception cref="ListException">A file is no such list.</exception>
    internal World(DateOnly today, string? municipalities, string? products)
    {
        (_hasMunicipalities, _hasProducts) = (municipalities is not null, products is not null);
        Inputs = new(
            today,
            municipalities is null ? null : ListFile.Municipalities(municipalities),
            products is null ? BeginsWithCategory : ListFile.Products(products));
    }

    /// <summary>What was not or not wholly checked of the messages so far, and how it would be.</summary>
    internal IReadOnlyCollection<string> Notes => _notes;

    internal CheckInputs Inputs { get; }

    /// <summary>A message of that kind was held against <see cref="Inputs"/>.</summary>
    internal void Note(MessageKind kind)
    {
        if (!_hasMunicipalities && IsAbout("TR378", kind))
            _notes.Add("TR378 (municipality codes) is not checked without a list: --municipalities FILE.");
        if (!_hasProducts && IsAbout("TR381", kind))
            _notes.Add(
                "TR381 (product codes) is checked by the first two digits only without a list: --products FILE.");
    }

    private static bool IsAbout(string rule, MessageKind kind) => RuleCatalogue.All[rule].Kinds.Contains(kind);

    private static bool BeginsWithCategory(string code, string category) =>
        code.StartsWith(category, StringComparison.Ordinal);
}
