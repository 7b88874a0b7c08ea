using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Jeugdregio.Ijw.Definition;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>How the bytes of a value are read.</summary>
internal enum ValueKind
{
    Text,
    Digits,
    Code,
    Fixed,
    Whole,
    Date,
    Time,
}

/// <summary>
/// The facets of a simple type, for bytes. It takes the ordinary spelling of a value only; whether another spelling is
/// right, <see cref="SimpleValue"/> decides.
/// </summary>
internal sealed class ValuePlan
{
    private const int LongestCode = 4;

    /// <summary>
    /// What needs no second look in a text: no markup, no reference, no control character, all one byte.
    /// </summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Where(b => b is not ('&' or ']')).Select(b => (byte)b)]);

    private readonly SimpleType _type;
    private readonly uint[] _codes;

    internal ValuePlan(SimpleType type)
    {
        _type = type;
        Kind = type switch
        {
            { Fixed: not null } => ValueKind.Fixed,
            { Values: not null } => ValueKind.Code,
            { Lexical: Lexical.Whole } => ValueKind.Whole,
            { Lexical: Lexical.Date } => ValueKind.Date,
            { Lexical: Lexical.Time } => ValueKind.Time,
            { Form: Form.Digits } => ValueKind.Digits,
            _ => ValueKind.Text,
        };
        Codes = [.. (type.Values ?? []).Order(StringComparer.Ordinal)];
        _codes = [.. Codes.Select(code => Pack(Encoding.ASCII.GetBytes(code)))];
        Only = Encoding.ASCII.GetBytes(type.Fixed ?? "");
    }

    internal ValueKind Kind { get; }

    /// <summary>The code list, when there is one.</summary>
    internal string[] Codes { get; }

    /// <summary>The one text allowed, when there is one.</summary>
    internal byte[] Only { get; }

    /// <summary>Largest whole number.</summary>
    internal long Max => _type.Max;

    /// <summary>Index in <see cref="Codes"/> of the code a text begins with, negative when it is not there.</summary>
    internal int ReadCode(ReadOnlySpan<byte> text, out int length)
    {
        var packed = 0u;
        for (length = 0; length < text.Length && text[length] != '<'; length++)
        {
            // a NUL in front would not be seen in the number
            if (length == LongestCode || text[length] == 0) return -1;
            packed = packed << 8 | text[length];
        }
        return length == 0 ? -1 : _codes.AsSpan().IndexOf(packed);
    }

    /// <summary>The value of a text in any spelling that no rule has a word to say about.</summary>
    internal bool TryRead(string text, [NotNullWhen(true)] out object? value) =>
        SimpleValue.TryRead(_type, text, out value) && !SimpleValue.EndsLoosely(_type, text);

    /// <summary>Whether these bytes are an ordinary spelling of an allowed text.</summary>
    internal bool Allows(ReadOnlySpan<byte> text)
    {
        if (Kind == ValueKind.Digits)
            return text.Length >= _type.MinLength
                && text.Length <= _type.MaxLength
                && (_type.Digits is not { } count || text.Length == count)
                && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (text.ContainsAnyExcept(Plain)) return false;
        if (text.Length < _type.MinLength || text.Length > _type.MaxLength) return false;
        return _type.Form switch
        {
            Form.Any => true,
            Form.Line or Form.Lines => text.ContainsAnyExcept((byte)' '),
            _ => SimpleValue.TryRead(_type, Encoding.ASCII.GetString(text), out _),
        };
    }

    private static uint Pack(ReadOnlySpan<byte> text)
    {
        var packed = 0u;
        foreach (var b in text) packed = packed << 8 | b;
        return packed;
    }
}
