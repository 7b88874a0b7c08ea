using System.Globalization;
using System.Text;
using System.Text.Json;
using Jeugdregio.Ijw.Tool.Checking;
using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Ijw.Tool.Rules;

/// <summary>
/// How rules stand, for people: a rule, its states, the types and the tests; at the end how many of each.
/// </summary>
internal sealed class RuleText(bool isColoured)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly SortedSet<string> _gaps = new(StringComparer.Ordinal);
    private bool _isUnknown;

    internal static void Write(
        IReadOnlyList<RuleStatus> rules, IReadOnlyList<BusinessStatus> business, Surroundings around)
    {
        var text = new RuleText(around.IsColoured);
        foreach (var status in rules) text.Add(status);
        foreach (var status in business) text.Add(status);
        text.End(rules.Count + business.Count);
        around.Output.Write(Encoding.UTF8.GetBytes(text._text.ToString()));
        around.Output.Flush();
    }

    private void Add(RuleStatus status)
    {
        var level = JsonNamingPolicy.KebabCaseLower.ConvertName(status.Rule.Level.ToString());
        Head(status.Rule.Code, level, status.Rule.Text);
        foreach (var part in status.Parts)
        {
            var messages = string.Join(' ', part.Kinds.Select(kind => kind.Title()));
            var colour = part.State switch
            {
                RuleState.Enforced => TextReport.Green,
                RuleState.NotThereYet or RuleState.Unknown => TextReport.Yellow,
                _ => TextReport.Red,
            };
            _text.Append(CultureInfo.InvariantCulture, $"  {messages}: ");
            State(colour, Say(part), part.Places, part.Tests);
            Count(status.Rule.Code, Say(part), part.IsGap);
            _isUnknown |= part.State is RuleState.Unknown;
        }
    }

    private void Add(BusinessStatus status)
    {
        Head(status.Rule.Code, "business", status.Rule.Text);
        var colour = status.IsGap ? TextReport.Red
            : status.State is BusinessState.Process or BusinessState.Unknown || status.Missing.Count > 0
                ? TextReport.Yellow
            : TextReport.Green;
        _text.Append("  ");
        State(colour, status.Say(), status.Places, status.Tests);
        Count(status.Rule.Code, $"{status.Kind()} (business)", status.IsGap);
    }

    private void Head(string code, string level, string text) =>
        _text.Append(CultureInfo.InvariantCulture, $"{code,-7}  {level,-13}  {text}\n");

    private void State(string colour, string state, IReadOnlyList<Mention> places, IReadOnlyList<Test> tests)
    {
        _text.Append(TextReport.In(colour, state, isColoured)).Append('\n');
        foreach (var place in places)
            _text.Append(CultureInfo.InvariantCulture, $"    {place.Type}  {place.File}:{place.Line}\n");
        foreach (var test in tests)
            _text.Append(CultureInfo.InvariantCulture, $"    test {test.Project} {test.Class}.{test.Name}\n");
    }

    private void Count(string code, string state, bool isGap)
    {
        _counts[state] = _counts.GetValueOrDefault(state) + 1;
        if (isGap) _gaps.Add(code);
    }

    private void End(int rules)
    {
        _text.Append(
            CultureInfo.InvariantCulture, $"\n{rules} rules; one of several owners or states counts for each:\n");
        foreach (var (state, count) in _counts.OrderByDescending(state => state.Value))
            _text.Append(CultureInfo.InvariantCulture, $"  {count,4}  {state}\n");
        _text.Append(
            _isUnknown ? "What enforces them is not known here.\n"
            : _gaps.Count == 0 ? "No rule is nowhere.\n"
            : $"Gaps: {string.Join(", ", _gaps)}.\n");
    }

    private static string Say(RulePart part)
    {
        var owner = part.Owner is RuleOwner.Library ? "the library" : part.Owner.ToString();
        return part.State switch
        {
            RuleState.Enforced => $"enforced by {owner}",
            RuleState.NotThereYet => $"owned by {owner}, not there yet",
            RuleState.HalfThere when part.Places.Count > 0 => $"named by {owner}, but no test proves it",
            RuleState.HalfThere => $"tested, but no code of {owner} names it",
            RuleState.NoLongerAwaited => $"enforced by {owner}, and still on the list of what is awaited",
            RuleState.Nowhere => $"nowhere: owned by {owner}, which does not name it",
            _ => $"owned by {owner}; the repository is not at hand",
        };
    }
}
