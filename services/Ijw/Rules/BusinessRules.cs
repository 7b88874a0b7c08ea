using System.Collections.Frozen;
using Jeugdregio.Ijw.Rules.Catalogue;

namespace Jeugdregio.Ijw;

/// <summary>
/// A business rule (OP) of iJw 3.2: what municipality and provider have to do. Part of them come back as technical
/// rules about what they send each other; the others are about how they work, and no message shows whether they do.
/// </summary>
/// <param name="Code">The standard's code, e.g. <c>OP259</c>.</param>
/// <param name="CarriedBy">The technical rules, conditions and constraints that carry it out; none for a way of
/// working.</param>
/// <param name="Text">The rule in one English sentence.</param>
/// <param name="Dutch">The same in Dutch.</param>
public sealed record BusinessRule(string Code, IReadOnlyList<string> CarriedBy, string Text, string Dutch);

/// <summary>The business rules of iJw 3.2.</summary>
public static class BusinessRules
{
    /// <summary>All of them, by code.</summary>
    public static FrozenDictionary<string, BusinessRule> All { get; } = OfCare.All
        .Concat(OfDeclarations.All)
        .Concat(OfMessages.All)
        .ToFrozenDictionary(rule => rule.Code, StringComparer.Ordinal);
}
