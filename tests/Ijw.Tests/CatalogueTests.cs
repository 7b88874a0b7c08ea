using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Tests.Support;
using Microsoft.VisualBasic.FileIO;

namespace Jeugdregio.Ijw.Tests;

/// <summary>The catalogue against the standard's own lists, against the definition and against itself.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void There_are_59_return_codes_and_they_are_those_of_the_schema()
    {
        Assert.Equal(59, ReturnCodes.All.Count);
        Assert.Equal(SimpleTypes.RetourCode.Values!.Order(), ReturnCodes.All.Keys.Order());
    }

    [Fact]
    public void There_are_80_technical_rules_22_conditions_19_constraints_and_36_restrictions()
    {
        var counts = RuleCatalogue.All.Keys.CountBy(code => code[..2]).OrderBy(count => count.Key);
        Assert.Equal([new("CD", 22), new("CS", 19), new("RS", 36), new("TR", 80)], counts);
        Assert.Equal(54, RuleCatalogue.All.Values.Count(rule => rule.Level is RuleLevel.CrossMessage));
    }

    [Fact]
    public void Every_rule_is_answered_with_a_code_that_exists_and_every_code_names_a_rule_that_does()
    {
        string[] unanswered = ["TR337", "TR371", "TR376"];
        Assert.All(RuleCatalogue.All.Values, rule => Assert.Equal(
            rule.Level is not RuleLevel.Schema && !unanswered.Contains(rule.Code),
            ReturnCodes.All.ContainsKey(rule.ReturnCode)));
        Assert.All(ReturnCodes.All.Values, code =>
            Assert.True(code.Rule is null || RuleCatalogue.All[code.Rule].ReturnCode == code.Code, code.Code));
    }

    [Fact]
    public void Every_rule_and_return_code_has_an_English_and_a_Dutch_sentence()
    {
        var texts = RuleCatalogue.All.Values.Select(rule => (rule.Code, rule.Text, rule.Dutch))
            .Concat(BusinessRules.All.Values.Select(rule => (rule.Code, rule.Text, rule.Dutch)))
            .Concat(ReturnCodes.All.Values.Select(code => (code.Code, Text: code.Meaning, code.Dutch)));
        Assert.All(texts, text =>
        {
            Assert.NotEqual(text.Text, text.Dutch);
            Assert.All([text.Text, text.Dutch], sentence => Assert.Matches("^[A-Z].{10,}[A-Za-z0-9)]\\.$", sentence));
        });
    }

    [Fact]
    public void The_business_rules_are_those_of_the_official_list()
    {
        var official = Table("business-rules.csv").Select(cells => cells[0]).Order(StringComparer.Ordinal);
        Assert.Equal(official, BusinessRules.All.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_business_rule_is_carried_out_by_rules_that_exist()
    {
        Assert.Equal(91, BusinessRules.All.Count);
        Assert.All(BusinessRules.All.Values, rule => Assert.All(
            rule.CarriedBy, code => Assert.Contains(code, RuleCatalogue.All.Keys.AsEnumerable())));
    }

    [Fact]
    public void What_one_message_can_be_held_against_is_for_the_library_and_the_rest_for_a_service()
    {
        Assert.All(RuleCatalogue.All.Values, rule => Assert.All(rule.Kinds, kind => Assert.Equal(
            rule.Level is not RuleLevel.CrossMessage, rule.OwnerFor(kind) is RuleOwner.Library)));
        Assert.Equal(RuleOwner.Billing, RuleCatalogue.All["TR304"].OwnerFor(MessageKind.Jw323));
        Assert.Equal(RuleOwner.Referrals, RuleCatalogue.All["TR304"].OwnerFor(MessageKind.Jw317));
        Assert.Equal(RuleOwner.Mailbox, RuleCatalogue.All["TR056"].OwnerFor(MessageKind.Jw323));
    }

    [Fact]
    public void A_message_has_a_restriction_exactly_when_an_element_of_it_carries_that_out()
    {
        var inDefinition = MessageKinds.All
            .SelectMany(kind => RestrictionsIn(kind).Select(code => (code, kind)))
            .ToHashSet();
        var inCatalogue = RuleCatalogue.All.Values
            .Where(rule => rule.Code[0] is 'R')
            .SelectMany(rule => rule.Kinds.Select(kind => (rule.Code, kind)));
        Assert.Equal(inDefinition.Order(), inCatalogue.Order());
        Assert.Equal(
            ["ReferentieAanbieder"], RuleCatalogue.ElementsUnder(RuleCatalogue.All["RS024"]));
        Assert.Empty(RuleCatalogue.ElementsUnder(RuleCatalogue.All["TR338"]));
    }

    [Fact]
    public void The_technical_rules_are_those_of_the_official_list()
    {
        var official = Table("technical-rules.csv").ToDictionary(
            cells => cells[0],
            cells => (LevelOf(cells[1]), cells[2], cells[3]));
        Assert.Equal(80, official.Count);
        var ours = RuleCatalogue.All.Values.Where(rule => rule.Code[0] is 'T').ToDictionary(
            rule => rule.Code,
            rule => (rule.Level, rule.ReturnCode, string.Join(' ', rule.Kinds).ToUpperInvariant()));
        Assert.Equal(official.OrderBy(rule => rule.Key), ours.OrderBy(rule => rule.Key));
    }

    [Fact]
    public void The_conditions_constraints_and_restrictions_are_those_of_the_official_list()
    {
        // those of form have no return code in the list either
        var official = Table("conditions-constraints-restrictions.csv")
            .SelectMany(cells => KindsOf(cells[2]).Select(kind => (cells[0], kind, cells[8])))
            .ToHashSet();
        var ours = RuleCatalogue.All.Values.Where(rule => rule.Code[0] is not 'T')
            .SelectMany(rule => rule.Kinds.Select(kind => (rule.Code, kind, rule.ReturnCode)));
        Assert.Equal(official.Order(), ours.Order());
    }

    [Fact]
    public void Every_restriction_of_the_official_list_is_on_an_element_of_that_class()
    {
        var wrong = Table("conditions-constraints-restrictions.csv").Where(cells => cells[0][0] is 'R')
            .SelectMany(cells => KindsOf(cells[2]).Select(kind => (cells, kind)))
            .Where(use => !Under(use.kind, use.cells).Any(element =>
                Facets.RestrictionsOf(element.Simple!).Contains(use.cells[0])))
            .Select(use => string.Join(' ', use.cells));
        Assert.Empty(wrong);
    }

    private static RuleLevel LevelOf(string level) => level switch
    {
        "within-message" => RuleLevel.Message,
        "across-messages" => RuleLevel.CrossMessage,
        "external-source" => RuleLevel.External,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    /// <summary>The list has one entry for all retours.</summary>
    private static IEnumerable<MessageKind> KindsOf(string message) => message is "JW Retour"
        ? MessageKinds.All.Where(kind => kind.Answers() is not null and not MessageKind.Jw323)
        : [MessageKinds.FromName(message)!.Value];

    /// <summary>
    /// What a retour adds to the message it answers is its header; its classes are those of that message.
    /// </summary>
    private static IEnumerable<string> RestrictionsIn(MessageKind kind)
    {
        var elements = Values(MessageDefinitions.All[kind].Root, "");
        if (kind.Answers() is not (null or MessageKind.Jw323))
            elements = elements.Where(element => element.Path.StartsWith("Header/", StringComparison.Ordinal))
                .Skip(Values(MessageDefinitions.All[kind.Answers()!.Value].Root, "")
                    .Count(element => element.Path.StartsWith("Header/", StringComparison.Ordinal)));
        return elements.SelectMany(element => Facets.RestrictionsOf(element.Element.Simple!)).Distinct();
    }

    /// <summary>
    /// The elements that a row of the list can be about. It writes some names with their type before or after them, and
    /// for some groups of elements names the group only.
    /// </summary>
    private static IEnumerable<Element> Under(MessageKind kind, string[] cells)
    {
        string[] Words(string cell) => cell.Split('_', '.');
        var named = Words(cells[4]).Concat(Words(cells[5])).ToHashSet();
        return Values(MessageDefinitions.All[kind].Root, "")
            .Where(element => element.Path.Split('/').Contains(cells[3]))
            .Where(element => element.Path.Split('/').SkipWhile(step => step != cells[3]).Any(step =>
                named.Contains(step) || named.Any(name => step.EndsWith(name, StringComparison.Ordinal))))
            .Select(element => element.Element);
    }

    private static IEnumerable<(string Path, Element Element)> Values(ClassType type, string path) =>
        type.Elements.SelectMany(element => element.Class is { } inner
            ? Values(inner, $"{path}{element.Name}/")
            : [($"{path}{element.Name}", element)]);

    private static List<string[]> Table(string name)
    {
        using var parser = new TextFieldParser(Standard.File("rules", name)) { Delimiters = [","] };
        var rows = new List<string[]>();
        while (parser.ReadFields() is { } cells) rows.Add(cells);
        return rows[1..];
    }
}
