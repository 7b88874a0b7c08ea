using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// Reads a text by comparing its bytes with those the definition says must come: no characters, no objects, one pass.
/// It takes the ordinary way of writing only. At the first byte that is anything else it stops and says so, and
/// <see cref="SchemaReader"/> decides what the text is worth; so it may be strict, but never lenient.
/// </summary>
internal sealed class WireReader<TSink>(WireBuffer buffer, int run, TSink sink)
    where TSink : struct, IWireSink
{
    private readonly int _most = WireLimits.LongestValue(run);
    private TSink _sink = sink;

    /// <summary>From behind the start tag of the root to the end of the text.</summary>
    internal bool ReadRoot(SlotPlan root)
    {
        // the byte before, because a place is asked for behind it and may not lie within a line end
        _sink.Enter(root, buffer.At - 1);
        if (!ReadClass(root)) return false;
        _sink.Leave(root);
        buffer.Need();
        return SkipSpace() && buffer.At == buffer.End && !buffer.IsTooLarge;
    }

    /// <summary>An element that begins at the buffer's place and holds elements, tags included.</summary>
    internal bool ReadElement(SlotPlan slot)
    {
        if (!slot.StartTag.Begins(buffer.Unread)) return false;
        _sink.Enter(slot, buffer.At);
        buffer.At += slot.StartTag.Length;
        if (!ReadClass(slot)) return false;
        _sink.Leave(slot);
        return true;
    }

    private bool ReadClass(SlotPlan parent)
    {
        var slots = parent.Slots;
        var (next, isThere, comments) = (0, false, 0);
        while (true)
        {
            buffer.Need();
            if (!SkipSpace()) return false;
            var text = buffer.Unread;
            if (OddText.Comment(text, WireLimits.LongestTag) is var comment and > 0)
            {
                if (++comments > WireLimits.MostComments || !buffer.CountAsides(1)) return false;
                buffer.At += comment;
                continue;
            }
            comments = 0;
            while (next < slots.Length && !slots[next].StartTag.Begins(text))
            {
                if (slots[next].Required && !isThere) return false;
                (next, isThere) = (next + 1, false);
            }
            if (next == slots.Length)
            {
                if (!parent.EndTag.Begins(text)) return false;
                buffer.At += parent.EndTag.Length;
                return true;
            }
            var slot = slots[next];
            if (!(slot.Simple is { } type ? ReadValue(slot, type, text[slot.StartTag.Length..]) : ReadElement(slot)))
                return false;
            if (slot.Repeats) isThere = true;
            else next++;
        }
    }

    private bool ReadValue(SlotPlan slot, ValuePlan type, ReadOnlySpan<byte> text)
    {
        var at = buffer.At;
        if (!ReadPlain(slot, type, at, text, out var length) && !ReadOdd(slot, type, at, text, out length))
            return false;
        buffer.At = at + slot.StartTag.Length + length + slot.EndTag.Length;
        return true;
    }

    /// <summary>The value as it is nearly always written.</summary>
    private bool ReadPlain(SlotPlan slot, ValuePlan type, int at, ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        switch (type.Kind)
        {
            case ValueKind.Date:
                length = WireValue.DateLength;
                if (!DateReader.TryRead(text, out var date) || !slot.EndTag.Begins(text[length..])) return false;
                _sink.Date(slot, at, date);
                return true;
            case ValueKind.Whole:
                length = WireValue.ReadWhole(text, out var number);
                if (length == 0 || number > type.Max || !slot.EndTag.Begins(text[length..])) return false;
                _sink.Whole(slot, at, number);
                return true;
            case ValueKind.Code:
                var code = type.ReadCode(text, out length);
                if (code < 0 || !slot.EndTag.Begins(text[length..])) return false;
                _sink.Code(slot, at, code);
                return true;
            case ValueKind.Time:
                length = WireValue.TimeLength;
                if (!WireValue.TryTime(text, out var time) || !slot.EndTag.Begins(text[length..])) return false;
                _sink.Time(slot, at, time);
                return true;
            case ValueKind.Fixed:
                length = type.Only.Length;
                return text.StartsWith(type.Only) && slot.EndTag.Begins(text[length..]);
            default:
                length = text.IndexOf((byte)'<');
                if (length < 0 || length > _most || !slot.EndTag.Begins(text[length..])) return false;
                if (!type.Allows(text[..length])) return false;
                _sink.Text(slot, at, text[..length]);
                return true;
        }
    }

    /// <summary>The value in any other way of writing it that needs no parser.</summary>
    private bool ReadOdd(SlotPlan slot, ValuePlan type, int at, ReadOnlySpan<byte> text, out int length)
    {
        if (OddText.Read(text, _most, out length, out var asides) is not { } characters) return false;
        if (!buffer.CountAsides(asides)) return false;
        if (!slot.EndTag.Begins(text[length..]) || !type.TryRead(characters, out var value)) return false;
        if (type.Kind == ValueKind.Fixed) return true;
        switch (value)
        {
            case long number:
                _sink.Whole(slot, at, number);
                return true;
            case DateOnly date:
                _sink.Date(slot, at, date);
                return true;
            case TimeOnly time:
                _sink.Time(slot, at, time);
                return true;
            case string code when type.Kind == ValueKind.Code:
                _sink.Code(slot, at, Array.IndexOf(type.Codes, code));
                return true;
            default:
                _sink.Text(slot, at, Encoding.UTF8.GetBytes((string)value));
                return true;
        }
    }

    /// <summary>On to the next byte that is not space; false when there is too much of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SkipSpace()
    {
        var (at, end) = (buffer.At, buffer.End);
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer.Bytes);
        var most = at + _most;
        while (at + Vector128<byte>.Count <= end)
        {
            var part = Vector128.LoadUnsafe(ref bytes, (nuint)at);
            var space = Vector128.Equals(part, Vector128.Create((byte)' '))
                | Vector128.Equals(part, Vector128.Create((byte)'\n'))
                | Vector128.Equals(part, Vector128.Create((byte)'\r'))
                | Vector128.Equals(part, Vector128.Create((byte)'\t'));
            var other = ~space.ExtractMostSignificantBits() & 0xFFFF;
            if (other != 0)
            {
                buffer.At = at + (int)uint.TrailingZeroCount(other);
                return buffer.At <= most;
            }
            at += Vector128<byte>.Count;
            if (at > most) return false;
        }
        while (at < end && buffer.Bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        buffer.At = at;
        return at <= most;
    }
}
