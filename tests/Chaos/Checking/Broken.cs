namespace Jeugdregio.Chaos.Checking;

/// <summary>What was found wrong after a round.</summary>
internal sealed class Broken
{
    private const int Shown = 3;
    private readonly List<string> _found = [];

    internal IReadOnlyList<string> Found => _found;

    /// <summary>Each of these should not be there.</summary>
    internal void AddAll(string what, IEnumerable<string> wrong)
    {
        var all = wrong.ToList();
        if (all.Count == 0) return;
        var more = all.Count > Shown ? ", …" : "";
        _found.Add($"{what}: {all.Count} ({string.Join(", ", all.Take(Shown))}{more})");
    }

    /// <summary>Both should hold the same, each as often.</summary>
    internal void AddDifference(
        string what, string one, IEnumerable<string> ofOne, string other, IEnumerable<string> ofOther)
    {
        var (left, right) = (Counted(ofOne), Counted(ofOther));
        AddAll($"{what}, only {one}", Over(left, right));
        AddAll($"{what}, only {other}", Over(right, left));
    }

    private static Dictionary<string, int> Counted(IEnumerable<string> all) =>
        all.CountBy(item => item).ToDictionary(item => item.Key, item => item.Value);

    private static IEnumerable<string> Over(Dictionary<string, int> one, Dictionary<string, int> other) =>
        one.SelectMany(item =>
            Enumerable.Repeat(item.Key, Math.Max(0, item.Value - other.GetValueOrDefault(item.Key))));
}
