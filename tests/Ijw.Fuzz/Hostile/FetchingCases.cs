using static Jeugdregio.Ijw.Fuzz.Hostile.Honest;
using static Jeugdregio.Ijw.Fuzz.Hostile.HostileCases;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>B1: texts that make a careless parser fetch something, or blow up by what they define.</summary>
internal sealed class FetchingCases(Uri file, Uri address)
{
    private static readonly string Reference = ToValue + "&x;" + FromValue;

    private const string Instance = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private string Include =>
        $"<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\"{file}\"/>";

    internal IEnumerable<HostileCase> All => [.. DocumentTypes, .. Instructions, .. Pointers];

    /// <summary>A document type is refused where it opens, whatever is in it.</summary>
    internal IEnumerable<HostileCase> DocumentTypes =>
    [
        Typed("an entity that is a file", $"[<!ENTITY x SYSTEM \"{file}\">]"),
        Typed("an entity that is an address", $"[<!ENTITY x SYSTEM \"{address}\">]"),
        Typed("a public entity that is an address", $"[<!ENTITY x PUBLIC \"-//X//X\" \"{address}\">]"),
        Typed("a parameter entity that is an address", $"[<!ENTITY % p SYSTEM \"{address}\"> %p;]"),
        Typed("a parameter entity that is a file", $"[<!ENTITY % p SYSTEM \"{file}\"> %p;]"),
        Typed("a document type at an address", $"SYSTEM \"{address}\""),
        Typed("a document type in a file", $"SYSTEM \"{file}\""),
        Typed("a public document type at an address", $"PUBLIC \"-//X//X\" \"{address}\""),
        Typed("an unparsed entity", $"[<!NOTATION n SYSTEM \"n\"><!ENTITY x SYSTEM \"{address}\" NDATA n>]"),
        Typed("a billion laughs", "[<!ENTITY l0 \"ha\">" + string.Concat(Enumerable.Range(1, 30).Select(
            i => $"<!ENTITY l{i} \"&l{i - 1};&l{i - 1};\">")) + "<!ENTITY x \"&l30;\">]"),
        Typed("an entity of itself", "[<!ENTITY x \"&x;\">]"),
        Typed("an attribute that is there by default", "[<!ATTLIST m:Bericht a CDATA \"1\">]"),
        Typed("a document type and nothing in it", ""),
        new("B1", "a hundred thousand times an entity of a hundred thousand characters", Made.Of(
            Made.Once("<!DOCTYPE m [<!ENTITY x \""), Made.Times(100_000, "a"), Made.Once("\">]>" + ToValue),
            Made.Times(100_000, "&x;"), Made.Once(FromValue)))
        {
            Finding = NoDocumentType, Column = 1, ProvenAt = 3,
        },
        new("B1", "a document type after the declaration and a comment",
            Made.Once($"{Declaration}<!-- <!D -->\n<!DOCTYPE m SYSTEM \"{address}\">{Whole}"))
        {
            Finding = NoDocumentType, Line = 2, Column = 1, ProvenAt = Declaration.Length + 16,
        },
        new("B1", "a document type within", Made.Once($"{ToTag}<!DOCTYPE m SYSTEM \"{address}\">"))
        {
            Finding = NoDocumentType, Column = ToTag.Length + 1, ProvenAt = ToTag.Length + 3,
        },
    ];

    private IEnumerable<HostileCase> Instructions =>
    [
        Instruction("before the root", "\n", $"<?xml-stylesheet href=\"{address}\"?>{Whole}", 2, 1),
        Instruction("in a class", ToTag, "<?x?>" + FromTag, 1, ToTag.Length + 1),
        Instruction("in a value", ToValue, "<?x?>" + FromValue, 1, ToValue.Length + 1),
        Instruction("after the root", Whole + "\r\n", $"<?x {address}?>", 2, 1),
        Instruction("like a declaration, after the declaration", Declaration, Declaration + Whole, 1,
            Declaration.Length + 1),
        Instruction("like a declaration, after space", " ", Declaration + Whole, 1, 2),
        new("B1", "a processing instruction as the very first thing",
            Made.Once($"<?xml-stylesheet href=\"{address}\"?>{Whole}"))
        {
            Finding = NoInstruction, Column = 3, ProvenAt = 100,
        },
    ];

    /// <summary>What points at something outside, and is not followed.</summary>
    private IEnumerable<HostileCase> Pointers =>
    [
        new("B1", "a schema location at an address", Made.Once(
            Whole.Replace(Namespaces, $"{Namespaces}{Instance} xsi:schemaLocation=\"urn:x {address}\"",
                StringComparison.Ordinal)))
        {
            Verdict = Verdict.Accepted,
        },
        new("B1", "a schema location without a namespace in a file", Made.Once(
            Whole.Replace(Namespaces, $"{Namespaces}{Instance} xsi:noNamespaceSchemaLocation=\"{file}\"",
                StringComparison.Ordinal)))
        {
            Verdict = Verdict.Accepted,
        },
        new("B1", "an XInclude of a file", Made.Once(ToTag + Include + FromTag))
        {
            Finding = "ReferentieAanbieder is missing.", Column = ToTag.Length + Include.Length + 2,
        },
        new("B1", "an entity that is not defined", Made.Once(Reference))
        {
            Finding = Broken, Column = ToValue.Length + 2,
        },
        new("B1", "a character that is none", Made.Once($"{ToValue}&#x110000;{FromValue}"))
        {
            Finding = Broken, Column = ToValue.Length + 4,
        },
        new("B1", "an xml:base", Made.Once(Whole.Replace(
            Namespaces, $"{Namespaces} xml:base=\"{address}\"", StringComparison.Ordinal)))
        {
            Finding = NoAttribute, Column = "<m:Bericht ".Length + Namespaces.Length + 2,
        },
    ];

    private static HostileCase Typed(string name, string definition) =>
        new("B1", name, Made.Once($"<!DOCTYPE m:Bericht {definition}>{Reference}"))
        {
            Finding = NoDocumentType, Column = 1, ProvenAt = 3,
        };

    private static HostileCase Instruction(string where, string before, string after, int line, int column) =>
        new("B1", $"a processing instruction {where}", Made.Once(before + after))
        {
            Finding = NoInstruction, Line = line, Column = column, ProvenAt = before.Length + 2,
        };
}
