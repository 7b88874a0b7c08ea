namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// What was judged before a line: in earlier declarations, and of its own declaration the lines that came first. Lives
/// for the judging of one declaration.
/// </summary>
internal sealed class LineHistory
{
    private readonly string _municipality;
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EarlierLine> _byReference = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _credited = [];
    private readonly HashSet<DebitKey> _openDebits = [];
    private readonly Dictionary<long, Consumed> _consumed = [];

    /// <param name="municipality">Of the declaration; what another municipality pays does not count here.</param>
    internal LineHistory(string municipality) => _municipality = municipality;

    /// <summary>
    /// Takes in what earlier declarations left. Of an allocation it counts when first told: afterwards this declaration
    /// has added to it and taken away.
    /// </summary>
    /// <param name="byReference">The provider's earlier lines with a reference number that is named now, of any
    /// municipality.</param>
    /// <param name="openDebits">What an accepted debit that is not credited is about.</param>
    /// <param name="consumed">What such debits have taken of an allocation: of every one that has any.</param>
    internal void Learn(
        IReadOnlyList<EarlierLine> byReference, IReadOnlyList<DebitKey> openDebits,
        IReadOnlyDictionary<long, Consumed> consumed)
    {
        foreach (var line in byReference)
        {
            _references.Add(line.Reference);
            _byReference.TryAdd(line.Reference, line);
        }
        foreach (var debit in openDebits)
            if (!_consumed.ContainsKey(debit.AllocationNumber)) _openDebits.Add(debit);
        foreach (var (allocation, taken) in consumed) _consumed.TryAdd(allocation, taken);
    }

    internal bool HasReference(string reference) => _references.Contains(reference);

    /// <summary>
    /// The accepted debit with that reference number, credited or not; none of this same declaration.
    /// </summary>
    internal EarlierLine? AcceptedDebit(string? reference) =>
        reference is not null && _byReference.TryGetValue(reference, out var line)
            && line is { Accepted: true, IsCredit: false } && line.Municipality == _municipality
            ? line
            : null;

    internal bool IsCredited(EarlierLine debit) => debit.IsCredited || _credited.Contains(debit.Id);

    internal bool HasOpenDebit(DebitKey key) => _openDebits.Contains(key);

    /// <summary>What the debits that still count have taken of an allocation.</summary>
    internal Consumed ConsumedOf(long allocation) => _consumed.GetValueOrDefault(allocation);

    /// <summary>A judged line keeps its reference number, whatever was decided (TR314).</summary>
    internal void Take(string reference) => _references.Add(reference);

    internal void Accept(DeclaredLine line, EarlierLine? debit)
    {
        if (debit is null)
        {
            _openDebits.Add(line.Key);
            Count(line.AllocationNumber, line.Unit, line.Volume, line.AmountCents, 1);
            return;
        }
        _credited.Add(debit.Id);
        _openDebits.Remove(debit.Key);
        Count(debit.AllocationNumber, debit.Unit, debit.Volume, debit.AmountCents, -1);
    }

    private void Count(long allocation, string unit, long volume, long cents, int sign) =>
        _consumed[allocation] = ConsumedOf(allocation).With(unit, volume, cents, sign);
}

/// <summary>What debits have taken of an allocation.</summary>
/// <param name="Volume">As measured by <see cref="Units.Measure"/>.</param>
/// <param name="Cents">Euro cents.</param>
internal readonly record struct Consumed(Int128 Volume, Int128 Cents)
{
    /// <summary>With so much more, or with sign -1 so much less.</summary>
    internal Consumed With(string unit, Int128 volume, Int128 cents, int sign = 1) =>
        new(Volume + sign * Units.Measure(unit, volume), Cents + sign * cents);
}
