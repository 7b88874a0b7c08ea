using System.Runtime.Intrinsics;
using System.Text;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>The bytes of a tag, ready to be compared with 32 bytes of a text at once.</summary>
internal readonly struct Tag
{
    private readonly byte[] _bytes;
    private readonly Vector256<byte> _first;
    private readonly uint _mask;

    internal Tag(string text)
    {
        _bytes = Encoding.ASCII.GetBytes(text);
        var first = new byte[Vector256<byte>.Count];
        _bytes.AsSpan(0, Math.Min(_bytes.Length, first.Length)).CopyTo(first);
        _first = Vector256.Create(first);
        _mask = _bytes.Length >= 32 ? uint.MaxValue : (1u << _bytes.Length) - 1;
    }

    internal int Length => _bytes.Length;

    /// <summary>Whether a text begins with this tag.</summary>
    internal bool Begins(ReadOnlySpan<byte> text)
    {
        if (text.Length < Vector256<byte>.Count) return text.StartsWith(_bytes);
        var same = Vector256.Equals(Vector256.Create(text), _first).ExtractMostSignificantBits();
        return (same & _mask) == _mask
            && (_bytes.Length <= Vector256<byte>.Count || text[32..].StartsWith(_bytes.AsSpan(32)));
    }
}
