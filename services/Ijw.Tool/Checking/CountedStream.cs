namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>A file that tells how far it is read; what is read a second time does not count.</summary>
internal sealed class CountedStream(FileStream file, IProgress bar) : Stream
{
    private long _counted;

    public override bool CanRead => true;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(buffer);
        if (CanSeek && file.Position > _counted)
        {
            bar.Advance(file.Position - _counted);
            _counted = file.Position;
        }
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() => file.Flush();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
