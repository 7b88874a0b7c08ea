namespace Jeugdregio.Ijw.Mailbox;

/// <summary>
/// Messages that were stored a moment ago, as they were read when they came in: whoever judges one of them soon need
/// not open and read it again. A shortcut and no more: what is not here is read from the table.
/// </summary>
public sealed class FreshMessages(TimeProvider clock)
{
    /// <summary>
    /// Once so many messages are here, or so much text, nothing more is taken: what waits long costs more to have
    /// than to read again.
    /// </summary>
    internal const int Most = 256;

    /// <inheritdoc cref="Most"/>
    internal const long MostBytes = 64 * 1024 * 1024;

    /// <summary>A message that nobody took in that time is judged elsewhere, or later.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Entry> _entries = [];

    /// <summary>Keeps a message, unless there are enough.</summary>
    /// <param name="id">Of the received message.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="bytes">The length of its text.</param>
    internal void Keep(Guid id, Reading reading, int bytes)
    {
        lock (_lock)
        {
            foreach (var (old, entry) in _entries)
                if (clock.GetElapsedTime(entry.At) >= Longest) _entries.Remove(old);
            if (_entries.Count >= Most || _entries.Values.Sum(entry => (long)entry.Bytes) >= MostBytes) return;
            _entries.Add(id, new(reading, bytes, clock.GetTimestamp()));
        }
    }

    /// <summary>Gives a message away, once; null when it is not here.</summary>
    internal Reading? Take(Guid id)
    {
        lock (_lock) return _entries.Remove(id, out var entry) ? entry.Reading : null;
    }

    private sealed record Entry(Reading Reading, int Bytes, long At);
}
