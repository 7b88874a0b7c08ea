using System.Text;
using System.Text.Json;
using Jeugdregio.Ijw.Tool.Rules;
using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Ijw.Tool.Tests;

public sealed class RulesTests : IDisposable
{
    private const string Line =
        """
        namespace Somewhere;

        // "TR340" in a comment is not in the code
        internal static class LineRules
        {
            internal const string First = "TR338";
        }
        """;

    private const string Proof =
        """
        public sealed class SomeTests
        {
            [Fact, Trait("rule", "TR338")]
            public void A_line_names_an_allocation() => Nothing();

            [Theory, Trait("needs", "database"), MemberData(nameof(Rows))]
            public void Rows_name_their_own_codes(int number) => Nothing();

            public static IEnumerable<object> Rows => Of().Select(row => Row(row).WithTrait("rule", row.Rule));

            private static IEnumerable<(string, int)> Of() => [("TR339", 1), .. More()];

            private static IEnumerable<(string, int)> More() => [("TR341", 2)];

            private static IEnumerable<(string, int)> NotUsed() => [("TR340", 3)];
        }
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_rule_of_the_standard_is_nowhere_in_this_repository()
    {
        var ran = Ran.In(AppContext.BaseDirectory, "rules");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.EndsWith("No rule is nowhere.\n", ran.Output, StringComparison.Ordinal);
        var told = ran.Output.Split('\n').Select(line => line.Split(' ')[0]).ToList();
        Assert.Equal(
            RuleCatalogue.All.Keys.Order(StringComparer.Ordinal), told.Where(RuleCatalogue.All.ContainsKey));
        Assert.Equal(
            BusinessRules.All.Keys.Order(StringComparer.Ordinal), told.Where(BusinessRules.All.ContainsKey));
    }

    [Fact]
    public void A_rule_is_told_with_its_parts_places_and_tests_as_JSON()
    {
        var ran = Ran.In(AppContext.BaseDirectory, "rules", "tr304", "--format", "json");
        var one = Assert.Single(ran.Objects);
        Assert.Equal(
            ["rule", "level", "retourcode", "text", "tekst", "parts"], one.EnumerateObject().Select(p => p.Name));
        Assert.Equal("cross-message", one.GetProperty("level").GetString());
        var parts = one.GetProperty("parts").EnumerateArray().ToDictionary(
            part => part.GetProperty("messages")[0].GetString()!);
        Assert.Equal(["JW317", "JW323", "JW325"], parts.Keys);
        Assert.Equal(("referrals", "not-there-yet"), Of(parts["JW317"]));
        Assert.Equal(("billing", "enforced"), Of(parts["JW323"]));
        Assert.Equal("LineRules", parts["JW323"].GetProperty("places")[0].GetProperty("type").GetString());
        Assert.StartsWith(
            "Billing.Tests ", parts["JW323"].GetProperty("tests")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_nothing_names_is_exit_code_1_and_told_by_its_code()
    {
        _folder.File("Jeugdregio.slnx", []);
        var ran = Ran.Ijw("rules", "TR338", "--repository", _folder.Root);
        Assert.Equal((1, ""), (ran.Code, ran.Error));
        Assert.Contains("nowhere: owned by Billing", ran.Output, StringComparison.Ordinal);
        Assert.EndsWith("Gaps: TR338.\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_is_enforced_when_code_of_its_owner_names_it_and_a_test_of_its_owner_too()
    {
        _folder.File("Jeugdregio.slnx", []);
        _folder.File("services/Billing/LineRules.cs", Encoding.UTF8.GetBytes(Line));
        _folder.File("tests/Billing.Tests/SomeTests.cs", Encoding.UTF8.GetBytes(Proof));
        Assert.Equal(0, Ran.Ijw("rules", "TR338", "--repository", _folder.Root).Code);
        var output = Ran.Ijw("rules", "--repository", Path.Combine(_folder.Root, "services")).Output;
        Assert.Contains(
            """
            TR338    cross-message  A line names an allocation of the client by its number.
              JW323: enforced by Billing
                LineRules  services/Billing/LineRules.cs:6
                test Billing.Tests SomeTests.A_line_names_an_allocation

            """, output, StringComparison.Ordinal);
        Assert.Equal(2, Count(output, "  JW323: tested, but no code of Billing names it\n"));
        Assert.Equal(2, Count(output, "SomeTests.Rows_name_their_own_codes\n"));
        Assert.Contains("allocated, if one is.\n  JW323: nowhere: owned by Billing", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_without_a_test_and_a_test_without_code_are_gaps()
    {
        var rule = RuleCatalogue.All["TR338"];
        Assert.Equal(RuleState.HalfThere, State(rule, [Named("TR338", "Billing")], []));
        Assert.Equal(RuleState.HalfThere, State(rule, [], [Proven("TR338", "Billing.Tests")]));
        Assert.Equal(RuleState.Nowhere, State(rule, [], []));
        // what another project says is not the owner's word
        Assert.Equal(
            RuleState.Nowhere, State(rule, [Named("TR338", "Referrals")], [Proven("TR338", "Ijw.Tests")]));
    }

    [Fact]
    public void What_is_awaited_is_no_gap_until_it_is_there()
    {
        var rule = RuleCatalogue.All["TR349"];
        Assert.Equal(RuleState.NotThereYet, State(rule, [], []));
        Assert.Equal(
            RuleState.NoLongerAwaited,
            State(rule, [Named("TR349", "Referrals")], [Proven("TR349", "Referrals.Tests")]));
    }

    [Fact]
    public void A_rule_can_be_there_in_one_message_and_awaited_in_another()
    {
        var states = new RuleStates(
            [Named("TR347", "Referrals") with { Kind = MessageKind.Jw315 }], [Proven("TR347", "Referrals.Tests")]);
        var parts = states.Of(RuleCatalogue.All["TR347"]).Parts;
        Assert.Equal(
            [(MessageKind.Jw315, RuleState.Enforced), (MessageKind.Jw317, RuleState.NotThereYet)],
            parts.Select(part => (Assert.Single(part.Kinds), part.State)));
    }

    [Fact]
    public void A_business_rule_is_enforced_carried_out_by_others_shown_by_tests_or_about_how_people_work()
    {
        var states = new RuleStates(
            [Named("OP259", "Referrals"), Named("OP192", "Ijw.Mailbox"), Named("OP254", "Billing")],
            [Proven("OP259", "Referrals.Tests"), Proven("OP065", "Ijw.Tests")]);
        (BusinessState State, string Words) of(string code) =>
            (states.Of(BusinessRules.All[code]).State, states.Of(BusinessRules.All[code]).Say());
        Assert.Equal((BusinessState.Enforced, "enforced by Referrals"), of("OP259"));
        Assert.Equal((BusinessState.Carried, "carried out by RS036"), of("OP254"));
        Assert.Equal((BusinessState.Carried, "carried out by TR349 (not yet in JW317)"), of("OP308"));
        Assert.Equal((BusinessState.Shown, "shown by tests"), of("OP065"));
        Assert.Equal((BusinessState.Process, "process rule, not checkable in a message"), of("OP257"));
        Assert.Equal((BusinessState.Untested, "named by code, but no test proves it"), of("OP192"));
        Assert.True(states.Of(BusinessRules.All["OP192"]).IsGap);
    }

    [Fact]
    public void A_business_rule_is_told_as_JSON_with_what_carries_it_out()
    {
        var one = Assert.Single(Ran.In(AppContext.BaseDirectory, "rules", "OP276", "--format", "json").Objects);
        Assert.Equal("business", one.GetProperty("level").GetString());
        var carriers = one.GetProperty("carriedBy").EnumerateArray().Select(code => code.GetString());
        Assert.Equal(["TR304", "TR338", "TR384"], carriers);
        var part = Assert.Single(one.GetProperty("parts").EnumerateArray());
        Assert.Equal("carried", part.GetProperty("state").GetString());
    }

    [Fact]
    public void Outside_the_repository_the_rules_are_told_and_that_their_places_are_not_known()
    {
        var ran = Ran.Ijw("rules", "TR338");
        Assert.Equal(0, ran.Code);
        Assert.StartsWith("ijw: the repository is not at hand", ran.Error, StringComparison.Ordinal);
        Assert.Contains("owned by Billing; the repository is not at hand", ran.Output, StringComparison.Ordinal);
        Assert.EndsWith("What enforces them is not known here.\n", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules", "TR999")]
    [InlineData("rules", "--repository", "/")]
    [InlineData("rules", "--repository", "nowhere at all")]
    [InlineData("rules", "--format", "xml")]
    public void What_cannot_be_told_is_exit_code_2_and_a_sentence(params string[] arguments)
    {
        var ran = Ran.Ijw(arguments);
        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.StartsWith("ijw: ", ran.Error, StringComparison.Ordinal);
    }

    private static RuleState State(TechnicalRule rule, IReadOnlyList<Mention> mentions, IReadOnlyList<Test> tests) =>
        Assert.Single(new RuleStates(mentions, tests).Of(rule).Parts).State;

    private static Mention Named(string rule, string project) => new(rule, project, "Type", "Type.cs", 1, null);

    private static Test Proven(string rule, string project) => new(project, "C", "A_test_is", [new("rule", rule)], "");

    private static (string?, string?) Of(JsonElement part) =>
        (part.GetProperty("owner").GetString(), part.GetProperty("state").GetString());

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
