using System.Globalization;
using System.Text;
using Jeugdregio.Ijw.Fuzz.Documents;
using static Jeugdregio.Ijw.Fuzz.Mutations.Mutation;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>Markup in and around values: much of it says the same in another way.</summary>
internal static class MarkupMutations
{
    private const string Instance = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private static readonly string[] Attributes =
    [
        "a=\"1\"", "a='1'", "a = \"1\"", "xml:lang=\"nl\"", "xml:space=\"preserve\"", "xml:space=\"x\"", "xml:id=\"a\"",
        "xmlns:q=\"urn:q\"", "xmlns:q='urn:q'", "xmlns=\"urn:q\"", "xmlns=\"\"", "xmlns:q=\"\"", "xmlns:xml=\"urn:q\"",
        "xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"", "xmlns:xmlns=\"urn:q\"", "xmlns:q=\"a b\"",
        "xmlns:q=\"http://www.w3.org/2000/xmlns/\"", "xmlns:xsi=\"urn:q\"", Instance, Instance + " xsi:nil=\"false\"",
        Instance + " xsi:nil=\"true\"", Instance + " xsi:nil=\"0\"", Instance + " xsi:nil=\"x\"",
        Instance + " xsi:nil=\"\"", Instance + " xsi:schemaLocation=\"a b\"", Instance + " xsi:schemaLocation=\"a\"",
        Instance + " xsi:schemaLocation=\"\"",
        Instance + " xsi:schemaLocation=\"http://127.0.0.1:1/a http://127.0.0.1:1/b\"",
        Instance + " xsi:noNamespaceSchemaLocation=\"a\"", Instance + " xsi:noNamespaceSchemaLocation=\"http://[\"",
        Instance + " xsi:other=\"a\"", Instance + " xsi:Type=\"a\"", Instance + " xsi:type=\"\"",
        Instance + " xsi:type=\" \"", Instance + " xsi:type=\"ijw:LDT_Datum\"",
        Instance + " xsi:type=\" ijw:LDT_Nummer \"", Instance + " xsi:type=\"ijw:CDT_Product\"",
        Instance + " xsi:type=\"Client\"", Instance + " xsi:type=\"zz:Client\"", Instance + " xsi:type=\":Client\"",
        Instance + " xsi:type=\"ijw:\"", Instance + " xsi:type=\"a:b:c\"",
        Instance + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xs:date\"",
        Instance + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xs:string\"",
        Instance + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xs:anyType\"", "a='1' a='2'", "q:a=\"1\"",
        "a=\"<\"", "a=\"&lt;\"", "a=\"&x;\"", "a=\"\n\"", "a", "a=", "a=1", "=\"1\"", "a=\"1", "xsi:nil=\"false\"", ",",
        "xmlns:q=\"urn:q\" xmlns:q=\"urn:q\"", "xmlns:q=\"urn:q\" xmlns:r=\"urn:q\" q:a=\"1\" r:a=\"2\"", "é=\"1\"",
        "1a=\"1\"",
    ];

    private static readonly string[] Markup =
    [
        "<!---->", "<!-- x -->", "<!--\n-->", "<!-- <a> & ]]> -->", "<!-- - -->", "<!-- -- -->", "<!--->", "<!-->",
        "<!--a--->", "<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[x]]>", "<![CDATA[<&]]>", "<![CDATA[]]]]>",
        "<![CDATA[>]]>", "<![cdata[]]>", "<![CDATA[", "]]>", "<?x?>", "<?x y?>", "<?xml version=\"1.0\"?>",
        "<?xml-stylesheet href=\"x\"?>", "<? x?>", "<?x", "<!DOCTYPE x>", "<!ELEMENT x ANY>", "<![IGNORE[]]>", "<!x>",
        "<x", "</x>", "<", "&", "&amp;", "&#38;", "&#x26;", "&#0038;", "&#X26;", "&amp", "&AMP;", "&nbsp;", "&#x9;",
        "&#xA;", "&#xD;", "&#x0;", "&#xB;", "&#xFFFF;", "&#xE000;", "&#x10FFFF;", "%x;", "\0", "\u0001", "\u000B",
        "\uFFFE", "\uFFFF",
    ];

    internal static IReadOnlyList<Mutation> All { get; } = [.. InValues, .. Anywhere, .. Long];

    private static IEnumerable<Mutation> InValues =>
    [
        Leaf("a character by its number", (leaf, dice) => Character(leaf, dice, c =>
            string.Create(CultureInfo.InvariantCulture, $"&#{new string('0', dice.Below(3))}{(int)c};"))),
        Leaf("a character by its hexadecimal number", (leaf, dice) => Character(leaf, dice, c =>
            string.Create(CultureInfo.InvariantCulture, $"&#x{new string('0', dice.Below(9))}{(int)c:x};"))),
        Leaf("all by their numbers", (leaf, _) =>
        {
            if (IsPlain(leaf.Xml)) leaf.Xml = string.Concat(leaf.Xml.Select(c =>
                string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};")));
        }),
        Leaf("as a CDATA section", (leaf, _) => leaf.Xml = $"<![CDATA[{leaf.Xml}]]>"),
        Leaf("half as a CDATA section", (leaf, dice) =>
            Split(leaf, dice, (first, second) => $"{first}<![CDATA[{second}]]>")),
        Leaf("as two CDATA sections", (leaf, dice) =>
            Split(leaf, dice, (first, second) => $"<![CDATA[{first}]]><![CDATA[{second}]]>")),
        Leaf("a comment within", (leaf, dice) =>
            Split(leaf, dice, (first, second) => $"{first}<!-- {dice.Pick("", "x", "<a>", "&")} -->{second}")),
        Leaf("markup within", (leaf, dice) => Split(leaf, dice, (first, second) => first + dice.Pick(Markup) + second)),
        Leaf("an entity for a character", (leaf, dice) =>
            leaf.Xml += dice.Pick("&lt;", "&gt;", "&amp;", "&quot;", "&apos;")),
        Leaf("in pieces", (leaf, dice) => leaf.Xml = string.Join(
            dice.Pick("<!---->", "<![CDATA[]]>"), IsPlain(leaf.Xml) ? leaf.Xml.Select(c => c.ToString()) : [leaf.Xml])),
    ];

    private static IEnumerable<Mutation> Anywhere =>
    [
        Any("an attribute", (_, element, dice) => element.Attributes.Add(dice.Pick(Attributes))),
        Any("its own type", (document, element, dice) =>
        {
            var (name, isShared) = element.Class is { } type
                ? (type.Name, type.Shared)
                : (element.Type?.Name ?? "", true);
            var prefix = isShared ? document.Style.BasePrefix : document.Style.MessagePrefix;
            var colon = prefix.Length > 0 && !dice.OneIn(8) ? prefix + ":" : "";
            var space = dice.Pick("", "", " ", "\n", "&#32;", "\u00A0");
            element.Attributes.Add($"{Instance} xsi:type=\"{space}{colon}{name}{space}\"");
        }),
        Any("markup at its beginning", (_, element, dice) => element.Content.Insert(0, new RawNode(dice.Pick(Markup)))),
        Any("markup at its end", (_, element, dice) => element.Content.Add(new RawNode(dice.Pick(Markup)))),
        Class("a comment between elements", (_, element, dice) => element.Content.Insert(
            dice.Between(0, element.Content.Count),
            new RawNode($"<!--{dice.Pick("", " ", "<a/>", "&amp;&", "é")}-->"))),
    ];

    /// <summary>Just below and just above what is taken in one piece.</summary>
    private static IEnumerable<Mutation> Long =>
    [
        Tree("far away", (document, dice) => document.Before += FarAway(dice)),
        Class("far apart", (_, element, dice) => element.Content.Insert(
            dice.Between(0, element.Content.Count), new RawNode(FarAway(dice)))),
        Any("a comment of about four thousand bytes", (_, element, dice) =>
            element.Content.Insert(0, new RawNode($"<!--{Around(dice, "x")}-->"))),
        Any("a comment of about four thousand bytes of tags", (_, element, dice) =>
            element.Content.Add(new RawNode($"<!--{Around(dice, "<a>")}-->"))),
        Any("about four thousand bytes of space", (_, element, dice) =>
            element.Content.Add(new RawNode(Around(dice, " ")))),
        Any("an attribute of about four thousand bytes", (_, element, dice) =>
            element.Attributes.Add($"xmlns:long=\"{Around(dice, "x")}\"")),
        Leaf("a value of about four thousand characters", (leaf, dice) =>
            leaf.Xml = Around(dice, dice.Pick("x", "é", "0"))),
        Leaf("a section of about four thousand bytes", (leaf, dice) =>
            leaf.Xml = $"{leaf.Xml}<![CDATA[{Around(dice, dice.Pick("x", "<a>", "]"))}]]>"),
        Leaf("a comment in a value, of about four thousand bytes", (leaf, dice) =>
            leaf.Xml += $"<!--{Around(dice, dice.Pick("x", "<", "€"))}-->"),
        Leaf("a comment for a remark", leaf => leaf.Name == "Commentaar",
            (leaf, dice) => leaf.Xml = Around(dice, "x") + dice.Pick("", "<!---->", "<![CDATA[x]]>") + "x"),
        Tree("about as many comments as may be before the root", (document, dice) =>
            document.Before += Many(dice, 10)),
        Class("about as many comments as may be", (_, element, dice) => element.Content.Insert(
            dice.Between(0, element.Content.Count), new RawNode(Many(dice, 110)))),
        Leaf("about four thousand pieces", (leaf, dice) =>
            leaf.Xml += string.Concat(
                Enumerable.Repeat(dice.Pick("<![CDATA[]]>", "<!---->"), dice.Between(4093, 4098)))),
    ];

    /// <summary>About 4,096 bytes, less what is written around it, give or take some.</summary>
    private static string Around(Dice dice, string part)
    {
        var length = 4096 - dice.Between(-6, 70);
        return string.Concat(Enumerable.Repeat(part, length / part.Length + 1))[..length];
    }

    /// <summary>Comments of characters of one to four bytes, until about the end of a block that is read.</summary>
    private static string FarAway(Dice dice)
    {
        var characters = Enumerable.Repeat(dice.Pick("x", "é", "€", "😀"), dice.Between(100, 800));
        var comment = $"<!--{string.Concat(characters)}-->";
        var times = dice.Pick(16, 32, 64, 128) * 1024 / Encoding.UTF8.GetByteCount(comment);
        return string.Concat(Enumerable.Repeat(comment, times));
    }

    /// <summary>As many comments as there may be at the beginning of a text, give or take some.</summary>
    private static string Many(Dice dice, int more)
    {
        var piece = dice.Pick("<!---->", " <!---->", "<!--x-->");
        var most = 4096 * 24 / (24 - piece.Length);
        return string.Concat(Enumerable.Repeat(piece, most + dice.Between(-5, more)));
    }

    /// <summary>Whether there is no markup in it that would be broken in pieces.</summary>
    private static bool IsPlain(string xml) => xml.AsSpan().IndexOfAny('<', '&') < 0 && !xml.Any(char.IsSurrogate);

    private static void Character(ElementNode leaf, Dice dice, Func<char, string> write)
    {
        if (leaf.Xml.Length == 0 || !IsPlain(leaf.Xml)) return;
        var at = dice.Below(leaf.Xml.Length);
        leaf.Xml = leaf.Xml[..at] + write(leaf.Xml[at]) + leaf.Xml[(at + 1)..];
    }

    private static void Split(ElementNode leaf, Dice dice, Func<string, string, string> join)
    {
        if (!IsPlain(leaf.Xml)) return;
        var at = dice.Between(0, leaf.Xml.Length);
        leaf.Xml = join(leaf.Xml[..at], leaf.Xml[at..]);
    }
}
