namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// Takes what <see cref="WireReader{TSink}"/> reads, in the order of the text. What it was given counts only when the
/// reader says at the end that all was right.
/// </summary>
internal interface IWireSink
{
    /// <summary>A class begins; <paramref name="at"/> is where its tag does.</summary>
    void Enter(SlotPlan slot, int at);

    /// <summary>A class ends.</summary>
    void Leave(SlotPlan slot);

    /// <summary>A text that is allowed: as it stands, for nothing in it stands for something else.</summary>
    void Text(SlotPlan slot, int at, ReadOnlySpan<byte> utf8);

    /// <summary>A code: its index in the list of codes.</summary>
    void Code(SlotPlan slot, int at, int index);

    void Whole(SlotPlan slot, int at, long number);

    void Date(SlotPlan slot, int at, DateOnly date);

    void Time(SlotPlan slot, int at, TimeOnly time);
}
