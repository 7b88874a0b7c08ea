using System.Text;
using static Jeugdregio.Ijw.Fuzz.Hostile.Honest;
using static Jeugdregio.Ijw.Fuzz.Hostile.HostileCases;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>B4: bytes that are not UTF-8, or that say they are something else.</summary>
internal static class EncodingCases
{
    /// <summary>The start of a declaration in EBCDIC: <c>&lt;?xml ver&gt;</c>.</summary>
    private static ReadOnlySpan<byte> Ebcdic => [0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40, 0xA5, 0x85, 0x99, 0x6E];

    internal static IEnumerable<HostileCase> All => [.. Others, .. Invalid, .. Labels, .. Marks];

    private static IEnumerable<HostileCase> Others =>
    [
        In("UTF-16, little endian, with its mark", Encoding.Unicode, withMark: true, NotUtf8, 1),
        In("UTF-16, big endian, with its mark", Encoding.BigEndianUnicode, withMark: true, NotUtf8, 1),
        In("UTF-16, little endian, without a mark", Encoding.Unicode, withMark: false, Broken, 2),
        In("UTF-16, big endian, without a mark", Encoding.BigEndianUnicode, withMark: false, Broken, 1),
        In("UTF-32, little endian, with its mark", Encoding.UTF32, withMark: true, NotUtf8, 1),
        In("UTF-32, big endian, with its mark", new UTF32Encoding(true, true), withMark: true, NotUtf8, 3),
        In("UTF-32, little endian, without a mark", Encoding.UTF32, withMark: false, Broken, 2),
        Bytes("UTF-7", Encoding.ASCII.GetBytes("+ADw-m:Bericht+AD4-"), Broken, 1),
        Bytes("EBCDIC", Ebcdic.ToArray(), NotUtf8, 3),
        Bytes("UTF-1 and SCSU marks", [0xF7, 0x64, 0x4C, 0x0E, 0xFE, 0xFF], NotUtf8, 1),
        Bytes("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], NotUtf8, 2),
        Bytes("random bytes", [0xC5, 0x9F, 0x81, 0x00, 0xFE], NotUtf8, 2),
    ];

    private static IEnumerable<HostileCase> Invalid =>
    [
        Value("Latin-1 that is called UTF-8", 0xE9),
        Value("a slash in two bytes", 0xC0, 0xAF),
        Value("a slash in three bytes", 0xE0, 0x80, 0xAF),
        Value("a less-than in two bytes", 0xC0, 0xBC),
        Value("a NUL in two bytes", 0xC0, 0x80),
        Value("a lone high surrogate", 0xED, 0xA0, 0x80),
        Value("a lone low surrogate", 0xED, 0xB0, 0x80),
        Value("a pair of surrogates (CESU-8)", 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80),
        Value("a character past the last", 0xF4, 0x90, 0x80, 0x80),
        Value("a character of five bytes", 0xF8, 0x88, 0x80, 0x80, 0x80),
        Value("a byte that goes on with nothing", 0x80),
        Value("a character that is not finished", 0xE2, 0x82),
        Value("a byte that never is", 0xFF),
        new("B4", "an unfinished character at the end", Made.Of(Made.Once(Whole), Made.Bytes(0xE2, 0x82)))
        {
            Finding = NotUtf8, Column = Whole.Length + 1,
        },
        new("B4", "an unfinished character at the end of a comment",
            Made.Of(Made.Once(Whole + "<!-- -->\n"), Made.Bytes(0xF0, 0x9F, 0x98)))
        {
            Finding = NotUtf8, Line = 2, Column = 1,
        },
    ];

    private static IEnumerable<HostileCase> Labels =>
    [
        .. new[] { "UTF-16", "utf-16le", "iso-8859-1", "us-ascii", "UTF-7", "UTF-32", "windows-1252", "IBM037", "UTF8",
            "utf-8x", "x" }.Select(label => new HostileCase("B4", $"a text that says it is {label}",
            Made.Once(Declaration.Replace("UTF-8", label, StringComparison.Ordinal) + Whole))
        {
            Finding = OtherEncoding, Column = 3,
        }),
        new("B4", "a text that says it is utf-8", Made.Once(
            Declaration.Replace("UTF-8", "utf-8", StringComparison.Ordinal) + Whole)) { Verdict = Verdict.Accepted },
    ];

    private static IEnumerable<HostileCase> Marks =>
    [
        new("B4", "one byte order mark", Made.Once("\uFEFF" + Declaration + Whole)) { Verdict = Verdict.Accepted },
        new("B4", "two byte order marks", Made.Once("\uFEFF\uFEFF" + Whole)) { Finding = Broken, Column = 1 },
        new("B4", "a byte order mark after space", Made.Once(" \uFEFF" + Whole)) { Finding = Broken, Column = 2 },
        new("B4", "a byte order mark after the root", Made.Once(Whole + "\uFEFF"))
        {
            Finding = Broken, Column = Whole.Length + 1,
        },
        new("B4", "a byte order mark and nothing else", Made.Once("\uFEFF")) { Finding = Broken, Column = 1 },
        new("B4", "a NUL in a value", Made.Once(ToValue + "\0" + FromValue))
        {
            Finding = Broken, Column = ToValue.Length + 1,
        },
        new("B4", "a NUL by its number", Made.Once(ToValue + "&#0;" + FromValue))
        {
            Finding = Broken, Column = ToValue.Length + 3,
        },
        new("B4", "a surrogate by its number", Made.Once(ToValue + "&#xD83D;&#xDE00;" + FromValue))
        {
            Finding = Broken, Column = ToValue.Length + 4,
        },
        new("B4", "a character that is not allowed", Made.Once(ToValue + "\uFFFE" + FromValue))
        {
            Finding = Broken, Column = ToValue.Length + 1,
        },
    ];

    private static HostileCase In(string name, Encoding encoding, bool withMark, string finding, int column) => new(
        "B4", name, Made.Bytes([.. withMark ? encoding.Preamble.ToArray() : [], .. encoding.GetBytes(Whole)]))
    {
        Finding = finding, Column = column,
    };

    private static HostileCase Bytes(string name, byte[] text, string finding, int column) =>
        new("B4", name, Made.Bytes(text)) { Finding = finding, Column = column };

    private static HostileCase Value(string name, params byte[] value) => new("B4", name, Made.Of(
        Made.Once(ToValue + "x"), Made.Bytes(value), Made.Once(FromValue)))
    {
        Finding = NotUtf8, Column = ToValue.Length + 2,
    };
}
