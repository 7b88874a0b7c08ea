using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Jeugdregio.Ijw.Engine;

/// <summary>The text of a message in UTF-8, a block at a time.</summary>
internal sealed class Utf8Text(Stream output) : IDisposable
{
    private const int BlockSize = 64 * 1024;

    /// <summary>As many bytes as a number, a day or a tag can be.</summary>
    private const int Short = 512;

    /// <summary>What has to be looked at: what stands for something else, and what may not be in XML at all.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(
    [
        '&', '<', '>', '\uFFFE', '\uFFFF',
        .. Enumerable.Range(0, ' ').Where(c => c is not ('\t' or '\n')).Select(c => (char)c),
        .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c),
    ]);

    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int _count;

    /// <summary>Bytes that went out.</summary>
    internal long Length { get; private set; }

    internal void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BlockSize - _count) Flush();
        bytes.CopyTo(_block.AsSpan(_count));
        _count += bytes.Length;
    }

    internal void Put(long number)
    {
        Reserve();
        number.TryFormat(_block.AsSpan(_count), out var length, provider: CultureInfo.InvariantCulture);
        _count += length;
    }

    internal void Put(DateOnly day)
    {
        Reserve();
        day.TryFormat(_block.AsSpan(_count), out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _count += length;
    }

    /// <summary>
    /// Puts the text between two tags; false when it holds a character that XML does not allow. It may be as long as
    /// any value is, which is far less than a block.
    /// </summary>
    internal bool TryPut(string text)
    {
        if (text.AsSpan().ContainsAny(Special) && !TryEscape(ref text)) return false;
        // a character takes at most three bytes
        if (text.Length * 3 > BlockSize - _count) Flush();
        _count += Encoding.UTF8.GetBytes(text, _block.AsSpan(_count));
        return true;
    }

    /// <summary>A line feed, and a tab for each level.</summary>
    internal void NewLine(int depth)
    {
        Reserve();
        _block[_count++] = (byte)'\n';
        _block.AsSpan(_count, depth).Fill((byte)'\t');
        _count += depth;
    }

    /// <summary>What it held is somebody's: nobody else finds it.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_block, clearArray: true);

    internal void Flush()
    {
        output.Write(_block.AsSpan(0, _count));
        Length += _count;
        _count = 0;
    }

    private void Reserve()
    {
        if (BlockSize - _count < Short) Flush();
    }

    /// <summary>A carriage return that is not written as a reference would come back as a line feed.</summary>
    private static bool TryEscape(ref string text)
    {
        try
        {
            text = XmlConvert.VerifyXmlChars(text)
                .Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal)
                .Replace("\r", "&#xD;", StringComparison.Ordinal);
            return true;
        }
        catch (XmlException)
        {
            // its own words repeat the character and its neighbours
            return false;
        }
    }
}
