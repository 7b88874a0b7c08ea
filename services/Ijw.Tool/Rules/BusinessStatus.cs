using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Ijw.Tool.Rules;

/// <summary>How a business rule stands in this repository.</summary>
internal enum BusinessState
{
    /// <summary>Code names it, and a test proves it.</summary>
    Enforced,

    /// <summary>Other rules carry it out.</summary>
    Carried,

    /// <summary>No code names it, but a test shows that it holds.</summary>
    Shown,

    /// <summary>It is about how people work: no message shows whether they do.</summary>
    Process,

    /// <summary>Code names it, nothing else carries it out, and no test proves it.</summary>
    Untested,

    /// <summary>The repository is not at hand.</summary>
    Unknown,
}

/// <summary>A business rule and how it stands.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="State">How it stands.</param>
/// <param name="Missing">Of what carries it out, what is not there yet, and in which messages.</param>
/// <param name="Places">The types that name it.</param>
/// <param name="Tests">The tests that name it.</param>
internal sealed record BusinessStatus(
    BusinessRule Rule, BusinessState State, IReadOnlyDictionary<string, IReadOnlyList<MessageKind>> Missing,
    IReadOnlyList<Mention> Places, IReadOnlyList<Test> Tests)
{
    internal bool IsGap => State is BusinessState.Untested;

    /// <summary>In words for people.</summary>
    internal string Say() => State switch
    {
        BusinessState.Enforced => $"enforced by {string.Join(", ", Places.Select(place => place.Project).Distinct())}",
        BusinessState.Carried => $"carried out by {string.Join(", ", Rule.CarriedBy.Select(Carrier))}",
        BusinessState.Shown => "shown by tests",
        BusinessState.Process => "process rule, not checkable in a message",
        BusinessState.Untested => "named by code, but no test proves it",
        _ => "the repository is not at hand",
    };

    private string Carrier(string code) => Missing.TryGetValue(code, out var kinds)
        ? $"{code} (not yet in {string.Join(", ", kinds.Select(kind => kind.Title()))})"
        : code;

    /// <summary>What kind of state it is, for a count.</summary>
    internal string Kind() => State is BusinessState.Carried ? "carried out by other rules" : Say();
}
