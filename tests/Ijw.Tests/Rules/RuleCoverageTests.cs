using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>No rule that the library sees to is without a message it refuses and one it accepts.</summary>
public sealed class RuleCoverageTests
{
    private static readonly List<(string Rule, IjwMessage Message, string Place)> Refused =
    [
        .. AllocationRuleTests.Refused(), .. PersonRuleTests.Refused(), .. StartStopRuleTests.Refused(),
        .. RequestRuleTests.Refused(), .. DeclarationRuleTests.Refused(),
    ];

    private static readonly List<(string Rule, IjwMessage Message)> Accepted =
    [
        .. AllocationRuleTests.Accepted(), .. PersonRuleTests.Accepted(), .. StartStopRuleTests.Accepted(),
        .. RequestRuleTests.Accepted(), .. DeclarationRuleTests.Accepted(),
    ];

    [Fact]
    public void The_examples_break_no_rule()
    {
        IjwMessage[] examples =
        [
            Example.Allocation(), Example.Start(), Example.Stop(), Example.Request(), Example.Change(),
            Example.Refusal(), Example.Declaration(), Changed.AnswerTo(Example.Declaration()), Example.Reply(),
        ];
        Assert.All(examples, RuleCase.Accept);
    }

    [Fact]
    public void Every_rule_of_level_2_refuses_a_message_of_each_kind_it_is_about()
    {
        var expected = Of(RuleLevel.Message).SelectMany(rule => rule.Kinds.Select(kind => (rule.Code, kind)));
        Assert.Equal(expected.Order(), Refused.Select(row => (row.Rule, row.Message.Kind)).Distinct().Order());
    }

    [Fact]
    public void Every_condition_and_constraint_refuses_a_message_in_each_class_the_standard_lists_it_for()
    {
        var uses = ListedUses().Where(use => RuleCatalogue.All[use.Rule].Level == RuleLevel.Message).ToList();
        var found = Refused
            .SelectMany(row => IjwRules.CheckWithin(row.Message).Select(finding => (finding, row.Message.Kind)))
            .Select(told => (told.finding.Rule, told.Kind, ClassOf(told.finding.Path, told.Kind)))
            .ToHashSet();
        Assert.InRange(uses.Count, 80, int.MaxValue);
        Assert.All(uses, use => Assert.Contains(use, found));

        string ClassOf(string path, MessageKind kind) => path.Split('/').Select(name => name.Split('[')[0])
            .Last(name => name == "Bericht" || uses.Exists(use => use.Kind == kind && use.Class == name));
    }

    [Fact]
    public void Every_rule_of_level_2_accepts_a_message_at_its_edge()
    {
        var expected = Of(RuleLevel.Message).Select(rule => rule.Code);
        Assert.Equal(expected.Order(), Accepted.Select(row => row.Rule).Distinct().Order());
        Assert.All(Accepted, row => Assert.Contains(row.Message.Kind, RuleCatalogue.All[row.Rule].Kinds));
    }

    [Fact]
    public void Every_rule_of_level_1_accepts_a_text_and_refuses_one()
    {
        var expected = Of(RuleLevel.Schema).Select(rule => rule.Code);
        Assert.Equal(expected.Order(), FormRuleTests.Cases().Select(row => row.Rule).Distinct().Order());
        Assert.All(
            FormRuleTests.Cases(), row => Assert.Contains(row.Message.Kind, RuleCatalogue.All[row.Rule].Kinds));
    }

    [Fact]
    public void Every_rule_of_level_4_refuses_a_message_of_each_kind_it_is_about_and_accepts_one()
    {
        var expected = Of(RuleLevel.External).SelectMany(rule => rule.Kinds.Select(kind => (rule.Code, kind)));
        Assert.Equal(
            expected.Order(),
            ExternalRuleTests.Refused().Select(row => (row.Rule, row.Message.Kind)).Distinct().Order());
        Assert.Equal(
            Of(RuleLevel.External).Select(rule => rule.Code).Order(),
            ExternalRuleTests.Accepted().Select(row => row.Rule).Distinct().Order());
    }

    /// <summary>Which rule the standard lists for which class of which message; retours have none.</summary>
    private static IEnumerable<(string Rule, MessageKind Kind, string Class)> ListedUses()
    {
        var rows = File.ReadLines(Standard.File("rules", "conditions-constraints-restrictions.csv"));
        foreach (var cells in rows.Skip(1).Select(row => row.Split(',')))
            if (cells[0].StartsWith('C') && Enum.TryParse<MessageKind>(cells[2], ignoreCase: true, out var kind))
                yield return (cells[0], kind, cells[3]);
    }

    private static IEnumerable<TechnicalRule> Of(RuleLevel level) =>
        RuleCatalogue.All.Values.Where(rule => rule.Level == level);
}
