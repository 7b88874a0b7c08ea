using System.IO.Compression;
using Jeugdregio.ServiceHost.PersonalData;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>
/// The text of a message as it is kept: compressed (gzip), then encrypted. It comes back byte for byte. What was kept
/// before there was compression is told by its first bytes, with which no XML begins.
/// </summary>
public static class StoredText
{
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    public static Sealed SealText(this Vault vault, ReadOnlyMemory<byte> text)
    {
        ArgumentNullException.ThrowIfNull(vault);
        using var packed = new MemoryStream(text.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text.Span);
        return vault.Seal(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public static byte[] OpenText(this Vault vault, Sealed content)
    {
        ArgumentNullException.ThrowIfNull(vault);
        var kept = vault.Open(content);
        if (!kept.AsSpan().StartsWith(Gzip)) return kept;
        using var gzip = new GZipStream(new MemoryStream(kept), CompressionMode.Decompress);
        // the last four bytes of the format are the length of the text
        var text = new MemoryStream(BitConverter.ToInt32(kept.AsSpan(^4..)));
        gzip.CopyTo(text);
        return text.Length == text.Capacity ? text.GetBuffer() : text.ToArray();
    }
}
