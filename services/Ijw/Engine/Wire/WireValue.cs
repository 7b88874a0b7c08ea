using System.Buffers.Binary;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>Values that are no text, from their bytes. Only the ordinary spelling is taken.</summary>
internal static class WireValue
{
    /// <summary>The length of <c>yyyy-MM-dd</c>.</summary>
    internal const int DateLength = 10;

    /// <summary>The length of <c>HH:mm:ss</c>.</summary>
    internal const int TimeLength = 8;

    /// <summary>A date that exists, from the first ten bytes.</summary>
    internal static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-') return false;
        if (!TryTwo(text, out var century) || !TryTwo(text[2..], out var year)) return false;
        if (!TryTwo(text[5..], out var month) || !TryTwo(text[8..], out var day)) return false;
        year += century * 100;
        if (year == 0 || month is 0 or > 12 || day == 0) return false;
        if (day > 28 && day > DateTime.DaysInMonth(year, month)) return false;
        date = new(year, month, day);
        return true;
    }

    /// <summary>A time that exists, from the first eight bytes.</summary>
    internal static bool TryTime(ReadOnlySpan<byte> text, out TimeOnly time)
    {
        time = default;
        if (text.Length < TimeLength || text[2] != ':' || text[5] != ':') return false;
        if (!TryTwo(text, out var hour) || !TryTwo(text[3..], out var minute) || !TryTwo(text[6..], out var second))
            return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        time = new(hour, minute, second);
        return true;
    }

    /// <summary>The number a text begins with: how many digits it has, at most twelve.</summary>
    internal static int ReadWhole(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        var length = 0;
        for (; length < Math.Min(12, text.Length) && char.IsAsciiDigit((char)text[length]); length++)
            number = number * 10 + (text[length] - '0');
        return length;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, out int number)
    {
        number = (text[0] - '0') * 10 + (text[1] - '0');
        return char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[1]);
    }
}

/// <summary>Dates as <see cref="WireValue.TryDate"/> reads them; messages hold few that differ.</summary>
internal static class DateReader
{
    /// <summary>Of all messages that are read on a thread: what a text says is the same in each.</summary>
    [ThreadStatic]
    private static (ulong First, ushort Last, DateOnly Date)[]? _known;

    internal static bool TryRead(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length < WireValue.DateLength) return false;
        var first = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var last = BinaryPrimitives.ReadUInt16LittleEndian(text[8..]);
        ref var known = ref (_known ??= new (ulong, ushort, DateOnly)[256])[(text[9] + text[8] * 10 + text[6] * 40) & 255];
        // a place not used yet has ten NULs, which are no date
        if (known.First == first && known.Last == last && first != 0)
        {
            date = known.Date;
            return true;
        }
        if (!WireValue.TryDate(text, out date)) return false;
        known = (first, last, date);
        return true;
    }
}
