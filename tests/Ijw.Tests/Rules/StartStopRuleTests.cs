using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>The rules of level 2 about starts (JW305) and stops (JW307).</summary>
public sealed class StartStopRuleTests
{
    public static IEnumerable<TheoryDataRow<int, string>> RefusedRows => Refused()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    public static IEnumerable<TheoryDataRow<int, string>> AcceptedRows => Accepted()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(RefusedRows))]
    public void A_start_or_stop_that_breaks_a_rule_is_refused_with_that_rule_and_its_place(int number, string rule)
    {
        var (_, message, place) = Refused().ElementAt(number);
        RuleCase.Refuse(rule, message, place);
    }

    [Theory, MemberData(nameof(AcceptedRows))]
    public void A_start_or_stop_at_the_edge_of_a_rule_is_accepted(int number, string rule)
    {
        var (of, message) = Accepted().ElementAt(number);
        Assert.Equal(rule, of);
        RuleCase.Accept(message);
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Place)> Refused() =>
    [
        ("CS058", Start(s => s with { StatusAanlevering = "2" }), "StartProduct[1]/StatusAanlevering"),
        ("CS058", Stop(s => s with { StatusAanlevering = "9" }), "StopProduct[1]/StatusAanlevering"),
        ("TR134", Start(s => s with { Begindatum = new(2026, 2, 6) }), "StartProduct[1]/Begindatum"),
        ("TR134", Stop(s => s with { Begindatum = new(2026, 2, 6), Einddatum = new(2026, 2, 7) }), "[1]/Begindatum"),
        ("TR018", Stop(s => s with { Einddatum = new(2026, 1, 12) }), "StopProduct[1]/Einddatum"),
        ("TR101", Client305(c => c with { StartProducten = [c.StartProducten[0], c.StartProducten[0]] }),
            "StartProduct[2]"),
        ("TR101", Client307(c => c with { StopProducten = [c.StopProducten[0], c.StopProducten[0]] }),
            "StopProduct[2]"),
        // taken back and given anew under the same key: that takes two messages
        ("TR101", Client305(c => c with
        {
            StartProducten = [c.StartProducten[0] with { StatusAanlevering = "3" }, c.StartProducten[0]],
        }), "StartProduct[2]"),
        ("TR101", Client307(c => c with
        {
            StopProducten = [c.StopProducten[0] with { StatusAanlevering = "3" }, c.StopProducten[0]],
        }), "StopProduct[2]"),
    ];

    internal static IEnumerable<(string Rule, IjwMessage Message)> Accepted() =>
    [
        ("CS058", Start(s => s with { StatusAanlevering = "3" })),
        ("CS058", Stop(s => s with { StatusAanlevering = "3" })),
        ("TR134", Start(s => s with { Begindatum = new(2026, 2, 5) })),
        // a stop may be announced: only its begin has to lie in the past
        ("TR134", Stop(s => s with { Begindatum = new(2026, 2, 5), Einddatum = new(2026, 12, 31) })),
        ("TR018", Stop(s => s with { Einddatum = s.Begindatum })),
        // taken back and given anew, with another begin
        ("TR101", Client305(c => c with
        {
            StartProducten =
            [
                c.StartProducten[0] with { StatusAanlevering = "3" },
                c.StartProducten[0] with { Begindatum = new(2026, 1, 14) },
            ],
        })),
        ("TR101", Client307(c => c with
        {
            StopProducten =
            [
                c.StopProducten[0] with { StatusAanlevering = "3" },
                c.StopProducten[0] with { RedenBeeindiging = "32" },
            ],
        })),
    ];
}
