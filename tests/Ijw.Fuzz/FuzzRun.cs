using System.Globalization;
using Jeugdregio.Ijw.Fuzz.Mutations;
using Jeugdregio.Ijw.Fuzz.Oracle;

namespace Jeugdregio.Ijw.Fuzz;

/// <summary>Compares many made texts, and counts what came of them.</summary>
internal sealed class FuzzRun(int seed)
{
    private static readonly int[] Pieces = [1, 7, 100, 4095, 4096, 4097];

    private readonly Dictionary<string, (int Valid, int Invalid)> _changes = [];
    private readonly Dictionary<string, int> _strict = [];
    private int _documents;
    private int _rejected;

    internal int Disagreements { get; private set; }

    /// <summary>How many are valid by the official schemas.</summary>
    internal int Valid { get; private set; }

    /// <summary>How many were also asked where they are wrong.</summary>
    internal int Placed { get; private set; }

    /// <summary>How many are valid by the official schemas, and refused for a limit of our own.</summary>
    internal int RefusedOnPurpose => _strict.Values.Sum();

    /// <summary>Compares one text; what it disagrees on, or null.</summary>
    internal string? Compare(int index)
    {
        var text = FuzzedText.Of(seed, index);
        var comparison = Comparison.Of(text.Bytes, PieceOf(index), text.HasOnePlace);
        _documents++;
        if (comparison.IsPlaced) Placed++;
        var isValid = comparison.Complaint is null;
        if (isValid) Valid++;
        if (comparison.Reading?.Verdict is Verdict.Rejected) _rejected++;
        if (comparison.Strictness is { } strictness)
            _strict[strictness] = _strict.GetValueOrDefault(strictness) + 1;
        foreach (var change in text.Changes)
        {
            var (valid, invalid) = _changes.GetValueOrDefault(change);
            _changes[change] = isValid ? (valid + 1, invalid) : (valid, invalid + 1);
        }
        if (comparison.Disagreement is not null) Disagreements++;
        return comparison.Disagreement;
    }

    /// <summary>The sizes a stream may deal out its bytes in, each as often.</summary>
    internal static int PieceOf(int index) => Pieces[index % Pieces.Length];

    internal void Summarise(TextWriter output, TimeSpan took, bool withChanges)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {_documents:N0} documents in {took.TotalSeconds:F0} s "
            + $"({_documents / took.TotalSeconds:N0}/s); "
            + $"by the official schemas {Valid:N0} valid, {_documents - Valid:N0} not; "
            + $"{_rejected:N0} break a rule; {Placed:N0} places compared; {Disagreements:N0} disagreements"));
        foreach (var (why, count) in _strict.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  refused on purpose: {count,9:N0}  {why}"));
        if (!withChanges) return;
        foreach (var (change, (valid, invalid)) in _changes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {change,-60} {valid,9:N0} valid {invalid,9:N0} not"));
    }
}
