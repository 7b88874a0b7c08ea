using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>The rules of level 2 about declarations (JW323) and their answers (JW325).</summary>
public sealed class DeclarationRuleTests
{
    public static IEnumerable<TheoryDataRow<int, string>> RefusedRows => Refused()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    public static IEnumerable<TheoryDataRow<int, string>> AcceptedRows => Accepted()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(RefusedRows))]
    public void A_declaration_or_answer_that_breaks_a_rule_is_refused_with_that_rule_and_its_place(
        int number, string rule)
    {
        var (_, message, place) = Refused().ElementAt(number);
        RuleCase.Refuse(rule, message, place);
    }

    [Theory, MemberData(nameof(AcceptedRows))]
    public void A_declaration_or_answer_at_the_edge_of_a_rule_is_accepted(int number, string rule)
    {
        var (of, message) = Accepted().ElementAt(number);
        Assert.Equal(rule, of);
        RuleCase.Accept(message);
    }

    [Fact, Trait("rule", "TR101"), Trait("rule", "TR416")]
    public void A_number_used_twice_or_by_another_client_is_for_the_lines_to_answer_not_for_the_message()
    {
        var twice = Lines(l => [l, l with { ProductCode = "45A53" }]);
        RuleCase.Accept(twice);
        var declaration = Lines(l => [l]);
        var clients = declaration.Declaratie.Clienten;
        var another = clients[0] with { Bsn = Example.OtherBsn };
        RuleCase.Accept(declaration with
        {
            Declaratie = declaration.Declaratie with
            {
                Clienten = [clients[0], another],
                TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(130_000),
            },
        });
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Place)> Refused() =>
        [.. RefusedDeclarations(), .. RefusedLines(), .. RefusedReferences(), .. RefusedAnswers()];

    internal static IEnumerable<(string Rule, IjwMessage Message)> Accepted() =>
        [.. AcceptedDeclarations(), .. AcceptedLines(), .. AcceptedAnswers()];

    private static IEnumerable<(string, IjwMessage, string)> RefusedDeclarations() =>
    [
        ("CS340", Declared(d => d with { DeclaratiePeriode = Days(2026, 1, 1, 30) }), "DeclaratiePeriode"),
        ("CS100", Declared(d => d with { DeclaratiePeriode = Days(2020, 12, 1, 31) }), "DeclaratiePeriode/Begindatum"),
        ("TR137", Declared(d => d with { DeclaratiePeriode = Days(2026, 2, 1, 28) }), "DeclaratiePeriode/Einddatum"),
        ("TR134", Declared(d => d with { DeclaratieDagtekening = new(2026, 2, 6) }), "DeclaratieDagtekening"),
        ("TR358", Declared(d => d with { TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(52_001) }), "Bedrag"),
        ("TR358", Declared(d => d with { TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(-52_000) }), "Bedrag"),
        ("CS325", Declared(d => d with { TotaalIngediendBedrag = new() { TotaalBedrag = 0, DebetCredit = "C" } }),
            "TotaalIngediendBedrag/DebetCredit"),
        ("TR101", Declared(d => d with { Clienten = [d.Clienten[0], d.Clienten[1] with { Bsn = Example.OneBsn }] }),
            "Client[2]"),
    ];

    private static IEnumerable<(string, IjwMessage)> AcceptedDeclarations() =>
    [
        // February of a leap year, and the whole of the first month that is declared
        ("CS340", Dated(2024, 3, 1, Days(2024, 2, 1, 29))),
        ("CS100", Dated(2021, 2, 1, Days(2021, 1, 1, 31))),
        ("TR137", Dated(2026, 1, 31, Days(2026, 1, 1, 31))),
        ("TR134", Declared(d => d with { DeclaratieDagtekening = new(2026, 2, 5) })),
        ("TR358", Lines(l => [Credit(l, "PR1", "OUD1")])),
        ("CS325", Lines(l => [l, Credit(l, "PR2", "OUD1")])),
        ("TR101", Example.Declaration()),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedLines() =>
    [
        ("CD060", Line(l => Credit(l, "PR1", null)), "VorigReferentieNummer"),
        ("CD060", Line(l => Credit(l, "PR1", "OUD1") with { IngediendBedrag = l.IngediendBedrag }),
            "VorigReferentieNummer"),
        ("CD087", Line(l => l with { ProductTarief = null }), "ProductTarief"),
        ("CD087", Line(l => l with { Eenheid = "83", GeleverdVolume = l.IngediendBedrag.Bedrag }), "ProductTarief"),
        ("CS339", Line(l => l with { Eenheid = "83", ProductTarief = null }), "IngediendBedrag"),
        ("CS100", Line(l => l with { ProductPeriode = Days(2020, 12, 1, 31) }), "ProductPeriode/Begindatum"),
        ("CS337", Line(l => l with
        {
            ProductPeriode = new() { Begindatum = new(2025, 12, 1), Einddatum = new(2026, 1, 31) },
        }), "ProductPeriode/Einddatum"),
        ("CS337", Line(l => l with
        {
            ProductPeriode = new() { Begindatum = new(2025, 1, 1), Einddatum = new(2026, 1, 31) },
        }), "ProductPeriode/Einddatum"),
        ("TR134", Line(l => l with { ProductPeriode = Days(2026, 3, 1, 31) }), "ProductPeriode/Begindatum"),
        ("TR137", Line(l => l with
        {
            ProductPeriode = new() { Begindatum = new(2026, 1, 31), Einddatum = new(2026, 1, 1) },
        }), "ProductPeriode/Einddatum"),
        ("TR335", Line(l => l with { ProductPeriode = Days(2021, 1, 1, 31) }), "ProductPeriode/Einddatum"),
        ("CS325", Line(l => Credit(l, "P", "O") with { IngediendBedrag = new() { Bedrag = 0, DebetCredit = "C" } }),
            "IngediendBedrag/DebetCredit"),
    ];

    private static IEnumerable<(string, IjwMessage)> AcceptedLines() =>
    [
        ("CD060", Line(l => Credit(l, "PR1", "OUD1"))),
        ("CD087", Line(l => l with { Eenheid = "83", GeleverdVolume = 65_000, ProductTarief = null })),
        ("CS339", Line(l => l with { Eenheid = "83", GeleverdVolume = 65_000, ProductTarief = null })),
        ("CS337", Line(l => l with { ProductPeriode = Days(2025, 12, 31, 31) })),
        ("TR335", Line(l => l with { ProductPeriode = Days(2021, 2, 3, 3) })),
        ("CS325", Line(l => l with { GeleverdVolume = 0, IngediendBedrag = BedragMetDC.FromSigned(0) })),
        ("TR315", Lines(l => [Credit(l, "A", "O1"), Credit(l, "B", "O2")])),
        ("TR316", Lines(l => [l, Credit(l, "A", "OUD1")])),
        ("TR416", Lines(l => [l, Other(l) with { ProductPeriode = Days(2025, 12, 1, 31) }])),
        ("TR416", Lines(l => [l, Credit(l, "A", "OUD1")])),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedReferences() =>
    [
        ("TR101", Lines(l => [l, l]), "Prestatie[2]"),
        ("TR315", Lines(l => [Credit(l, "A", "O"), Credit(l, "B", "O")]), "VorigReferentieNummer"),
        ("TR316", Lines(l => [l, Credit(l, "A", "PR1")]), "Prestatie[2]/ProductReferentie/VorigReferentieNummer"),
        ("TR416", Lines(l => [l, Other(l)]), "Prestatie[2]"),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedAnswers() =>
    [
        ("TR342", Answered(a => a with { TotaalToegekendBedrag = a.TotaalIngediendBedrag }), "TotaalToegekendBedrag"),
        ("TR342", Answered(a => a with { RetourCodes = ["9333"] }), "TotaalToegekendBedrag"),
        ("CD060", RefusedLine(l => Credit(l, "PR1", null)), "VorigReferentieNummer"),
        ("CS325", Answered(a => a with { TotaalIngediendBedrag = new() { TotaalBedrag = 0, DebetCredit = "C" } }),
            "TotaalIngediendBedrag/DebetCredit"),
        ("CS325", Answered(a => a with { TotaalToegekendBedrag = new() { TotaalBedrag = 0, DebetCredit = "C" } }),
            "TotaalToegekendBedrag/DebetCredit"),
        ("CS325", RefusedLine(l =>
            Credit(l, "P", "O") with { IngediendBedrag = new() { Bedrag = 0, DebetCredit = "C" } }),
            "Prestatie[1]/IngediendBedrag/DebetCredit"),
        ("TR134", RefusedLine(l => l with { ProductPeriode = Days(2026, 3, 1, 31) }), "ProductPeriode/Begindatum"),
        ("TR137", RefusedLine(l => l with
        {
            ProductPeriode = new() { Begindatum = new(2026, 1, 31), Einddatum = new(2026, 1, 1) },
        }), "ProductPeriode/Einddatum"),
        ("TR101", Answered(a => a with
        {
            Clienten =
            [
                a.Clienten![0],
                a.Clienten[0] with { Prestaties = [.. a.Clienten[0].Prestaties.Select(Other)] },
            ],
        }), "Client[2]"),
        ("TR101", AnswerTo(Lines(l => [l, l])), "Client[1]/Prestaties/Prestatie[2]"),
        // refused for another reason, it is still the same line
        ("TR101", Answered(a => a with
        {
            Clienten =
            [
                a.Clienten![0] with
                {
                    Prestaties =
                    [
                        a.Clienten[0].Prestaties[0],
                        a.Clienten[0].Prestaties[0] with { RetourCodes = ["9338"] },
                    ],
                },
            ],
        }), "Prestatie[2]"),
    ];

    private static IEnumerable<(string, IjwMessage)> AcceptedAnswers() =>
    [
        ("TR342", AnswerTo(Example.Declaration())),
        ("TR342", Answer.Declaration(Example.Declaration(), "GM25", new(2026, 2, 6), [])),
        ("CD060", RefusedLine(l => Credit(l, "PR1", "OUD1"))),
        ("TR101", AnswerTo(Lines(l => [l, l with { ProductCode = "45A53" }, Other(l)]))),
        ("CS325", RefusedLine(l => l)),
    ];

    private static Prestatie Other(Prestatie line) =>
        line with { ProductReferentie = new() { ReferentieNummer = "X" } };

    /// <summary>The example about another month, dated another day.</summary>
    private static Jw323 Dated(int year, int month, int day, GeslotenPeriode period)
    {
        var message = Line(line => line with { ProductPeriode = period });
        var dated = new DateOnly(year, month, day);
        return message with
        {
            Header = message.Header with
            {
                BerichtIdentificatie = message.Header.BerichtIdentificatie with { Dagtekening = dated },
            },
            Declaratie = message.Declaratie with { DeclaratiePeriode = period, DeclaratieDagtekening = dated },
        };
    }
}
