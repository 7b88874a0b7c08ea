using System.Text;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>Makes the records of the model.</summary>
internal sealed class RecordBuilder
{
    private readonly List<(object? Record, List<object>? Items)> _open = [];

    /// <summary>The message, once its root has ended.</summary>
    internal object? Root { get; private set; }

    /// <summary>The records that are being filled, from the root inwards.</summary>
    internal IEnumerable<object> Open => _open.Select(frame => frame.Record).OfType<object>();

    internal void Enter(SlotPlan slot) =>
        _open.Add(slot.Inner!.Type.IsGroup ? (null, []) : (slot.Inner.Create(), null));

    internal void Leave(SlotPlan slot)
    {
        var (record, items) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        Add(slot, items is null ? record! : slot.Inner!.List(items));
    }

    internal void Add(SlotPlan slot, object value)
    {
        if (_open.Count == 0) Root = value;
        else if (_open[^1].Items is { } items) items.Add(value);
        else slot.Binding!.Set(_open[^1].Record!, value);
    }
}

/// <summary>Gives every value to a <see cref="RecordBuilder"/>.</summary>
internal readonly struct RecordSink(RecordBuilder builder) : IWireSink
{
    public void Enter(SlotPlan slot, int at) => builder.Enter(slot);

    public void Leave(SlotPlan slot) => builder.Leave(slot);

    public void Text(SlotPlan slot, int at, ReadOnlySpan<byte> utf8) =>
        builder.Add(slot, Encoding.UTF8.GetString(utf8));

    public void Code(SlotPlan slot, int at, int index) => builder.Add(slot, slot.Simple!.Codes[index]);

    public void Whole(SlotPlan slot, int at, long number) => builder.Add(slot, number);

    public void Date(SlotPlan slot, int at, DateOnly date) => builder.Add(slot, date);

    public void Time(SlotPlan slot, int at, TimeOnly time) => builder.Add(slot, time);
}
