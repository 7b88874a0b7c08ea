using System.Text;
using static Jeugdregio.Ijw.Fuzz.Mutations.Mutation;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>Changes that know nothing of XML: to the characters of a text, and to its bytes.</summary>
internal static class TextMutations
{
    private static readonly string[] Characters =
    [
        "\0", "\u0001", "\u0008", "\t", "\n", "\u000B", "\r", "\u001F", " ", "\u007F", "\u0080", "\u0085", "\u009F",
        "\u00A0", "\u00B7", "\u0301", "\u2028", "\u3000", "\uD7FF", "\uE000", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF",
        "😀", "<", ">", "&", "'", "\"", "/", "=", ":", ";", "?", "!", "-", "]", "[", "#", "%", "x", "0",
    ];

    private static readonly byte[][] Sequences =
    [
        [0x80], [0xBF], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF0, 0x80, 0x80, 0xAF],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3],
        [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE],
        [0xFE, 0xFF], [0xC3, 0xA9], [0xE9], [0],
    ];

    internal static IReadOnlyList<Mutation> All { get; } = [.. OfText, .. OfBytes];

    private static IEnumerable<Mutation> OfText =>
    [
        Text("a character deleted", (text, dice) => text.Remove(dice.Below(text.Length), 1)),
        Text("a character put in", (text, dice) =>
            text.Insert(dice.Between(0, text.Length), ((char)dice.Between(32, 126)).ToString())),
        Text("a character replaced", (text, dice) =>
            new StringBuilder(text) { [dice.Below(text.Length)] = (char)dice.Between(32, 126) }.ToString()),
        Text("an odd character put in", (text, dice) =>
            text.Insert(dice.Between(0, text.Length), dice.Pick(Characters))),
        Text("a part deleted", (text, dice) =>
        {
            var start = dice.Below(text.Length);
            return text.Remove(start, dice.Between(1, Math.Min(200, text.Length - start)));
        }),
        Text("a part copied", (text, dice) =>
        {
            var start = dice.Below(text.Length);
            var part = text.Substring(start, dice.Between(1, Math.Min(200, text.Length - start)));
            return text.Insert(dice.Between(0, text.Length), part);
        }),
        Text("broken off", (text, dice) => text[..dice.Below(text.Length)]),
        Text("all line ends changed", (text, dice) => text.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n", dice.Pick("\r\n", "\r", "\n\r", "\u0085"), StringComparison.Ordinal)),
        Text("single for double quotes", (text, _) => text.Replace('"', '\'')),
        Text("another tag's end", (text, dice) =>
            Nth(text, "</", dice) is var at and >= 0 ? text.Insert(at + 2, "x") : text),
        Text("space at a tag's start", (text, dice) =>
            Nth(text, dice.Pick("<", "</"), dice) is var at and >= 0 ? text.Insert(at + 1, " ") : text),
        Text("space at a tag's end", (text, dice) =>
            Nth(text, ">", dice) is var at and >= 0
                ? text.Insert(at, dice.Pick(" ", "\n", "\t", "\r\n", " /", "/"))
                : text),
    ];

    private static IEnumerable<Mutation> OfBytes =>
    [
        Bytes("a bit turned", (text, dice) =>
        {
            if (text.Length > 0) text[dice.Below(text.Length)] ^= (byte)(1 << dice.Below(8));
            return text;
        }),
        Bytes("a byte replaced", (text, dice) =>
        {
            if (text.Length > 0) text[dice.Below(text.Length)] = (byte)dice.Below(256);
            return text;
        }),
        Bytes("an odd sequence put in", (text, dice) =>
        {
            var at = dice.Between(0, text.Length);
            return [.. text[..at], .. dice.Pick(Sequences), .. text[at..]];
        }),
        Bytes("broken off within a character", (text, dice) => text[..dice.Between(0, text.Length)]),
        Bytes("another encoding", (text, dice) =>
        {
            var encoding = dice.Pick(
                Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1, Encoding.ASCII);
            var converted = encoding.GetBytes(Encoding.UTF8.GetString(text).TrimStart('\uFEFF'));
            return dice.OneIn(2) ? [.. encoding.Preamble, .. converted] : converted;
        }),
    ];

    /// <summary>Where one of its occurrences is, or -1.</summary>
    private static int Nth(string text, string part, Documents.Dice dice) =>
        text.IndexOf(part, dice.Below(text.Length), StringComparison.Ordinal);
}
