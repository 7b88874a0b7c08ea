using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Ijw.Tool.Rules;

/// <summary><c>ijw rules</c>: where every rule is seen to, and which tests prove it.</summary>
internal static class RulesCommand
{
    /// <param name="repository">
    /// A directory of the checkout; null for the one that the caller is in, or else the one this was built in.
    /// </param>
    /// <param name="codes">The rules to tell of; all of them when there are none.</param>
    /// <param name="isJson">One object per rule and line, or text for people.</param>
    /// <param name="around">Where to.</param>
    internal static int Run(string? repository, IReadOnlyList<string> codes, bool isJson, Surroundings around)
    {
        if (!TryFind(repository, around, out var checkout)) return ExitCode.Failed;
        var wanted = codes.Select(code => Explain.InCase(code.Trim().ToUpperInvariant())).ToHashSet();
        if (wanted.FirstOrDefault(code => !IsRule(code)) is { } unknown)
        {
            around.Error.WriteLine(Printable.Of($"ijw: '{unknown}' is no rule of iJw 3.2; ijw rules has them all."));
            return ExitCode.Failed;
        }
        var states = new RuleStates(checkout);
        var rules = RuleCatalogue.All.Values.Where(rule => IsWanted(rule.Code))
            .OrderBy(rule => rule.Code, StringComparer.Ordinal).Select(states.Of).ToList();
        var business = BusinessRules.All.Values.Where(rule => IsWanted(rule.Code))
            .OrderBy(rule => rule.Code, StringComparer.Ordinal).Select(states.Of).ToList();
        if (isJson) RuleJson.Write(rules, business, around.Output);
        else RuleText.Write(rules, business, around);
        return rules.Any(status => status.Parts.Any(part => part.IsGap)) || business.Any(status => status.IsGap)
            ? ExitCode.NotAccepted
            : ExitCode.Good;

        bool IsWanted(string code) => wanted.Count == 0 || wanted.Contains(code);
    }

    private static bool IsRule(string code) =>
        RuleCatalogue.All.ContainsKey(code) || BusinessRules.All.ContainsKey(code);

    /// <summary>
    /// False when a directory was named that is in no checkout. That there is none at all is told, and no failure: the
    /// rules themselves are known.
    /// </summary>
    private static bool TryFind(string? repository, Surroundings around, out Checkout? checkout)
    {
        checkout = repository is null
            ? around.Directories.Select(Checkout.Around).FirstOrDefault(found => found is not null)
            : Directory.Exists(repository) ? Checkout.Around(Path.GetFullPath(repository)) : null;
        if (checkout is not null) return true;
        around.Error.WriteLine(repository is null
            ? "ijw: the repository is not at hand, so where a rule is seen to and which tests prove it is not known;"
                + " run this in the repository, or say where it is with --repository."
            : Printable.Of($"ijw: {repository}: this is no directory of the repository."));
        return repository is null;
    }
}
