using System.Globalization;
using System.Text;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Fuzz.Documents;
using static Jeugdregio.Ijw.Fuzz.Mutations.Mutation;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>Values that are something else than they should be, or the same in another spelling.</summary>
internal static class ValueMutations
{
    private static readonly string[] Odd =
    [
        "", " ", "0", "1", "2", "9", "01", "+5", "-0", "+0", "-5", "005", " 5 ", "\n5\t", "5.0", "5.", ".5", "1e3",
        "1E3", "٥", "５", "𝟓", "Ⅴ", "²", "0x5", "5 5", "1,000", "1_000", "--5", "+", "-", "NaN", "INF", "99999999",
        "100000000", "999999999", "1000000000", "999999999999", "1000000000000", "00000000000000000000000000005",
        "9999999999999999999999999999999999999999", "99999", "100000", "99", "100", "a", "A\nB", "A&#13;B", "A\r\nB",
        "A\rB", "A&#10;B", "A\tB", "A&#9;B", "A\n", "A\r\n", "A\r", "\nA", "\u00A0", "\u2003", "\u0085", "\u2028",
        "\u200B", "\uFEFF", "\u180E", "A\u0085", "A\u2028", "😀", "😀😀", "ÀÉ", "\u1EF3", "\u1EF4", "À", "Á", "Ã", "×",
        "÷", "ÿ", "a.b", "1.0.0", "01.0.0", "1.0", "1.0.0\n", "1.0.0\n\n", "1.0.0.0", "1..0", "1.00.0", "0.0.0",
        "٠.٠.٠", "D", "C", "d", "NL", "nl", "ZZ", "31", "39", "45A48", "45A481", "S300", "0200", "436", "490", "3",
        " 3 ", "03", "+3", "3.0", "&#51;", "x&amp;y", "x&lt;y", "&quot;", "&apos;", "&gt;", ">", "]]", "]]>",
        "&unknown;", "&", "& ", "&#0;", "&#xD800;", "&#x110000;", "&#xFFFE;", "&#x1F600;", "&#;", "&#x;", "&#65",
        "<x/>", "A\u0001", "A\uFFFE", "A\u007F", "A\u0080", "abcdefghijklm", "abcdefghijklmnopqrstuvwxyzabcdefghijk",
        "e\u0301", "\u0301", "a\u0300\u0301", "ﬁ", "İ", "ß",
    ];

    private static readonly string[] Dates =
    [
        "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2026-02-30", "2026-04-31", "2026-01-32", "2026-01-00",
        "2026-13-01", "2026-00-01", "2026-01-31", "0000-01-01", "0001-01-01", "-0001-01-01", "-2026-01-31",
        "9999-12-31", "10000-01-01", "12026-01-31", "+2026-01-31", "26-01-31", "2026-1-31", "2026-01-1", "20260131",
        "2026/01/31", "31-01-2026", "2026-01", "2026", "--01-31", "2026-W05", "2026-031", "2026-01-31T00:00:00",
        "2026-01-31 00:00", "２０２６-01-31", "٢٠٢٦-01-31", "2026‐01‐31", "2026-01-31x", "x2026-01-31", "2026-01-3１",
        "10:00:00", "24:00:00", "24:00:01", "00:00:00", "23:59:59", "23:59:60", "10:60:00", "25:00:00", "10:00",
        "1:00:00", "10:00:0", "10:00:00.5", "10:00:00.", "10:00:00.0", "10:00:00.12345678901", "10:00:00.9999999999",
        "10:00:00,5", "24:00:00.0", "24:00:00.1", "-10:00:00", "+10:00:00", "10.00.00", "T10:00:00",
    ];

    private static readonly string[] Zones =
    [
        "Z", "z", " z", " Z", "+01:00", "-01:00", "+00:00", "-00:00", "+14:00", "+14:01", "-14:00", "+24:00", "+1:00",
        "+0100", "+01", " +01:00", "UTC", "ZZ", "zz", "z ", "z\n",
    ];

    private static readonly string[] Space =
    [
        " ", "\t", "\n", "\r\n", "\r", "&#9;", "&#10;", "&#13;", "&#32;", "&#x20;", "\n\n", "\u00A0", "\u2003",
        "\u0085", "\u2028", "\uFEFF", "\u200B", "\u3000", "&#xA0;", "<!-- -->", "<![CDATA[ ]]>", "<![CDATA[]]>",
    ];

    internal static IReadOnlyList<Mutation> All { get; } = [.. Replaced, .. Changed, .. Numbers, .. Lengths, .. Codes];

    private static IEnumerable<Mutation> Replaced =>
    [
        Leaf("an odd value", (leaf, dice) => leaf.Xml = dice.Pick(Odd)),
        Leaf("empty", (leaf, _) => leaf.Content.Clear()),
        Leaf("space only", (leaf, dice) => leaf.Xml = dice.Pick(Space)),
        Leaf("a date or time anywhere", (leaf, dice) => leaf.Xml = dice.Pick(Dates)),
        Leaf("an odd date or time", IsDay, (leaf, dice) => leaf.Xml = dice.Pick(Dates)),
        Leaf("an odd date or time in space", IsDay,
            (leaf, dice) => leaf.Xml = dice.Pick(Space) + dice.Pick(Dates) + dice.Pick(Space)),
        Leaf("a time zone", IsDay, (leaf, dice) => leaf.Xml += dice.Pick(Zones)),
        Tree("the value of another", (document, dice) =>
        {
            if (document.Leaves is { Count: > 0 } leaves) dice.Pick(leaves).Xml = dice.Pick(leaves).Xml;
        }),
    ];

    private static IEnumerable<Mutation> Changed =>
    [
        Leaf("space before", (leaf, dice) => leaf.Xml = dice.Pick(Space) + leaf.Xml),
        Leaf("space after", (leaf, dice) => leaf.Xml += dice.Pick(Space)),
        Leaf("space around", (leaf, dice) => leaf.Xml = dice.Pick(Space) + leaf.Xml + dice.Pick(Space)),
        Leaf("space within", (leaf, dice) => leaf.Xml = Insert(leaf.Xml, dice.Pick(Space), dice)),
        Leaf("an odd part", (leaf, dice) => leaf.Xml = Insert(leaf.Xml, dice.Pick(Odd), dice)),
        Leaf("a character less", (leaf, dice) =>
        {
            if (leaf.Xml.Length > 0) leaf.Xml = leaf.Xml.Remove(dice.Below(leaf.Xml.Length), 1);
        }),
        Leaf("a character twice", (leaf, dice) =>
        {
            if (leaf.Xml.Length > 0)
                leaf.Xml = Insert(leaf.Xml, leaf.Xml[dice.Below(leaf.Xml.Length)].ToString(), dice);
        }),
        Leaf("twice", (leaf, _) => leaf.Xml += leaf.Xml),
        Leaf("another case", (leaf, dice) =>
            leaf.Xml = dice.OneIn(2) ? leaf.Xml.ToLowerInvariant() : leaf.Xml.ToUpperInvariant()),
        Leaf("one character for all", (leaf, dice) => leaf.Xml =
            new string(dice.Pick('\0', '\u0001', ' ', '0', '-', ':', '\u007F', '\uFFFF'), leaf.Xml.Length)),
        Leaf("one character before", (leaf, dice) => leaf.Xml =
            new string(dice.Pick('\0', '\u0001', '0', '-', '\u007F', '\uFFFF'), dice.Between(1, 3)) + leaf.Xml),
        Leaf("digits of another script", (leaf, dice) => leaf.Xml = Digits(leaf.Xml, dice)),
    ];

    private static IEnumerable<Mutation> Numbers =>
    [
        Leaf("a sign", IsWhole, (leaf, dice) => leaf.Xml = dice.Pick("+", "-", "--", "+-", "− ", "－") + leaf.Xml),
        Leaf("leading zeros", (leaf, dice) => leaf.Xml = new string('0', dice.Between(1, 40)) + leaf.Xml),
        Leaf("a fraction", IsWhole, (leaf, dice) =>
            leaf.Xml += dice.Pick(".0", ".", ",0", ".5", "e0", "E0", "e1", "f")),
        Leaf("at the limit", IsWhole, (leaf, dice) =>
            leaf.Xml = (leaf.Type!.Max + dice.Between(-1, 1)).ToString(CultureInfo.InvariantCulture)),
        Leaf("far over the limit", IsWhole, (leaf, dice) => leaf.Xml = new string('9', dice.Between(9, 60))),
        Leaf("zero in some way", IsWhole, (leaf, dice) => leaf.Xml = dice.Pick("0", "-0", "+0", "000", "-000", "")),
    ];

    /// <summary>Lengths count UTF-16 units: a character outside the first 65,536 counts twice.</summary>
    private static IEnumerable<Mutation> Lengths =>
    [
        Leaf("as long as may be", HasLength, (leaf, _) => leaf.Xml = Of("x", leaf.Type!.MaxLength)),
        Leaf("one too long", HasLength, (leaf, _) => leaf.Xml = Of("x", leaf.Type!.MaxLength + 1)),
        Leaf("far too long", HasLength, (leaf, dice) =>
            leaf.Xml = Of("x", leaf.Type!.MaxLength + dice.Between(2, 300))),
        Leaf("as long as may be, in digits", HasLength, (leaf, dice) =>
            leaf.Xml = Of("1", leaf.Type!.MaxLength + dice.Between(-1, 1))),
        Leaf("about as long as may be, with pairs", HasLength, (leaf, dice) =>
            leaf.Xml = Of(dice.Pick("😀", "x😀", "𝟎"), leaf.Type!.MaxLength + dice.Between(-2, 2))),
        Leaf("about as many pairs as may be characters", HasLength, (leaf, dice) =>
            leaf.Xml = string.Concat(Enumerable.Repeat("😀", leaf.Type!.MaxLength + dice.Between(-1, 1)))),
        Leaf("about as long as may be, with marks", HasLength, (leaf, dice) =>
            leaf.Xml = Of("e\u0301", leaf.Type!.MaxLength + dice.Between(-1, 1))),
        Leaf("about as long as may be, with space", HasLength, (leaf, dice) =>
            leaf.Xml = Of("x", leaf.Type!.MaxLength + dice.Between(-2, 0)) + dice.Pick(Space)),
        Leaf("about as long as may be, by numbers", HasLength, (leaf, dice) => leaf.Xml = string.Concat(
            Enumerable.Repeat(dice.Pick("&#120;", "&amp;", "&#x78;"), leaf.Type!.MaxLength + dice.Between(-1, 1)))),
        Leaf("line ends for about as long as may be", HasLength, (leaf, dice) => leaf.Xml =
            Of("x", leaf.Type!.MaxLength + dice.Between(-3, 0))
            + dice.Pick("\r\nx", "\rx", "\nx", "&#13;&#10;x", "&#13;\nx")),
    ];

    private static IEnumerable<Mutation> Codes =>
    [
        Leaf("another code of the list", HasCodes, (leaf, dice) => leaf.Xml = AnyCode(leaf.Type!, dice)),
        Leaf("a code of the list in space", HasCodes, (leaf, dice) =>
            leaf.Xml = dice.Pick("", dice.Pick(Space)) + AnyCode(leaf.Type!, dice) + dice.Pick("", dice.Pick(Space))),
        Leaf("a code of another list", (leaf, dice) => leaf.Xml = AnyCode(dice.Pick(Lists), dice)),
        Leaf("nearly a code of the list", HasCodes, (leaf, dice) =>
        {
            var code = new StringBuilder(AnyCode(leaf.Type!, dice));
            code[dice.Below(code.Length)]++;
            leaf.Xml = Origins.Escape(code.ToString());
        }),
    ];

    private static IReadOnlyList<SimpleType> Lists { get; } =
        [SimpleTypes.LandCode, SimpleTypes.RetourCode, SimpleTypes.Eenheid, SimpleTypes.Geslacht,
            SimpleTypes.RedenWijziging, SimpleTypes.ProductCategorie, SimpleTypes.DebetCredit];

    private static bool IsDay(ElementNode leaf) => leaf.Type is { Lexical: Lexical.Date or Lexical.Time };

    private static bool IsWhole(ElementNode leaf) => leaf.Type is { Lexical: Lexical.Whole };

    private static bool HasLength(ElementNode leaf) => leaf.Type is { Lexical: Lexical.Text, MaxLength: < 1000 };

    private static bool HasCodes(ElementNode leaf) => leaf.Type is { Values: not null };

    private static string AnyCode(SimpleType list, Dice dice) =>
        dice.Pick(list.Values!.Order(StringComparer.Ordinal).ToArray());

    private static string Of(string part, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length) text.Append(part);
        return text.ToString(0, Math.Max(length, 0));
    }

    private static string Insert(string text, string part, Dice dice) =>
        text.Insert(dice.Between(0, text.Length), part);

    private static string Digits(string text, Dice dice)
    {
        var zero = dice.Pick(0x0660, 0x0966, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1040);
        var changed = new StringBuilder();
        foreach (var c in text)
            changed.Append(char.IsAsciiDigit(c) && dice.OneIn(2)
                ? char.ConvertFromUtf32(zero + c - '0')
                : c.ToString());
        return changed.ToString();
    }
}
