using System.Text;
using static Jeugdregio.Ijw.Fuzz.Hostile.Honest;
using static Jeugdregio.Ijw.Fuzz.Hostile.HostileCases;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>B2: too many, too deep, too long; none of it is ever in memory as a whole.</summary>
internal static class HugeCases
{
    private const int Run = 4096;
    private const int Most = 25 * 1024 * 1024;
    private const int Million = 1_000_000;
    private const int HundredThousand = 100_000;

    private static readonly string Comment = $"<!-- {new string('<', 91)} -->";

    internal static IEnumerable<HostileCase> All => [.. Deep, .. Many, .. Long, .. Large];

    private static IEnumerable<HostileCase> Deep =>
    [
        Stopped("a million nested elements", TooDeep, ToTag, Made.Times(Million, "<a>"), ToTag.Length + 15 * 3 + 2),
        Stopped("a million nested elements that are known", TooDeep, ToTag, Made.Times(Million, "<m:Antwoord>"),
            ToTag.Length + 15 * 12 + 2),
        Stopped("a hundred thousand nested namespaces", TooDeep, ToTag,
            Made.Numbered(HundredThousand, i => $"<a xmlns:n{i:00000}=\"u{i:00000}\">"),
            ToTag.Length + 15 * "<a xmlns:n00000=\"u00000\">".Length + 2),
        Stopped("a million elements closed that were not open", Broken, ToTag, Made.Times(Million, "</a>"),
            ToTag.Length + 3),
    ];

    private static IEnumerable<HostileCase> Many =>
    [
        TooLongFrom("a million attributes", ToTag + "<m:ReferentieAanbieder",
            Made.Numbered(Million, i => $" a{i}=\"\""), ToTag.Length),
        TooLongFrom("a hundred thousand namespaces on one element", ToTag + "<m:ReferentieAanbieder",
            Made.Numbered(HundredThousand, i => $" xmlns:n{i}=\"u{i}\""), ToTag.Length),
        Stopped("three million names, one after the other", NoElement, ToTag,
            Made.Numbered(3 * Million, i => $"<n{i:0000000}/>"), ToTag.Length + 99 * "<n0000000/>".Length + 2),
        Stopped("three million names in an element that does not belong", TooMuch, ToTag + "<x>",
            Made.Numbered(3 * Million, i => $"<n{i:0000000}/>"), ToTag.Length + 3 + 1000 * "<n0000000/>".Length + 2),
        Stopped("a hundred thousand namespaces, one after the other", NoElement, ToTag,
            Made.Numbered(HundredThousand, i => $"<a xmlns:n{i:00000}=\"u\"/>"),
            ToTag.Length + 99 * "<a xmlns:n00000=\"u\"/>".Length + 2),
        Stopped("a million elements in a value", "There may be no elements in it.", ToValue,
            Made.Times(Million, "<a/>"), ToValue.Length + 99 * 4 + 2),
        Stopped("a million texts between elements", "There may be no text between the elements.", ToTag,
            Made.Times(Million, "x<!---->"), ToTag.Length + 99 * 8 + 1),
        Stopped("a million times one element", "ReferentieAanbieder may be there only once.",
            ToValue + Value + "</m:ReferentieAanbieder>", Made.Times(Million, "<m:ReferentieAanbieder/>"),
            ToValue.Length + Value.Length + 24 + 99 * 24 + 2),
        Stopped("a million roots", Broken, Whole, Made.Times(Million, "<a/>"), Whole.Length + 2),
    ];

    /// <summary>Two hundred megabytes in one piece are refused after four thousand bytes.</summary>
    private static IEnumerable<HostileCase> Long =>
    [
        Endless("a value", ToValue, "x", ToTag.Length),
        Endless("digits in a value", ToValue, "0", ToTag.Length),
        Endless("character references in a value", ToValue, "&#65;", ToTag.Length),
        Endless("an entity's name", ToValue + "&", "x", ToTag.Length),
        Endless("a character's number", ToValue + "&#", "0", ToTag.Length),
        Endless("text between elements", ToTag, "x", ToTag.Length - "<m:Antwoord>".Length),
        Endless("space between elements", ToTag, " ", ToTag.Length - "<m:Antwoord>".Length),
        Endless("line ends between elements", ToTag, "\r\n", ToTag.Length - "<m:Antwoord>".Length),
        Endless("space before the root", "", " ", 0),
        Endless("space after the root", Whole, "\n", Whole.Length - "</m:Bericht>".Length),
        Endless("space in a tag", ToTag + "<m:ReferentieAanbieder", " ", ToTag.Length),
        Endless("space in an end tag", ToValue + "</m:ReferentieAanbieder", " ", ToValue.Length),
        Endless("the name of an element", ToTag + "<", "x", ToTag.Length),
        Endless("the name of an attribute", ToTag + "<m:ReferentieAanbieder ", "x", ToTag.Length),
        Endless("an attribute", ToTag + "<m:ReferentieAanbieder a=\"", "x", ToTag.Length),
        Endless("a namespace", ToTag + "<m:ReferentieAanbieder xmlns:a=\"", "x", ToTag.Length),
        Endless("the declaration", "<?xml ", " ", 0),
        Endless("the version of the declaration", "<?xml version=\"1.", "0", 0),
        Endless("a comment", ToTag + "<!--", "x", ToTag.Length),
        Endless("a comment of tags", ToTag + "<!--", "<a>", ToTag.Length),
        Endless("a comment before the root", "<!--", " <!", 0),
        Endless("a comment after the root", Whole + "<!--", "<", Whole.Length),
        Endless("a comment in a value", ToValue + "<!--", "<", ToValue.Length),
        Endless("a CDATA section", ToValue + "<![CDATA[", "x", ToValue.Length),
        Endless("a CDATA section of tags", ToValue + "<![CDATA[", "<a>", ToValue.Length),
        Endless("a CDATA section of brackets", ToValue + "<![CDATA[", "]", ToValue.Length),
    ];

    /// <summary>Nothing wrong in any place, but too much of it; or just not too much.</summary>
    private static IEnumerable<HostileCase> Large =>
    [
        Stopped("a value of a hundred million pieces", "A value is longer than any can be.", ToValue,
            Made.Times(100 * Million, "x<!---->"), ToValue.Length + Run * 8 + 9),
        Stopped("a value of a million sections", "A value is longer than any can be.", ToValue,
            Made.Times(Million, "<![CDATA[<a><a>]]>"), ToValue.Length + 683 * 18 + 10),
        TooLargeBy("two hundred megabytes of comments", ToTag, Made.Times(2 * Million, Comment)),
        TooManyAsides("the smallest comments", ToTag, "<!---->"),
        TooManyAsides("small comments with space between", ToTag, " <!---->"),
        TooManyAsides("small comments that are no ASCII", ToTag, "<!--\u20AC-->"),
        TooManyAsides("small comments before the root", "", "<!---->\u0020"),
        TooManyAsides("small comments after the root", Whole, "<!--x-->"),
        TooManyAsides("small comments in codes that are right", ToCodes,
            $"<m:RetourCode>02{string.Concat(Enumerable.Repeat("<!---->", 300))}00</m:RetourCode>"),
        TooManyAsides("small sections in codes that are right", ToCodes,
            $"<m:RetourCode>02{string.Concat(Enumerable.Repeat("<![CDATA[]]>", 200))}00</m:RetourCode>"),
        TooManyAsides("small comments between codes that are right", ToCodes,
            $"{string.Concat(Enumerable.Repeat("<!---->", 16))}<m:RetourCode>0200</m:RetourCode>"),
        TooLargeBy("two hundred megabytes of comments in a value", ToValue, Made.Times(2 * Million, Comment)),
        Stopped("a value of seventeen million empty sections", "A value is longer than any can be.", ToValue,
            Made.Times(17 * Million, "<![CDATA[]]>"), ToValue.Length + (Run + 1) * 12 + 10),
        TooLargeBy("two hundred megabytes of comments before the root", "", Made.Times(2 * Million, Comment)),
        TooLargeBy("two hundred megabytes of comments after the root", Whole, Made.Times(2 * Million, Comment)),
        new("B2", "a megabyte less than is too much, of comments", Made.Of(
            Made.Once(ToTag), Made.Times((Most - Million) / Comment.Length, Comment),
            Made.Once("<m:ReferentieAanbieder>x</m:ReferentieAanbieder>" + FromTag)))
        {
            Verdict = Verdict.Accepted,
        },
    ];

    /// <summary>So many of them for so little else, that what they cost is not for what they say.</summary>
    private static HostileCase TooManyAsides(string name, string before, string piece)
    {
        var at = FirstTooMany(before.Length, piece);
        return new("B2", $"two hundred megabytes of {name}", Made.Of(
            Made.Once(before), Made.Times(200 * Million / piece.Length, piece)))
        {
            Finding = "There are too many comments and CDATA sections for so little else.",
            Column = at + 1,
            // the places are in characters, and this only has to be near
            ProvenAt = at + 50_000,
        };
    }

    /// <summary>Where the first aside begins that is not allowed any more: 4,096, and one in 24 bytes.</summary>
    private static int FirstTooMany(int before, string piece)
    {
        var bytes = Encoding.UTF8.GetByteCount(piece);
        for (var (count, times) = (0, 0); ; times++)
            for (var at = piece.IndexOf("<!", StringComparison.Ordinal); at >= 0;
                at = piece.IndexOf("<!", at + 1, StringComparison.Ordinal))
                if ((++count - 4096) * 24L > before + times * bytes + at) return before + times * piece.Length + at;
    }

    private static HostileCase Stopped(
        string name, string why, string before, IEnumerable<ReadOnlyMemory<byte>> endless, int column) =>
        new("B2", name, Made.Of(Made.Once(before), endless)) { Finding = why, Column = column, ProvenAt = column };

    /// <summary>A run that never ends, from the tag at this place.</summary>
    private static HostileCase TooLongFrom(
        string name, string before, IEnumerable<ReadOnlyMemory<byte>> endless, int tag) =>
        new("B2", name, Made.Of(Made.Once(before), endless))
        {
            Finding = TooLong, Column = tag + 1, ProvenAt = tag + Run + 2,
        };

    private static HostileCase Endless(string name, string before, string piece, int tag) => TooLongFrom(
        $"two hundred megabytes in {name}", before, Made.Times(200 * Million / piece.Length, piece), tag);

    private static HostileCase TooLargeBy(string name, string before, IEnumerable<ReadOnlyMemory<byte>> endless) =>
        new("B2", name, Made.Of(Made.Once(before), endless))
        {
            Finding = TooLarge, Column = Most + 1, ProvenAt = Most + 1,
        };
}
