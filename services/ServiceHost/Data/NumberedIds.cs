using System.Buffers.Binary;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>
/// Identities (UUIDv7) of what is written together: they rise with time and within one writing, so that an index takes
/// them at its end and a list can go by them. One new identity for all, and the place of each in its last four bytes.
/// </summary>
public readonly struct NumberedIds(DateTimeOffset now)
{
    /// <summary>The first, of place 0; for SQL that numbers rows itself.</summary>
    public Guid First { get; } = Numbered(Guid.CreateVersion7(now), 0);

    public Guid this[int place] => Numbered(First, place);

    private static Guid Numbered(Guid id, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], place);
        return new(bytes, bigEndian: true);
    }
}
