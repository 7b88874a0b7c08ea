using System.Collections.Frozen;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Rules.Catalogue;

namespace Jeugdregio.Ijw;

/// <summary>What it takes to check a rule.</summary>
public enum RuleLevel
{
    /// <summary>Level 1: the form of the message.</summary>
    Schema,

    /// <summary>Level 2: the message itself.</summary>
    Message,

    /// <summary>Level 3: what was sent and received before.</summary>
    CrossMessage,

    /// <summary>Level 4: a source outside the messages.</summary>
    External,
}

/// <summary>Which part of the platform has to see to a rule.</summary>
public enum RuleOwner
{
    /// <summary>This library: what a message alone, a date or a list can tell.</summary>
    Library,

    /// <summary>
    /// The mailbox: what is the same for every message, and whether an answer agrees with what it answers.
    /// </summary>
    Mailbox,

    /// <summary>Referrals: allocations, requests, starts and stops.</summary>
    Referrals,

    /// <summary>Billing: declarations and their answers.</summary>
    Billing,
}

/// <summary>
/// A restriction (RS), condition (CD), constraint (CS) or technical rule (TR) of iJw 3.2, in our own words.
/// </summary>
/// <param name="Code">The standard's code, e.g. <c>TR338</c>.</param>
/// <param name="Level">What it takes to check it.</param>
/// <param name="ReturnCode">
/// The code of WJ001 that answers it; empty for what is about form, and for the three of level 3 that have none.
/// </param>
/// <param name="Kinds">The messages it is about.</param>
/// <param name="Text">The rule in one English sentence.</param>
/// <param name="Dutch">The same in Dutch.</param>
public sealed record TechnicalRule(
    string Code, RuleLevel Level, string ReturnCode, IReadOnlyList<MessageKind> Kinds, string Text, string Dutch)
{
    private const string Identification = "TR056";

    /// <summary>Who has to see to it for messages of that kind.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public RuleOwner OwnerFor(MessageKind kind) =>
        Level != RuleLevel.CrossMessage ? RuleOwner.Library
        : Code == Identification || kind is MessageKind.Jw325 ? RuleOwner.Mailbox
        : kind is MessageKind.Jw323 ? RuleOwner.Billing
        : RuleOwner.Referrals;
}

/// <summary>The rules of iJw 3.2 that a message can be refused on.</summary>
public static class RuleCatalogue
{
    /// <summary>All of them, by code.</summary>
    public static FrozenDictionary<string, TechnicalRule> All { get; } = Restrictions.All
        .Concat(Conditions.All)
        .Concat(Constraints.All)
        .Concat(WithinMessage.All)
        .Concat(CrossMessage.All)
        .Concat(FromOutside.All)
        .ToFrozenDictionary(rule => rule.Code, StringComparer.Ordinal);

    /// <summary>
    /// The elements that a restriction (RS) holds for, by name; empty for any other rule, whose sentence names them.
    /// </summary>
    /// <param name="rule">One of <see cref="All"/>.</param>
    public static IReadOnlyList<string> ElementsUnder(TechnicalRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Facets.ElementsByRestriction.GetValueOrDefault(rule.Code, []);
    }
}
