using System.Buffers.Text;
using System.Text;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// A value that is not written plainly: with references, CDATA sections, comments, space around it, or more spellings
/// than one. Its characters are put together here; what they are worth <see cref="SimpleValue"/> says.
/// </summary>
internal static class OddText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The characters of a text that ends where an end tag begins, or null when it has to be left to the other reader.
    /// </summary>
    /// <param name="text">All there is from behind the start tag on.</param>
    /// <param name="most">How many bytes it may take.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <param name="asides">How many comments and CDATA sections there are in it.</param>
    internal static string? Read(ReadOnlySpan<byte> text, int most, out int length, out int asides)
    {
        var characters = new StringBuilder();
        var at = 0;
        (length, asides) = (0, 0);
        while (at < text.Length && at <= most)
        {
            var rest = text[at..];
            if (rest.StartsWith("</"u8))
            {
                length = at;
                return characters.ToString();
            }
            var taken = rest[0] switch
            {
                (byte)'<' => Section(rest, most, characters),
                (byte)'&' => Reference(rest, characters),
                _ => Plain(rest, characters),
            };
            if (taken == 0) return null;
            if (rest[0] == '<') asides++;
            at += taken;
        }
        return null;
    }

    /// <summary>How long the comment is that a text begins with; 0 when it is none, or too long.</summary>
    internal static int Comment(ReadOnlySpan<byte> text, int most)
    {
        if (!text.StartsWith("<!--"u8)) return 0;
        text = text[4..Math.Min(text.Length, most)];
        var end = text.IndexOf("--"u8);
        return end >= 0 && text[end..].StartsWith("-->"u8) && IsPlain(text[..end]) ? end + 7 : 0;
    }

    private static int Section(ReadOnlySpan<byte> text, int most, StringBuilder characters)
    {
        if (!text.StartsWith("<![CDATA["u8)) return Comment(text, most);
        text = text[9..Math.Min(text.Length, most)];
        var end = text.IndexOf("]]>"u8);
        if (end < 0 || !IsPlain(text[..end])) return 0;
        characters.Append(Utf8.GetString(text[..end]));
        return end + 12;
    }

    private static int Plain(ReadOnlySpan<byte> text, StringBuilder characters)
    {
        var end = text.IndexOfAny((byte)'<', (byte)'&');
        if (end < 0 || !IsPlain(text[..end]) || text[..end].IndexOf("]]>"u8) >= 0) return 0;
        characters.Append(Utf8.GetString(text[..end]));
        return end;
    }

    private static int Reference(ReadOnlySpan<byte> text, StringBuilder characters)
    {
        var length = text[..Math.Min(text.Length, 12)].IndexOf((byte)';') + 1;
        var name = length == 0 ? default : text[1..(length - 1)];
        if (name.SequenceEqual("amp"u8)) characters.Append('&');
        else if (name.SequenceEqual("lt"u8)) characters.Append('<');
        else if (name.SequenceEqual("gt"u8)) characters.Append('>');
        else if (name.SequenceEqual("apos"u8)) characters.Append('\'');
        else if (name.SequenceEqual("quot"u8)) characters.Append('"');
        else if (Number(name) is { } number && IsCharacter(number)) characters.Append(new Rune(number).ToString());
        else return 0;
        return length;
    }

    private static int? Number(ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith("#"u8)) return null;
        var isHex = name.StartsWith("#x"u8);
        var digits = name[(isHex ? 2 : 1)..];
        if (digits.IsEmpty || !(isHex ? IsHex(digits) : !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            return null;
        return Utf8Parser.TryParse(digits, out int number, out var used, isHex ? 'X' : 'D') && used == digits.Length
            ? number
            : null;
    }

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        return true;
    }

    /// <summary>Whether a number is that of a character XML allows.</summary>
    private static bool IsCharacter(int number) =>
        number is 0x9 or 0xA or 0xD
        || number is >= 0x20 and not (0xFFFE or 0xFFFF) && Rune.IsValid(number);

    /// <summary>
    /// Whether bytes are characters XML allows, none of which a parser would change. U+FFFE and U+FFFF it does not
    /// allow, so what begins as they do is left to it.
    /// </summary>
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n') or 0x7F or 0xEF) return false;
        return System.Text.Unicode.Utf8.IsValid(text);
    }
}
