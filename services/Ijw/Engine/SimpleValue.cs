using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Engine.Wire;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Values of simple types and their text. What is accepted here is what .NET's own schema validator accepts with the
/// standard's schemas, down to its habits: lengths count UTF-16 units, a form that has to match as a whole overlooks
/// one line feed at the end, and a small z for a time zone slips through. Neither is lost sight of: see
/// <see cref="EndsLoosely"/>.
/// </summary>
internal static class SimpleValue
{
    /// <summary>The value of a text, or false when a facet forbids the text.</summary>
    internal static bool TryRead(SimpleType type, string text, [NotNullWhen(true)] out object? value)
    {
        value = type.Lexical switch
        {
            Lexical.Whole => ReadWhole(type, text) is { } number ? number : null,
            Lexical.Date => ReadDate(text) is { } date ? date : null,
            Lexical.Time => ReadTime(text) is { } time ? time : null,
            _ => IsAllowed(type, text) ? text : null,
        };
        return value is not null;
    }

    /// <summary>True for an accepted text that is only right when its last character is overlooked.</summary>
    internal static bool EndsLoosely(SimpleType type, string text) => type switch
    {
        { Lexical: Lexical.Text, Form: not (Form.Any or Form.Lines) } => text.EndsWith('\n'),
        { Lexical: Lexical.Date or Lexical.Time } => text.AsSpan().Trim() is [.., 'z'],
        _ => false,
    };

    /// <summary>What is wrong with such an end.</summary>
    internal static string LooseEnd(SimpleType type) =>
        type.Lexical == Lexical.Text ? "It may not end in a line feed." : "It may not have a time zone.";

    /// <summary>The text of a value, in the one spelling that is written.</summary>
    internal static string Write(object value) => value switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No element holds a {value.GetType().Name}.", nameof(value)),
    };

    private static bool IsAllowed(SimpleType type, string text)
    {
        if (type.Fixed is { } only) return text == only;
        if (type.Values is { } values) return values.Contains(text);
        if (text.Length < type.MinLength || text.Length > type.MaxLength) return false;
        if (type.Form == Form.Any) return true;
        if (type.Form == Form.Lines) return !string.IsNullOrWhiteSpace(text);
        var form = text.EndsWith('\n') ? text.AsSpan(0, text.Length - 1) : text;
        if (type.Digits is { } count && form.Length != count) return false;
        // of a telephone number even a lone line feed is overlooked, as the standard has any number of digits there
        if (form.IsEmpty) return type is { Form: Form.Digits, Digits: null };
        return HasForm(type.Form, form);
    }

    private static bool HasForm(Form form, ReadOnlySpan<char> text) => form switch
    {
        Form.Line => !text.Contains('\n') && !text.IsWhiteSpace(),
        Form.Digits => !text.ContainsAnyExceptInRange('0', '9'),
        Form.LettersAndDigits => IsEach(text, char.IsAsciiLetterOrDigit),
        Form.Initials => IsEach(text, c => char.IsAsciiLetter(c) || c is >= '\u00C0' and <= '\u1EF3'),
        Form.Version => IsVersion(text),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
    };

    private static bool IsEach(ReadOnlySpan<char> text, Func<char, bool> allowed)
    {
        foreach (var c in text)
            if (!allowed(c)) return false;
        return true;
    }

    private static bool IsVersion(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var part in text.Split('.'))
        {
            var number = text[part];
            if (number.IsEmpty || number.ContainsAnyExceptInRange('0', '9')) return false;
            if (number is ['0', _, ..]) return false;
            parts++;
        }
        return parts == 3;
    }

    private static long? ReadWhole(SimpleType type, string text)
    {
        var digits = text.AsSpan().Trim(" \t\r\n");
        if (type.Fixed is { } only)
            return digits.SequenceEqual(only) ? long.Parse(only, CultureInfo.InvariantCulture) : null;
        var negative = digits is ['-', ..];
        if (digits is ['-' or '+', ..]) digits = digits[1..];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return null;
        digits = digits.TrimStart('0');
        if (digits.IsEmpty) return 0;
        if (negative || digits.Length > 12) return null;
        var number = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return number <= type.Max ? number : null;
    }

    private static DateOnly? ReadDate(string text)
    {
        Span<byte> ascii = stackalloc byte[WireValue.DateLength];
        return WithoutZone(text) is { Length: WireValue.DateLength } day
            && Ascii.FromUtf16(day, ascii, out _) == OperationStatus.Done
            && WireValue.TryDate(ascii, out var date)
            ? date
            : null;
    }

    private static ReadOnlySpan<char> WithoutZone(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed is [.., 'z'] ? trimmed[..^1] : trimmed;
    }

    private static TimeOnly? ReadTime(string text)
    {
        var clock = WithoutZone(text);
        var point = clock.IndexOf('.');
        var ticks = 0L;
        if (point >= 0)
        {
            var fraction = clock[(point + 1)..];
            if (fraction.IsEmpty || fraction.ContainsAnyExceptInRange('0', '9')) return null;
            // what is finer than a tick (100 ns) is let go
            for (var i = 0; i < 7; i++) ticks = ticks * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
            clock = clock[..point];
        }
        return TimeOnly.TryParseExact(
            clock, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new TimeOnly(time.Ticks + ticks)
            : null;
    }

    /// <summary>
    /// Why a text is refused, without the text, save for a date that looks like one and is nobody's birthday.
    /// </summary>
    internal static string WhyNot(SimpleType type, string text, bool personal)
    {
        if (text.Length == 0) return "It may not be empty.";
        var date = text.AsSpan().Trim();
        if (type.Lexical != Lexical.Date || !LooksLikeDate(date)) return $"It must be {type.Allowed}.";
        return personal ? "It is not a date that exists." : $"{date} is not a date that exists.";
    }

    private static bool LooksLikeDate(ReadOnlySpan<char> text)
    {
        if (text.Length != 10) return false;
        for (var i = 0; i < 10; i++)
            if (i is 4 or 7 ? text[i] != '-' : !char.IsAsciiDigit(text[i])) return false;
        return true;
    }
}
