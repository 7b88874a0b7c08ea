using System.Text;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>A text that was made to hurt or to deceive, and what has to come of it.</summary>
/// <param name="Row">The row of the abuse matrix: B1 fetching, B2 size, B3 another message, B4 encoding.</param>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Pieces">The text; made anew at each walk, and never whole.</param>
internal sealed record HostileCase(string Row, string Name, IEnumerable<ReadOnlyMemory<byte>> Pieces)
{
    internal Verdict Verdict { get; init; } = Verdict.Invalid;

    /// <summary>The last finding; null when there is to be none.</summary>
    internal string? Finding { get; init; }

    /// <summary>The line of that finding.</summary>
    internal int Line { get; init; } = 1;

    /// <summary>The column of that finding.</summary>
    internal int Column { get; init; }

    /// <summary>
    /// How many bytes there are when it is proven, and no more than a little is to be read after it; null for a text
    /// that is read whole.
    /// </summary>
    internal long? ProvenAt { get; init; }

    /// <summary>Right in form: it may cost what an honest message of its size costs.</summary>
    internal bool IsHonest { get; init; }

    internal MadeStream Open(int most = int.MaxValue) => new(Pieces, most);

    public override string ToString() => $"{Row} {Name}";
}

/// <summary>Pieces of a text.</summary>
internal static class Made
{
    internal static IEnumerable<ReadOnlyMemory<byte>> Of(params IEnumerable<ReadOnlyMemory<byte>>[] parts) =>
        parts.SelectMany(part => part);

    internal static IEnumerable<ReadOnlyMemory<byte>> Once(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    internal static IEnumerable<ReadOnlyMemory<byte>> Bytes(params byte[] text) => [text];

    /// <summary>The same, so many times; in pieces of some size, so that making them costs next to nothing.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Times(int times, string text)
    {
        var together = Math.Clamp(8192 / text.Length, 1, times);
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, together)));
        for (var left = times; left > 0; left -= together)
            yield return piece.AsMemory(0, piece.Length / together * Math.Min(left, together));
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Numbered(int times, Func<int, string> text)
    {
        for (var i = 0; i < times; i++) yield return Encoding.UTF8.GetBytes(text(i));
    }
}
