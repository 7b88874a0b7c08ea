using System.Text;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// A text that is read through the guard, a block at a time and no further than it is asked for, and kept to be read
/// again. Where the guard refuses it, it ends. Its blocks are the same however a stream deals out the bytes, and it is
/// always UTF-8: no declaration or byte order mark makes a parser take it for anything else.
/// </summary>
internal sealed class GuardedText : TextReader
{
    private const int BlockSize = 16 * 1024;

    private readonly Stream? _source;
    private readonly TextGuard _guard;
    private readonly List<ReadOnlyMemory<byte>> _kept = [];
    private ReadOnlyMemory<byte> _unread;
    private int _next;
    private readonly bool _isOnce;
    private readonly int _run;
    private Place _gone = new(0, 1, 1, IsAfterReturn: false);
    private bool _ended;
    private bool _isEndMet;
    private char[] _characters = [];
    private int _at;
    private int _count;

    internal GuardedText(ReadOnlyMemory<byte> text, ReadLimits limits) =>
        (_unread, _guard) = (text, new(limits, default));

    internal GuardedText(Stream source, ReadLimits limits) => (_source, _guard) = (source, new(limits, default));

    /// <summary>A text that can not be read again, so that it may be of any length.</summary>
    /// <param name="source">The text.</param>
    /// <param name="limits">How much to let through.</param>
    /// <param name="before">What has been let through already.</param>
    internal static GuardedText Once(Stream source, ReadLimits limits, LetThrough before) =>
        new(source, limits, before);

    private GuardedText(Stream source, ReadLimits limits, LetThrough before) =>
        (_source, _guard, _isOnce, _run) = (source, new(limits, before), true, limits.Run);

    /// <summary>
    /// Why there is no more, once more has been asked for; null when the text is read to its own end. What is wrong
    /// before that is for who reads it to tell.
    /// </summary>
    internal string? Refusal => _isEndMet ? _guard.Refusal : null;

    public override int Peek() => _at < _count || Decode() ? _characters[_at] : -1;

    public override int Read() => _at < _count || Decode() ? _characters[_at++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        if (_at == _count && !Decode()) return 0;
        var length = Math.Min(count, _count - _at);
        Array.Copy(_characters, _at, buffer, index, length);
        _at += length;
        return length;
    }

    /// <summary>Back to the beginning, to read once more what was let through.</summary>
    internal void Rewind() => (_next, _at, _count) = (0, 0, 0);

    /// <summary>Line and column, both from 1, of what is refused.</summary>
    internal (int Line, int Column) PlaceOfRefusal()
    {
        var place = _gone;
        foreach (var block in _kept)
            place = place.After(block.Span[..(int)Math.Min(block.Length, _guard.RefusedAt - place.Bytes)]);
        return (place.Line, place.Column);
    }

    private bool Decode()
    {
        (_at, _count) = (0, 0);
        if (_next == _kept.Count && !Take())
        {
            _isEndMet = true;
            return false;
        }
        var first = _next == 0 && _gone.Bytes == 0;
        var block = _kept[_next++].Span;
        if (first && block.StartsWith("\uFEFF"u8)) block = block[3..];
        if (_characters.Length < block.Length) _characters = new char[Math.Max(block.Length, first ? 0 : BlockSize)];
        _count = Encoding.UTF8.GetChars(block, _characters);
        return _count > 0 || Decode();
    }

    /// <summary>The next block into what is kept; false when there is none, or nothing in it may pass.</summary>
    private bool Take()
    {
        if (_ended) return false;
        var block = _source is null ? _unread[..Math.Min(BlockSize, _unread.Length)] : Fill(_source);
        var count = _guard.Pass(block.Span);
        _unread = _source is null ? _unread[count..] : block[count..];
        if (block.Length < BlockSize) _guard.End(_unread.Length);
        _ended = block.Length < BlockSize || _guard.Refusal is not null;
        if (count > 0) Keep(block[..count]);
        return count > 0;
    }

    /// <summary>
    /// Of a text that is read once only so much is kept as what is refused may begin before the byte that proves it.
    /// </summary>
    private void Keep(ReadOnlyMemory<byte> block)
    {
        _kept.Add(block);
        while (_isOnce && _kept.Skip(1).Sum(later => (long)later.Length) > _run)
        {
            _gone = _gone.After(_kept[0].Span);
            _kept.RemoveAt(0);
            _next--;
        }
    }

    private ReadOnlyMemory<byte> Fill(Stream source)
    {
        var block = new byte[BlockSize];
        _unread.CopyTo(block);
        var count = source.ReadAtLeast(
            block.AsSpan(_unread.Length), BlockSize - _unread.Length, throwOnEndOfStream: false);
        return block.AsMemory(0, _unread.Length + count);
    }

    /// <summary>A place in the text, and whether a carriage return is the last before it.</summary>
    private readonly record struct Place(long Bytes, int Line, int Column, bool IsAfterReturn)
    {
        internal Place After(ReadOnlySpan<byte> block)
        {
            var (line, column, isAfterReturn) = (Line, Column, IsAfterReturn);
            var text = block;
            if (Bytes == 0 && text.StartsWith("\uFEFF"u8)) text = text[3..];
            while (!text.IsEmpty)
            {
                var end = text.IndexOfAny((byte)'\r', (byte)'\n');
                var rest = end < 0 ? text : text[..end];
                column += Encoding.UTF8.GetCharCount(rest);
                if (!rest.IsEmpty) isAfterReturn = false;
                if (end < 0) break;
                if (!isAfterReturn || text[end] == '\r') line++;
                (column, isAfterReturn) = (1, text[end] == '\r');
                text = text[(end + 1)..];
            }
            return new(Bytes + block.Length, line, column, isAfterReturn);
        }
    }
}
