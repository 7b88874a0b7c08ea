using System.Globalization;
using System.Text;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Where one is in a message while walking it: element names, with a number where an element repeats.
/// </summary>
internal sealed class ElementPath
{
    private readonly List<(string Name, int Number)> _steps = [];

    /// <param name="name">The element gone into.</param>
    /// <param name="number">Which repetition, from 1; 0 for an element that does not repeat.</param>
    internal void Enter(string name, int number = 0) => _steps.Add((name, number));

    internal int Depth => _steps.Count;

    /// <summary>The element gone into last.</summary>
    internal (string Name, int Number) Last => _steps[^1];

    internal void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, number) in _steps)
        {
            if (text.Length > 0) text.Append('/');
            text.Append(name);
            if (number > 0) text.Append(CultureInfo.InvariantCulture, $"[{number}]");
        }
        return text.ToString();
    }
}
