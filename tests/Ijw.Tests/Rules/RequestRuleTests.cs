using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>The rules of level 2 about requests (JW315, JW317) and their answers (JW319).</summary>
public sealed class RequestRuleTests
{
    public static IEnumerable<TheoryDataRow<int, string>> RefusedRows => Refused()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    public static IEnumerable<TheoryDataRow<int, string>> AcceptedRows => Accepted()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(RefusedRows))]
    public void A_request_or_answer_that_breaks_a_rule_is_refused_with_that_rule_and_its_place(int number, string rule)
    {
        var (_, message, place) = Refused().ElementAt(number);
        RuleCase.Refuse(rule, message, place);
    }

    [Theory, MemberData(nameof(AcceptedRows))]
    public void A_request_or_answer_at_the_edge_of_a_rule_is_accepted(int number, string rule)
    {
        var (of, message) = Accepted().ElementAt(number);
        Assert.Equal(rule, of);
        RuleCase.Accept(message);
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Place)> Refused() =>
        [.. RefusedRequests(), .. RefusedChanges(), .. RefusedAdditions(), .. RefusedAnswers()];

    internal static IEnumerable<(string Rule, IjwMessage Message)> Accepted() =>
        [.. AcceptedRequests(), .. AcceptedChanges(), .. AcceptedAnswers()];

    private static IEnumerable<(string, IjwMessage, string)> RefusedRequests() =>
    [
        ("CD043", Requested(p => p with { BeschikkingNummer = 1 }), "[1]/BeschikkingIngangsdatum"),
        ("CD043", Requested(p => p with { BeschikkingIngangsdatum = new(2026, 1, 1) }), "[1]/BeschikkingIngangsdatum"),
        ("CD066", Referrer(new() { Type = "02", Naam = "x", ZorgverlenerCode = "01000001" }), "[1]/Verwijzer/Naam"),
        ("CD067", Referrer(new() { Type = "05" }), "[1]/Verwijzer/Naam"),
        ("CD068", Referrer(new() { Type = "08", ZorgverlenerCode = "01000001" }), "[1]/Verwijzer/ZorgverlenerCode"),
        ("CD041", Requested(p => p with { Omvang = null }), "[1]/Omvang"),
        ("CD095", Requested(p => p with { Product = new() { Categorie = "44" } }), "[1]/Omvang"),
        ("CD075", Requested(p => p with { Product = null, Omvang = null, Budget = 1, ToewijzingEinddatum = null }),
            "[1]/ToewijzingEinddatum"),
        ("CD076", Requested(p => p with { ToewijzingEinddatum = null }), "[1]/ToewijzingEinddatum"),
        ("CD077", Requested(p => p with { Budget = 1 }), "[1]/Omvang"),
        ("CD078", Requested(p => p with { Budget = 1 }), "[1]/Budget"),
        ("CD079", Requested(p => p with { Product = null, Omvang = null }), "[1]/Product"),
        ("CS003", Requested(p => p with { ToewijzingEinddatum = new(2026, 1, 11) }), "[1]/ToewijzingEinddatum"),
        ("CS343", Requested(p => p with { Omvang = Volume("84", "1") }), "[1]/Omvang/Frequentie"),
        ("TR101", Requests(Example.Requested("VOT-1"), Example.Requested("VOT-1", "45A53")), "AangevraagdProduct[2]"),
        ("TR383", Requests(Example.Requested("VOT-1"), Example.Requested("VOT-1", "45A53")), "AangevraagdProduct[2]"),
        ("TR386", Requests(Example.Requested("VOT-1"), Example.Requested("VOT-2")), "AangevraagdProduct[2]"),
    ];

    private static IEnumerable<(string, IjwMessage)> AcceptedRequests() =>
    [
        ("CD043", Requested(p => p with { BeschikkingNummer = 1, BeschikkingIngangsdatum = new(2026, 1, 1) })),
        ("CD066", Referrer(new() { Type = "02", ZorgverlenerCode = "01000001" })),
        ("CD067", Referrer(new() { Type = "05", Naam = "x" })),
        ("CD068", Referrer(new() { Type = "08", Naam = "x" })),
        ("CD095", Requested(p => p with
        {
            Product = new() { Categorie = "44" },
            ToewijzingIngangsdatum = new(2020, 12, 1),
            ToewijzingEinddatum = new(2020, 12, 31),
        })),
        ("CS343", Requested(p => p with { Omvang = Volume("84", "6") })),
        ("CS343", Requested(p => p with { Omvang = Volume("82", "1") })),
        ("TR101", Requests(Example.Requested("VOT-1"), Example.Requested("VOT-2", "45A53"))),
        ("TR383", Requests(Example.Requested("VOT-1"), Example.Requested("VOT-2", "45A53"))),
        ("TR386", Requests(
            Example.Requested("VOT-1"),
            Example.Requested("VOT-2") with
            {
                ToewijzingIngangsdatum = new(2026, 7, 13),
                ToewijzingEinddatum = new(2026, 12, 31),
            })),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedChanges() =>
    [
        ("TR352", Change(v => v with { OngewijzigdeProducten = null, TeWijzigenProducten = null }), "Verzoek"),
        ("TR353", Change(v => v with { TeWijzigenProducten = null, NieuweProducten = null }), "Verzoek"),
        ("CD075", ToChange(p => p with { Omvang = null, Budget = 1, Einddatum = null }),
            "TeWijzigenProduct[1]/Einddatum"),
        ("CD076", ToChange(p => p with { Einddatum = null }), "TeWijzigenProduct[1]/Einddatum"),
        ("CD077", ToChange(p => p with { Budget = 1 }), "TeWijzigenProduct[1]/Omvang"),
        ("CD078", ToChange(p => p with { Budget = 1 }), "TeWijzigenProduct[1]/Budget"),
        ("CS003", ToChange(p => p with { Einddatum = new(2026, 2, 28) }), "TeWijzigenProduct[1]/Einddatum"),
        ("CS338", ToChange(p => p with { Omvang = Volume("83", "1") }), "TeWijzigenProduct[1]/Omvang/Frequentie"),
        ("TR101", Change(v => v with
        {
            OngewijzigdeProducten = [v.OngewijzigdeProducten![0], v.OngewijzigdeProducten[0]],
        }), "OngewijzigdProduct[2]"),
        ("TR101", Change(v => v with
        {
            TeWijzigenProducten = [v.TeWijzigenProducten![0], v.TeWijzigenProducten[0]],
        }), "TeWijzigenProduct[2]"),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedAdditions() =>
    [
        ("TR380", Added(n => n with { GewensteIngangsdatum = new(2026, 2, 5) }),
            "NieuwProduct[1]/GewensteIngangsdatum"),
        ("CD041", Added(n => n with { Omvang = null }), "NieuwProduct[1]/Omvang"),
        ("CD075", Added(n => n with { Product = null, Omvang = null, Budget = 1, Einddatum = null }),
            "NieuwProduct[1]/Einddatum"),
        ("CD076", Added(n => n with { Einddatum = null }), "NieuwProduct[1]/Einddatum"),
        ("CD077", Added(n => n with { Budget = 1 }), "NieuwProduct[1]/Omvang"),
        ("CD078", Added(n => n with { Budget = 1 }), "NieuwProduct[1]/Budget"),
        ("CD079", Added(n => n with { Product = null, Omvang = null }), "NieuwProduct[1]/Product"),
        ("CD096", Added(n => n with { Product = new() { Categorie = "44" } }), "NieuwProduct[1]/Omvang"),
        ("CS003", Added(n => n with { Einddatum = new(2026, 2, 28) }), "NieuwProduct[1]/Einddatum"),
        ("CS338", Added(n => n with { Omvang = Volume("16", "1") }), "NieuwProduct[1]/Omvang/Frequentie"),
        ("TR101", Change(v => v with { NieuweProducten = [v.NieuweProducten![0], v.NieuweProducten[0]] }),
            "NieuwProduct[2]"),
        ("TR410", Change(v => v with
        {
            NieuweProducten =
                [v.NieuweProducten![0], v.NieuweProducten[0] with { GewensteIngangsdatum = new(2026, 3, 2) }],
        }), "NieuwProduct[2]"),
    ];

    private static IEnumerable<(string, IjwMessage)> AcceptedChanges() =>
    [
        ("TR352", Change(v => v with { OngewijzigdeProducten = null })),
        ("TR352", Change(v => v with { TeWijzigenProducten = null })),
        ("TR353", Change(v => v with { NieuweProducten = null })),
        ("TR353", Change(v => v with { TeWijzigenProducten = null })),
        ("CD076", ToChange(p => p with { Omvang = Volume("01", "6"), Einddatum = null })),
        ("CS003", ToChange(p => p with { Einddatum = p.GewensteIngangsdatum })),
        ("CS338", ToChange(p => p with { Omvang = Volume("16", "4") })),
        ("TR380", Added(n => n with { GewensteIngangsdatum = new(2026, 2, 6) })),
        ("CD096", Added(n => n with { Product = new() { Categorie = "44" }, Omvang = null })),
        ("TR410", Change(v => v with
        {
            NieuweProducten =
            [
                v.NieuweProducten![0] with { Einddatum = new(2026, 3, 31) },
                v.NieuweProducten[0] with { GewensteIngangsdatum = new(2026, 4, 1) },
            ],
        })),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedAnswers() =>
    [
        ("CD085", Reply(a => a with { RedenAfwijzingVerzoek = null, Woonplaatsbeginsel = null }),
            "RedenAfwijzingVerzoek"),
        ("CD086", Reply(a => a with { VerzoekAntwoord = "2" }), "RedenAfwijzingVerzoek"),
        ("TR377", Reply(a => a with { Woonplaatsbeginsel = null }), "Antwoord/Woonplaatsbeginsel"),
        ("TR409", Reply(a => a with { RedenAfwijzingVerzoek = "3" }), "Antwoord/Woonplaatsbeginsel"),
    ];

    private static IEnumerable<(string, IjwMessage)> AcceptedAnswers() =>
    [
        ("CD085", Reply(a => a with { RedenAfwijzingVerzoek = "9", Woonplaatsbeginsel = null })),
        ("CD086", Reply(_ => new() { ReferentieAanbieder = "V", VerzoekAntwoord = "2" })),
        ("TR377", Example.Refusal()),
        ("TR409", Reply(a => a with { RedenAfwijzingVerzoek = "3", Woonplaatsbeginsel = null })),
    ];
}
