using System.Collections.Frozen;

namespace Jeugdregio.Ijw.Definition;

/// <summary>
/// The restrictions (RS) that the facets of a simple type carry out: one per length, per largest number and per form.
/// They are read off the definition, so that an element cannot lose a restriction without losing its code.
/// </summary>
internal static class Facets
{
    private static readonly FrozenDictionary<int, string> OfLength = new Dictionary<int, string>
    {
        [1] = "RS008",
        [2] = "RS009",
        [3] = "RS010",
        [4] = "RS011",
        [5] = "RS012",
        [6] = "RS013",
        [8] = "RS014",
        [9] = "RS015",
        [10] = "RS016",
        [12] = "RS017",
        [15] = "RS018",
        [20] = "RS019",
        [24] = "RS020",
        [25] = "RS021",
        [35] = "RS023",
        [36] = "RS024",
        [64] = "RS025",
        [80] = "RS026",
        [200] = "RS028",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<long, string> OfLargest = new Dictionary<long, string>
    {
        [99] = "RS002",
        [99_999] = "RS004",
        [99_999_999] = "RS005",
        [999_999_999] = "RS006",
        [999_999_999_999] = "RS040",
    }.ToFrozenDictionary();

    /// <summary>The names of the elements under a restriction, in the order of the alphabet, by its code.</summary>
    internal static FrozenDictionary<string, string[]> ElementsByRestriction { get; } = MessageDefinitions.All.Values
        .SelectMany(definition => In(definition.Root))
        .SelectMany(element => RestrictionsOf(element.Simple!).Select(code => (code, element.Name)))
        .Distinct().GroupBy(use => use.code, use => use.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(uses => uses.Key, uses => uses.Order(StringComparer.Ordinal).ToArray());

    /// <summary>The codes of the restrictions that a type carries out.</summary>
    internal static IEnumerable<string> RestrictionsOf(SimpleType type)
    {
        if (type.Lexical is Lexical.Date) return ["RS032"];
        if (type.Lexical is Lexical.Time) return ["RS034"];
        if (type.Lexical is Lexical.Whole) return ["RS001", OfLargest[type.Max]];
        var length = OfLength.TryGetValue(type.MaxLength, out var code) ? [code] : Array.Empty<string>();
        return [.. length, .. OfForm(type)];
    }

    private static IEnumerable<string> OfForm(SimpleType type) => type switch
    {
        { Fixed: not null } => ["RS047"],
        { Form: Form.Line } => ["RS033"],
        { Form: Form.Lines } => ["RS031"],
        { Form: Form.Initials } => ["RS045"],
        { Form: Form.Version } => ["RS048"],
        { Form: Form.Digits, Digits: 4 } => ["RS035"],
        { Form: Form.Digits, Digits: 8 } => ["RS036"],
        { Form: Form.Digits, Digits: 9 } => ["RS037"],
        { Form: Form.Digits } => ["RS046"],
        _ => [],
    };

    /// <summary>Every element in a class, however deep, that holds a value.</summary>
    private static IEnumerable<Element> In(ClassType type) => type.Elements
        .SelectMany(element => element.Class is { } inner ? In(inner) : [element]);
}
