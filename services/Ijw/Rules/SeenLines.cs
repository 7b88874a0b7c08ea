using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>
/// Which lines a declaration has had so far (TR101, TR316). Of a line it keeps a fingerprint of its reference, 128
/// bits, and one of the whole, 64 bits, keyed with a secret of the process so that nobody can make two look the same: a
/// file of a million lines takes 48 MB.
/// </summary>
internal sealed class SeenLines
{
    private static readonly long Key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private readonly HashSet<(UInt128, ulong)> _repeated = [];
    private Entry[] _entries = new Entry[64];
    private int _count;

    internal static UInt128 FingerprintOf(in ShortText reference) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(reference.AsSpan()), Key);

    /// <summary>Adds a line; false when the very same line of the same person was there already.</summary>
    internal bool Add(in DeclarationLine line, int bsn)
    {
        var reference = FingerprintOf(in line.Reference);
        var whole = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<DeclarationLine>(in line)), Key ^ bsn);
        if ((_count + 1) * 4L > _entries.Length * 3L) Grow();
        ref var place = ref PlaceOf(_entries, reference);
        // a reference that is used again and again must not make the search long
        if (place.Reference == reference) return place.Line != whole && _repeated.Add((reference, whole));
        place = new(reference, whole);
        _count++;
        return true;
    }

    /// <summary>Whether a line with this reference was added.</summary>
    internal bool Contains(UInt128 reference) => PlaceOf(_entries, reference).Reference == reference;

    private void Grow()
    {
        var entries = new Entry[_entries.Length * (_entries.Length < 65_536 ? 4 : 2)];
        foreach (ref readonly var entry in _entries.AsSpan())
            if (entry.Reference != default) PlaceOf(entries, entry.Reference) = entry;
        _entries = entries;
    }

    /// <summary>Where a reference is, or where it would be.</summary>
    private static ref Entry PlaceOf(Entry[] entries, UInt128 reference)
    {
        var at = unchecked((int)(ulong)reference) & (entries.Length - 1);
        while (entries[at].Reference != default && entries[at].Reference != reference)
            at = (at + 1) & (entries.Length - 1);
        return ref entries[at];
    }

    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private readonly struct Entry(UInt128 reference, ulong line)
    {
        private readonly ulong _high = (ulong)(reference >> 64);
        private readonly ulong _low = unchecked((ulong)reference);

        internal readonly ulong Line = line;

        internal UInt128 Reference => new(_high, _low);
    }
}
