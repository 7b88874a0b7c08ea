namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>
/// A text of any length that is made while it is read, and says how much of it was. It deals out as much as is asked
/// for, or pieces of one size.
/// </summary>
internal sealed class MadeStream(IEnumerable<ReadOnlyMemory<byte>> pieces, int most = int.MaxValue) : Stream
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> _pieces = pieces.GetEnumerator();
    private ReadOnlyMemory<byte> _piece;

    /// <summary>Bytes read so far.</summary>
    internal long Consumed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > most) buffer = buffer[..most];
        var filled = 0;
        while (filled < buffer.Length)
        {
            if (_piece.IsEmpty)
            {
                if (!_pieces.MoveNext()) break;
                _piece = _pieces.Current;
            }
            var part = _piece[..Math.Min(buffer.Length - filled, _piece.Length)];
            part.Span.CopyTo(buffer[filled..]);
            _piece = _piece[part.Length..];
            filled += part.Length;
        }
        Consumed += filled;
        return filled;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _pieces.Dispose();
        base.Dispose(disposing);
    }
}
