using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Ijw.Tool.Rules;

/// <summary>How a rule stands in this repository, for some of the messages it is about.</summary>
internal enum RuleState
{
    /// <summary>Code of its owner names it, and a test of that owner proves it.</summary>
    Enforced,

    /// <summary>No code of its owner names it, and <see cref="Awaited"/> says so.</summary>
    NotThereYet,

    /// <summary>Code names it and no test does, or the other way round.</summary>
    HalfThere,

    /// <summary>Nothing names it, and nobody said that it is missing.</summary>
    Nowhere,

    /// <summary>It is there, and <see cref="Awaited"/> still says that it is not.</summary>
    NoLongerAwaited,

    /// <summary>The repository is not at hand.</summary>
    Unknown,
}

/// <summary>How a rule stands for those of its messages that one part of the platform sees to.</summary>
/// <param name="Kinds">The messages.</param>
/// <param name="Owner">Who sees to them.</param>
/// <param name="State">How it stands.</param>
/// <param name="Places">The types of the owner that name it.</param>
/// <param name="Tests">The tests of the owner that name it.</param>
internal sealed record RulePart(
    IReadOnlyList<MessageKind> Kinds, RuleOwner Owner, RuleState State, IReadOnlyList<Mention> Places,
    IReadOnlyList<Test> Tests)
{
    internal bool IsGap => State is RuleState.HalfThere or RuleState.Nowhere or RuleState.NoLongerAwaited;
}

/// <summary>A rule and how it stands.</summary>
internal sealed record RuleStatus(TechnicalRule Rule, IReadOnlyList<RulePart> Parts);

/// <summary>Finds out how every rule stands from what the code and the tests of a checkout say.</summary>
internal sealed class RuleStates
{
    private readonly bool _isAtHand;
    private readonly ILookup<string, Mention> _mentions;
    private readonly ILookup<string, Test> _tests;

    /// <param name="checkout">Where code and tests are; null when they are not at hand.</param>
    internal RuleStates(Checkout? checkout)
        : this(checkout is null ? [] : RuleMentions.In(checkout), checkout?.Tests ?? [])
    {
        _isAtHand = checkout is not null;
    }

    internal RuleStates(IReadOnlyList<Mention> mentions, IReadOnlyList<Test> tests)
    {
        _isAtHand = true;
        _mentions = mentions.ToLookup(mention => mention.Rule, StringComparer.Ordinal);
        _tests = tests
            .SelectMany(test => test.Traits.Where(trait => trait.Name is "rule").Select(trait => (trait.Value, test)))
            .Distinct().ToLookup(proof => proof.Value, proof => proof.test, StringComparer.Ordinal);
    }

    internal RuleStatus Of(TechnicalRule rule) => new(
        rule,
        [
            .. rule.Kinds.GroupBy(rule.OwnerFor)
                .SelectMany(owned => Parts(rule, owned.Key, [.. owned]))
                .OrderBy(part => part.Kinds[0]),
        ]);

    internal BusinessStatus Of(BusinessRule rule)
    {
        var (places, tests) = (_mentions[rule.Code].ToList(), _tests[rule.Code].ToList());
        var missing = rule.CarriedBy.Select(code => RuleCatalogue.All[code])
            .Select(carrier => (carrier.Code, Kinds: MissingIn(carrier)))
            .Where(carrier => carrier.Kinds.Count > 0)
            .ToDictionary(carrier => carrier.Code, carrier => carrier.Kinds);
        var state = (places.Count > 0, tests.Count > 0, rule.CarriedBy.Count > 0) switch
        {
            _ when !_isAtHand => BusinessState.Unknown,
            (true, true, _) => BusinessState.Enforced,
            (_, _, true) => BusinessState.Carried,
            (true, false, _) => BusinessState.Untested,
            (_, true, _) => BusinessState.Shown,
            _ => BusinessState.Process,
        };
        return new(rule, state, missing, places, tests);
    }

    private IReadOnlyList<MessageKind> MissingIn(TechnicalRule rule) =>
        [.. Of(rule).Parts.Where(part => part.State is RuleState.NotThereYet).SelectMany(part => part.Kinds)];

    /// <summary>The messages of an owner that stand alike, together.</summary>
    private IEnumerable<RulePart> Parts(TechnicalRule rule, RuleOwner owner, IReadOnlyList<MessageKind> kinds)
    {
        var mentions = _mentions[rule.Code].Where(mention => mention.Project == ProjectOf(owner)).ToList();
        var tests = _tests[rule.Code].Where(test => Proves(owner, test)).ToList();
        return kinds
            .Select(kind => Part(rule, owner, kind, mentions, tests))
            .GroupBy(part => (part.State, string.Join(' ', part.Places.Select(place => place.Type))))
            .Select(alike => alike.First() with { Kinds = [.. alike.SelectMany(part => part.Kinds)] });
    }

    private RulePart Part(
        TechnicalRule rule, RuleOwner owner, MessageKind kind, List<Mention> mentions, List<Test> tests)
    {
        var places = mentions.Where(mention => mention.Kind is null || mention.Kind == kind).ToList();
        var isAwaited = Awaited.In(rule.Code, kind);
        // a test names no message, so tests of a rule that is there in another message say nothing about this one
        var isTested = tests.Count > 0 && (places.Count > 0 || mentions.Count == 0);
        var state = (_isAtHand, places.Count > 0, isTested, isAwaited) switch
        {
            (false, _, _, _) => RuleState.Unknown,
            (_, true, true, false) => RuleState.Enforced,
            (_, true, true, true) => RuleState.NoLongerAwaited,
            (_, false, false, true) => RuleState.NotThereYet,
            (_, false, false, false) => RuleState.Nowhere,
            _ => RuleState.HalfThere,
        };
        return new([kind], owner, state, places, isTested ? tests : []);
    }

    private static string ProjectOf(RuleOwner owner) => owner switch
    {
        RuleOwner.Library => "Ijw",
        RuleOwner.Mailbox => "Ijw.Mailbox",
        _ => owner.ToString(),
    };

    /// <summary>The mailbox is proven in the services that use it too.</summary>
    private static bool Proves(RuleOwner owner, Test test) => owner is RuleOwner.Mailbox
        ? test.Project is "Billing.Tests" or "Referrals.Tests" or "Ijw.Mailbox.Tests"
        : test.Project == $"{ProjectOf(owner)}.Tests";
}
