using System.Globalization;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>Finds where elements are, by their paths. Only what has something wrong in it is walked for this.</summary>
internal sealed class PlaceFinder(WireBuffer text, IReadOnlySet<string> wanted)
{
    private readonly Stack<(string Path, int Items)> _open = new();

    internal Dictionary<string, (int Line, int Column)> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins within a path, where the given number of the next repeated element have been already.</summary>
    internal void Begin(string path, int items) => _open.Push((path, items));

    internal void Enter(SlotPlan slot, int at) => _open.Push((See(slot, at), 0));

    internal void Leave() => _open.Pop();

    /// <summary>Column counts from the name, as XML parsers do.</summary>
    internal string See(SlotPlan slot, int at)
    {
        var path = slot.Element.Name;
        if (_open.TryPop(out var around))
        {
            path = $"{around.Path}/{path}";
            if (slot.Repeats)
            {
                around.Items++;
                path = string.Create(CultureInfo.InvariantCulture, $"{path}[{around.Items}]");
            }
            _open.Push(around);
        }
        if (wanted.Contains(path)) Places[path] = text.PlaceOf(at + 1);
        return path;
    }
}

/// <summary>Gives every element to a <see cref="PlaceFinder"/>.</summary>
internal readonly struct PlaceSink(PlaceFinder finder) : IWireSink
{
    public void Enter(SlotPlan slot, int at) => finder.Enter(slot, at);

    public void Leave(SlotPlan slot) => finder.Leave();

    public void Text(SlotPlan slot, int at, ReadOnlySpan<byte> utf8) => finder.See(slot, at);

    public void Code(SlotPlan slot, int at, int index) => finder.See(slot, at);

    public void Whole(SlotPlan slot, int at, long number) => finder.See(slot, at);

    public void Date(SlotPlan slot, int at, DateOnly date) => finder.See(slot, at);

    public void Time(SlotPlan slot, int at, TimeOnly time) => finder.See(slot, at);
}
