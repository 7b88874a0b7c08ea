using System.Text.RegularExpressions;

namespace Jeugdregio.Ijw.Tests.Support;

/// <summary>
/// One change somewhere in a long text. What a change does to a small message is for the mutations of Ijw.Fuzz; here it
/// is where in the text it comes that counts.
/// </summary>
internal static partial class Damage
{
    private static readonly string[] Values =
    [
        "", " ", "0", "005", "C", "D", "83", "99", "2026-02-30", "2020-12-31", "2026-03-01", " 2026-01-31 ", "PR1",
        "<![CDATA[16]]>", "&#49;6", "<!-- x -->16", "\u00E9", "99999999999", "]]>", "&x;", "<x/>", "\u0001",
    ];

    internal static string Of(string text, Random random)
    {
        var leaves = Leaf().Matches(text);
        var leaf = leaves[random.Next(leaves.Count)];
        var (before, after) = (text[..leaf.Index], text[(leaf.Index + leaf.Length)..]);
        return random.Next(8) switch
        {
            0 => before + after,
            1 => before + leaf.Value + leaf.Value + after,
            2 => before + leaf.Value + "<!-- \u00E9\n -->" + after,
            3 => before + leaf.Value.Replace(">", " >", StringComparison.Ordinal) + after,
            4 => before + leaf.Value + "x" + after,
            5 => before,
            _ => $"{before}{leaf.Groups[1]}{Values[random.Next(Values.Length)]}{leaf.Groups[3]}{after}",
        };
    }

    [GeneratedRegex("(<[^/?!<> ]+>)([^<]*)(</[^<>]+>)")]
    private static partial Regex Leaf();
}
