using System.Globalization;
using System.Text;

namespace Jeugdregio.Ijw.Tool;

/// <summary><c>ijw explain</c>: what a rule or a return code means, and what it goes with.</summary>
internal static class Explain
{
    private const int Near = 3;

    /// <summary>What stands where a rule's code would, in a finding about form.</summary>
    private static readonly string[] OfForm = ["XML", "XSD"];

    /// <param name="code">In any case.</param>
    /// <param name="languages">One or more: an explanation in each.</param>
    /// <param name="around">Where to.</param>
    internal static int Run(string code, IReadOnlyList<Language> languages, Surroundings around)
    {
        var name = code.Trim().ToUpperInvariant();
        var texts = languages.Select(language => In(language, name)).ToList();
        if (texts.Contains(null))
        {
            var near = string.Join(", ", Nearest(name));
            around.Error.WriteLine(
                Printable.Of($"ijw: '{code}' is no rule or return code of iJw 3.2. Near it: {near}."));
            return ExitCode.Failed;
        }
        around.Output.Write(Encoding.UTF8.GetBytes(string.Join('\n', texts)));
        around.Output.Flush();
        return ExitCode.Good;
    }

    private static string? In(Language words, string name) =>
        RuleCatalogue.All.TryGetValue(name, out var rule) ? Of(words, rule)
        : BusinessRules.All.GetValueOrDefault(InCase(name)) is { } business ? Of(words, business)
        : ReturnCodes.All.TryGetValue(name, out var returned) ? Of(words, returned)
        : OfForm.Contains(name) ? OfFinding(words, name)
        : null;

    private static string OfFinding(Language words, string name) =>
        $"{name}: {words.Form}\n{(name is "XML" ? words.Xml : words.Xsd)}\n"
        + $"{Capital(words.ReturnCode)}: {words.None}\n";

    private static string Of(Language words, TechnicalRule rule)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{rule.Code}: {words.KindOf(rule.Code)} ({words.Name(rule.Level)})\n{words.Sentence(rule)}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"{words.Messages}: {string.Join(", ", rule.Kinds.Select(kind => kind.Title()))}\n");
        if (RuleCatalogue.ElementsUnder(rule) is { Count: > 0 } elements)
            text.Append(CultureInfo.InvariantCulture, $"{words.Elements}: {string.Join(", ", elements)}\n");
        if (rule.Level is RuleLevel.CrossMessage)
            text.Append(CultureInfo.InvariantCulture, $"{words.Owner}: {OwnersOf(rule)}\n");
        var code = ReturnCodes.All.TryGetValue(rule.ReturnCode, out var returned)
            ? $"{returned.Code}: {words.Meaning(returned)}"
            : words.None;
        return text.Append(CultureInfo.InvariantCulture, $"{Capital(words.ReturnCode)}: {code}\n").ToString();
    }

    private static string Of(Language words, BusinessRule rule)
    {
        var carried = rule.CarriedBy.Count > 0 ? string.Join(", ", rule.CarriedBy) : words.WayOfWorking;
        return $"{rule.Code}: {words.Business}\n{words.BusinessSentence(rule)}\n{words.CarriedBy}: {carried}\n";
    }

    private static string OwnersOf(TechnicalRule rule)
    {
        var owners = rule.Kinds.GroupBy(rule.OwnerFor).ToList();
        return owners is [var only]
            ? only.Key.ToString()
            : string.Join(", ", owners.Select(owner =>
                $"{owner.Key} ({string.Join(", ", owner.Select(kind => kind.Title()))})"));
    }

    private static string Of(Language words, ReturnCode code)
    {
        var rules = RuleCatalogue.All.Values.Where(rule => rule.ReturnCode == code.Code)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal).ToList();
        var text = new StringBuilder($"{code.Code}: {words.ReturnCode}\n{words.Meaning(code)}\n");
        if (code.Code is ReturnCodes.Technical)
            text.Append(CultureInfo.InvariantCulture, $"{words.Rules}: {words.AllOfLevel2}: ")
                .AppendJoin(", ", rules.Select(rule => rule.Code)).Append('\n');
        else if (rules.Count == 0) text.Append(CultureInfo.InvariantCulture, $"{words.Rules}: {words.None}\n");
        else
            foreach (var rule in rules)
                text.Append(CultureInfo.InvariantCulture, $"{words.Rule}: {rule.Code}: {words.Sentence(rule)}\n");
        return text.ToString();
    }

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    /// <summary>An exception to a business rule has a small x in its code: OP002x1.</summary>
    internal static string InCase(string name) => name.Replace('X', 'x');

    private static IEnumerable<string> Nearest(string name) => RuleCatalogue.All.Keys
        .Concat(BusinessRules.All.Keys).Concat(ReturnCodes.All.Keys)
        .OrderBy(code => Distance(name, code)).ThenBy(code => code, StringComparer.Ordinal).Take(Near);

    /// <summary>How many characters to change, leave out or put in (Levenshtein).</summary>
    private static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        // codes are at most seven characters: what is much longer is as far away as it can be
        if (from.Length > 16) from = from[..16];
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++) row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
