namespace Jeugdregio.Ijw.Rules;

/// <summary>Gathers broken rules as findings; level, code and sentence are those of the catalogue.</summary>
internal sealed class Report(int most = int.MaxValue)
{
    private readonly List<Finding> _findings = [];

    internal IReadOnlyList<Finding> Findings => _findings;

    internal bool IsFull => _findings.Count >= most;

    internal void Add(string rule, string path, int line = 0, int column = 0)
    {
        if (IsFull) return;
        var broken = RuleCatalogue.All[rule];
        var level = broken.Level == RuleLevel.External ? FindingLevel.External : FindingLevel.Message;
        _findings.Add(new(level, rule, broken.ReturnCode, path, line, column, broken.Text));
    }

    /// <summary>Adds when <paramref name="broken"/>.</summary>
    internal void AddIf(bool broken, string rule, string path)
    {
        if (broken) Add(rule, path);
    }

    /// <summary>Adds for each item whose key was there before.</summary>
    internal void AddRepeated<TItem, TKey>(
        IEnumerable<TItem>? items, Func<TItem, TKey> key, string rule, Func<int, string> path)
    {
        if (items is null) return;
        var seen = new HashSet<TKey>();
        var number = 0;
        foreach (var item in items)
        {
            number++;
            if (!seen.Add(key(item))) Add(rule, path(number));
        }
    }
}
