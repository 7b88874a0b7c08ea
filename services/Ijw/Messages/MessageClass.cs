using System.Collections;

namespace Jeugdregio.Ijw.Messages;

/// <summary>
/// A class of a message in the standard's sense: an element that holds elements. Its text form is its name only,
/// because most of them hold personal data and a text form ends up in logs.
/// </summary>
public abstract record MessageClass
{
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A class that a retour gives its own return codes. In the message that is answered they are null.</summary>
public abstract record AnswerableClass : MessageClass
{
    /// <summary>Codes of WJ001, one or more; null in any message that is not an answer.</summary>
    public IReadOnlyList<string>? RetourCodes { get; init => field = Frozen.CopyOrNull(value); }
}

/// <summary>A message of iJw 3.2: the root element <c>Bericht</c>.</summary>
public abstract record IjwMessage : MessageClass
{
    public abstract MessageKind Kind { get; }

    /// <summary>The header as every message has it, whatever more its own <c>Header</c> holds.</summary>
    public abstract Header CommonHeader { get; }
}

/// <summary>A technical reply (302, 306, 308, 316, 318, 320).</summary>
public abstract record RetourMessage : IjwMessage
{
    public required RetourHeader Header { get; init; }

    public override Header CommonHeader => Header;
}

/// <summary>
/// A list that cannot change and is equal to another with equal items, so that records holding it are too.
/// </summary>
internal sealed class Frozen<T>(T[] items) : IReadOnlyList<T>
{
    public int Count => items.Length;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || obj is Frozen<T> other && items.AsSpan().SequenceEqual(other.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items) hash.Add(item);
        return hash.ToHashCode();
    }

    private ReadOnlySpan<T> Span => items;
}

internal static class Frozen
{
    internal static IReadOnlyList<T> Copy<T>(IReadOnlyList<T> source) =>
        source as Frozen<T> ?? new Frozen<T>([.. source]);

    internal static IReadOnlyList<T>? CopyOrNull<T>(IReadOnlyList<T>? source) => source is null ? null : Copy(source);
}
