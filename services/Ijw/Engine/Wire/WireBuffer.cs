using System.Runtime.InteropServices;
using System.Text;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// The bytes being read: all of them, or a window that moves over a stream. What is not yet finished with is kept, so
/// that another reader can begin there again.
/// </summary>
internal sealed class WireBuffer
{
    // at first no more is taken than it takes to see that it is a message at all
    private const int SmallBlock = 16 * 1024;
    private const int LargeBlock = 256 * 1024;

    private readonly Stream? _stream;
    private readonly long _most;
    private readonly bool _isAgain;
    private long _read;
    private long _gone;
    private long _asides;
    private bool _ended;

    // where the buffer begins, where what is kept did when last asked, and the last place asked for
    private Place _start;
    private Place _unit;
    private Place _asked;

    /// <summary>A part of a text that has been read, to be read again.</summary>
    internal WireBuffer(ReadOnlyMemory<byte> part) : this(part, long.MaxValue) => _isAgain = true;

    /// <param name="text">The text.</param>
    /// <param name="most">How many bytes it may be.</param>
    internal WireBuffer(ReadOnlyMemory<byte> text, long most)
    {
        var whole = MemoryMarshal.TryGetArray(text, out var array) ? array : new(text.ToArray());
        (Bytes, At, End, _ended) = (whole.Array!, whole.Offset, whole.Offset + whole.Count, true);
        (_read, _most, _gone) = (whole.Count, most, -whole.Offset);
        Begin();
    }

    /// <param name="stream">The text.</param>
    /// <param name="most">How many bytes it may be.</param>
    internal WireBuffer(Stream stream, long most)
    {
        (_stream, _most) = (stream, Math.Min(most, long.MaxValue / 2));
        Bytes = new byte[2 * SmallBlock];
        Fill();
        Begin();
    }

    internal byte[] Bytes { get; private set; }

    /// <summary>The next byte to read.</summary>
    internal int At { get; set; }

    internal int End { get; private set; }

    /// <summary>The first byte that may not go yet.</summary>
    internal int Kept { get; private set; }

    /// <summary>Comments and CDATA sections before <see cref="Kept"/>.</summary>
    internal long AsidesBefore { get; private set; }

    /// <summary>True when the stream held more than it may; the rest is not read.</summary>
    internal bool IsTooLarge => _read > _most;

    /// <summary>Bytes of the text before <see cref="Kept"/>.</summary>
    internal long Before => _gone + Kept;

    internal ReadOnlySpan<byte> Unread => Bytes.AsSpan(At, End - At);

    /// <summary>
    /// Counts comments and CDATA sections from the next byte on; false when there are too many for how far it is.
    /// </summary>
    internal bool CountAsides(int count)
    {
        _asides += count;
        return count == 0 || _isAgain || Asides.MayBe(_asides, _gone + At);
    }

    /// <summary>What is before this byte may go; no comment or section has been counted from there on.</summary>
    internal void KeepFrom(int at) => (Kept, AsidesBefore) = (at, _asides);

    /// <summary>Sees to it that what an element takes is at hand, or all there is.</summary>
    internal void Need()
    {
        if (End - At < WireLimits.Ahead && !_ended) Fill();
    }

    /// <summary>
    /// Line and column, from 1, of a byte not before <see cref="Kept"/>; a column is a UTF-16 unit. Costs what lies
    /// between it and the byte asked for before.
    /// </summary>
    internal (int Line, int Column) PlaceOf(int offset)
    {
        if (_unit.At < Kept) _unit = Count(_asked.At <= Kept ? _asked : _unit, Kept);
        var near = _asked.At >= _unit.At ? _asked : _unit;
        _asked = Count(near.At <= offset ? near : _unit.At <= offset ? _unit : _start, offset);
        return (_asked.Line, _asked.Column);
    }

    /// <summary>
    /// A line ends in a line feed, a carriage return, or both; no place is ever asked for between the two.
    /// </summary>
    private Place Count(Place from, int offset)
    {
        var part = Bytes.AsSpan(from.At, offset - from.At);
        var ends = part.Count((byte)'\n');
        if (part.Contains((byte)'\r')) ends += part.Count((byte)'\r') - part.Count("\r\n"u8);
        if (ends == 0) return new(offset, from.Line, from.Column + Encoding.UTF8.GetCharCount(part));
        var last = part[(part.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)..];
        return new(offset, from.Line + ends, 1 + Encoding.UTF8.GetCharCount(last));
    }

    /// <summary>
    /// What is kept and what the stream still has, for another to read, after what is said to come before.
    /// </summary>
    internal Stream Rest(byte[] before) => new Remainder(this, before);

    /// <summary>All of the text, when none of it has been let go, for another to read from the beginning.</summary>
    internal GuardedText Again(ReadLimits limits)
    {
        var kept = Bytes.AsMemory(Kept, End - Kept);
        return _ended ? new(kept, limits) : new(Rest([]), limits);
    }

    private void Begin()
    {
        Kept = At;
        if (Unread.StartsWith("\uFEFF"u8)) At += 3;
        _start = _unit = _asked = new(At, 1, 1);
    }

    private void Fill()
    {
        Shift();
        var wanted = _read < LargeBlock ? SmallBlock : LargeBlock;
        if (Bytes.Length < 2 * wanted || End > Bytes.Length / 2) Grow(Math.Max(2 * wanted, Bytes.Length * 4L));
        while (!_ended && End - At < WireLimits.Ahead)
        {
            // one byte more than it may be proves that it is too large
            var room = Math.Min(Bytes.Length - End, _most - _read + 1);
            var count = _stream!.Read(Bytes.AsSpan(End, (int)Math.Min(wanted, room)));
            _read += count;
            _ended = count == 0 || IsTooLarge;
            End += count;
        }
    }

    private void Grow(long size)
    {
        // never more than what is kept, what may still come, and the byte that is too much
        size = Math.Min(Math.Min(size, Array.MaxLength), End + (_most - _read) + 1);
        if (size <= Bytes.Length) return;
        var larger = new byte[size];
        Bytes.AsSpan(0, End).CopyTo(larger);
        Bytes = larger;
    }

    private void Shift()
    {
        if (Kept == 0) return;
        _start = _unit = _asked = Count(_asked.At <= Kept ? _asked : _unit, Kept) with { At = 0 };
        Bytes.AsSpan(Kept, End - Kept).CopyTo(Bytes);
        At -= Kept;
        End -= Kept;
        _gone += Kept;
        Kept = 0;
    }

    private readonly record struct Place(int At, int Line, int Column);

    private sealed class Remainder(WireBuffer buffer, byte[] before) : Stream
    {
        private ReadOnlyMemory<byte> _first = before;
        private ReadOnlyMemory<byte> _kept = buffer.Bytes.AsMemory(buffer.Kept, buffer.End - buffer.Kept);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> room)
        {
            if (!_first.IsEmpty) return Take(ref _first, room);
            if (!_kept.IsEmpty) return Take(ref _kept, room);
            return buffer._stream?.Read(room) ?? 0;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static int Take(ref ReadOnlyMemory<byte> part, Span<byte> room)
        {
            var count = Math.Min(part.Length, room.Length);
            part.Span[..count].CopyTo(room);
            part = part[count..];
            return count;
        }
    }
}
