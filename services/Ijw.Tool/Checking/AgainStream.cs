using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>
/// A text that can be read again from its beginning, also when it comes out of a pipe: then it is kept, until clients
/// of a JW323 are handed out, as those are judged while they pass.
/// </summary>
internal sealed class AgainStream(Stream source) : Stream, IDeclarationVisitor
{
    private readonly MemoryStream? _kept = source.CanSeek ? null : new();
    private bool _isKeeping = true;
    private long _passed;

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

    public override int Read(Span<byte> buffer)
    {
        if (_kept?.Read(buffer) is > 0 and var again) return again;
        var count = source.Read(buffer);
        if (_isKeeping) _kept?.Write(buffer[..count]);
        _passed = _kept is null ? Math.Max(_passed, source.Position) : _passed + count;
        return count;
    }

    /// <summary>Back to the beginning.</summary>
    internal void Again()
    {
        if (_kept is null) source.Position = 0;
        else _kept.Position = 0;
    }

    /// <summary>
    /// How long the text is; of a device, which has no length, how much of it was read. A pipe is read on until it is
    /// longer than <paramref name="most"/>, so that who fills it is not cut off at a mistake.
    /// </summary>
    internal long LengthUpTo(long most)
    {
        if (_kept is null) return Math.Max(source.Length, _passed);
        var buffer = new byte[64 * 1024];
        while (_passed <= most && source.Read(buffer) is > 0 and var count) _passed += count;
        return _passed;
    }

    void IDeclarationVisitor.OnHeader(DeclarationHeader header)
    {
        _isKeeping = false;
        if (_kept is null) return;
        _kept.SetLength(0);
        _kept.Capacity = 0;
    }

    void IDeclarationVisitor.OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines)
    {
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _kept?.Dispose();
        base.Dispose(disposing);
    }
}
