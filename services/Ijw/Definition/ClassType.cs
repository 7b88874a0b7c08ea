namespace Jeugdregio.Ijw.Definition;

/// <summary>An element of a class: its place is its place in the list, its cardinality is in the two flags.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Repeats">Whether it may be there more than once, without limit.</param>
/// <param name="Simple">What it holds, when that is a value.</param>
/// <param name="Class">What it holds, when that is elements.</param>
internal sealed record Element(string Name, bool Required, bool Repeats, SimpleType? Simple, ClassType? Class);

/// <summary>A class of the standard: elements in a fixed order.</summary>
/// <param name="Name">The standard's name for it.</param>
/// <param name="Shared">
/// True when the class is of the base schema, which is where the elements in it are then named; else they are named in
/// the schema of the message.
/// </param>
/// <param name="Elements">The elements in their order.</param>
internal sealed record ClassType(string Name, bool Shared, IReadOnlyList<Element> Elements)
{
    /// <summary>True when the values in it may not be shown in a finding even where that would help.</summary>
    internal bool Personal { get; init; }

    /// <summary>
    /// True for a class that only gathers repetitions of one element; the model has a list in its place.
    /// </summary>
    internal bool IsGroup => Elements is [{ Repeats: true }];

    internal bool Has(string element)
    {
        foreach (var candidate in Elements)
            if (candidate.Name == element) return true;
        return false;
    }
}
