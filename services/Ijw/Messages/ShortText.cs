using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Jeugdregio.Ijw.Messages;

/// <summary>
/// A text of at most twenty characters (UTF-16 units) that is held in place: a reference number, a product code. Equal
/// content is equal. Empty stands for an element that is not there.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ShortText : IEquatable<ShortText>
{
    /// <summary>The longest text it holds, in UTF-16 units.</summary>
    public const int MaxLength = 20;

    private int _length;
    private Characters _characters;

    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxLength"/>.</exception>
    public ShortText(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            throw new ArgumentException($"A text of {text.Length} characters; at most {MaxLength} fit.", nameof(text));
        _length = text.Length;
        text.CopyTo(_characters);
    }

    public readonly bool IsEmpty => _length == 0;

    [UnscopedRef]
    public readonly ReadOnlySpan<char> AsSpan() => ((ReadOnlySpan<char>)_characters)[.._length];

    /// <summary>Takes over a text that is known to be valid UTF-8 and to fit.</summary>
    internal void Set(ReadOnlySpan<byte> utf8)
    {
        Span<char> room = _characters;
        _length = Ascii.ToUtf16(utf8, room, out var ascii) == OperationStatus.Done
            ? ascii
            : Encoding.UTF8.GetChars(utf8, room);
    }

    public readonly bool Equals(ShortText other) => AsSpan().SequenceEqual(other.AsSpan());

    public override readonly bool Equals(object? obj) => obj is ShortText other && Equals(other);

    public override readonly int GetHashCode() => string.GetHashCode(AsSpan(), StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override readonly string ToString() => new(AsSpan());

    public static bool operator ==(ShortText left, ShortText right) => left.Equals(right);

    public static bool operator !=(ShortText left, ShortText right) => !left.Equals(right);

    [InlineArray(MaxLength)]
    private struct Characters
    {
        private char _first;
    }
}
