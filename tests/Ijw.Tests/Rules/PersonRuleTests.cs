using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>The rules of level 2 about who someone is and where they live, in every message that says so.</summary>
public sealed class PersonRuleTests
{
    private const string NoBsn = "999900007";

    public static IEnumerable<TheoryDataRow<int, string>> RefusedRows => Refused()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    public static IEnumerable<TheoryDataRow<int, string>> AcceptedRows => Accepted()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(RefusedRows))]
    public void A_person_that_breaks_a_rule_is_refused_with_that_rule_and_its_place(int number, string rule)
    {
        var (_, message, place) = Refused().ElementAt(number);
        RuleCase.Refuse(rule, message, place);
    }

    [Theory, MemberData(nameof(AcceptedRows))]
    public void A_person_at_the_edge_of_a_rule_is_accepted(int number, string rule)
    {
        var (of, message) = Accepted().ElementAt(number);
        Assert.Equal(rule, of);
        RuleCase.Accept(message);
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Place)> Refused() =>
        [.. RefusedNumbers(), .. RefusedBirths(), .. RefusedNames(), .. RefusedContacts()];

    internal static IEnumerable<(string Rule, IjwMessage Message)> Accepted() =>
    [
        // the last number of the test range, and the first
        ("CS002", Client301(c => c with { Bsn = "999999990" })),
        ("CS002", Client305(c => c with { Bsn = "999900006" })),
        ("TR002", Client301(c => c with { Geboortedatum = Example.Born(1906, 2, 5) })),
        ("TR002", Client315(c => c with { Geboortedatum = Unknown })),
        ("TR134", Client307(c => c with { Geboortedatum = Example.Born(2026, 2, 5) })),
        ("CS139", Client301(c => c with { Geboortedatum = Partly(2012, 5, 1, "1") })),
        ("CS139", Client305(c => c with { Geboortedatum = Partly(2012, 1, 1, "2") })),
        ("CS139", Client307(c => c with { Geboortedatum = Unknown })),
        ("CS050", Client301(c => c with
        {
            Naam = c.Naam with { Partnernaam = new() { Achternaam = "X" }, NaamGebruik = "4" },
        })),
        ("CS050", Relation(r => r with { Naam = r.Naam with { NaamGebruik = "6" } })),
        ("CS318", Relation(r => r with { Naam = r.Naam with { NaamGebruik = "6" } })),
        ("CD007", Client301(c => c with { Communicatie = new() { Vorm = "1", Taal = "Fries" } })),
        ("CD007", Client301(c => c with { Communicatie = new() { Vorm = "2" } })),
        ("CD005", Contact(c => c with { Soort = "02", Adres = new() { Plaatsnaam = "Zaandam" } })),
        ("CD009", Contacts(Example.Contact() with { Soort = "04", Periode = new() { Begindatum = new(2026, 1, 1) } })),
        ("CD025", Address(_ => new() { Postcode = "B-1000", LandCode = "BE" })),
        ("CD034", Contact(c => c with { Soort = "02", Adres = new() { Plaatsnaam = "Zaandam" } })),
        ("CS089", Address(a => a with { Postcode = "1506 AA" })),
        ("CS089", Address(_ => Abroad)),
        ("CS003", Contacts(Example.Contact() with
        {
            Soort = "04",
            Periode = new() { Begindatum = new(2026, 1, 1), Einddatum = new(2026, 1, 1) },
        })),
        ("TR006", Contact(c => c with { Adres = null })),
        ("TR006", Contact(c => c with { Telefoon = null })),
        ("TR061", Contact(c => c with { Soort = "03" })),
        ("TR101", Contacts(Example.Contact() with { Soort = "02" })),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedNumbers()
    {
        yield return ("CS002", Client301(c => c with { Bsn = NoBsn }), "Client/Bsn");
        yield return ("CS002", Client305(c => c with { Bsn = NoBsn }), "Client/Bsn");
        yield return ("CS002", Client307(c => c with { Bsn = NoBsn }), "Client/Bsn");
        yield return ("CS002", Client315(c => c with { Bsn = "000000000" }), "Client/Bsn");
        var change = Example.Change();
        yield return ("CS002", change with { Client = change.Client with { Bsn = "111111111" } }, "Client/Bsn");
        var declaration = Declared(d => d with { Clienten = [d.Clienten[0] with { Bsn = NoBsn }, d.Clienten[1]] });
        yield return ("CS002", declaration, "Clienten/Client[1]/Bsn");
        yield return ("CS002", AnswerTo(declaration), "Clienten/Client[1]/Bsn");
    }

    private static IEnumerable<(string, IjwMessage, string)> RefusedBirths()
    {
        const string date = "Client/Geboortedatum/Datum";
        const string use = "Client/Geboortedatum/DatumGebruik";
        var old = Example.Born(1906, 2, 4);
        yield return ("TR002", Client301(c => c with { Geboortedatum = old }), date);
        yield return ("TR002", Client305(c => c with { Geboortedatum = old }), date);
        yield return ("TR002", Client307(c => c with { Geboortedatum = old }), date);
        yield return ("TR002", Client315(c => c with { Geboortedatum = old }), date);
        var tomorrow = Example.Born(2026, 2, 6);
        yield return ("TR134", Client301(c => c with { Geboortedatum = tomorrow }), date);
        yield return ("TR134", Client305(c => c with { Geboortedatum = tomorrow }), date);
        yield return ("TR134", Client307(c => c with { Geboortedatum = tomorrow }), date);
        yield return ("TR134", Client315(c => c with { Geboortedatum = tomorrow }), date);
        yield return ("CS139", Client301(c => c with { Geboortedatum = Partly(2012, 5, 2, "1") }), use);
        yield return ("CS139", Client305(c => c with { Geboortedatum = Partly(2012, 5, 1, "2") }), use);
        yield return ("CS139", Client307(c => c with { Geboortedatum = Partly(2012, 1, 2, "2") }), use);
        yield return ("CS139", Client315(c => c with { Geboortedatum = Partly(2012, 1, 1, "3") }), use);
        yield return ("CS139", Relation(r => r with { Geboortedatum = Partly(1970, 1, 1, "3") }),
            "Relatie[1]/Geboortedatum/DatumGebruik");
    }

    private static IEnumerable<(string, IjwMessage, string)> RefusedNames()
    {
        yield return ("CS050", Client301(c => c with { Naam = c.Naam with { NaamGebruik = "2" } }), "Naam/NaamGebruik");
        yield return ("CS050", Relation(r => r with
        {
            Naam = r.Naam with { Partnernaam = new() { Achternaam = "X" }, NaamGebruik = "6" },
        }), "Relatie[1]/Naam/NaamGebruik");
        yield return ("CS318", Client301(c => c with { Naam = c.Naam with { NaamGebruik = "6" } }),
            "Client/Naam/NaamGebruik");
        yield return ("CD007", Client301(c => c with { Communicatie = new() { Vorm = "1" } }), "Communicatie/Taal");
        yield return ("CD007", Client301(c => c with { Communicatie = new() { Vorm = "2", Taal = "x" } }),
            "Communicatie/Taal");
        yield return ("TR101", Client301(c => c with { Relaties = [c.Relaties![0], c.Relaties[0]] }), "Relatie[2]");
    }

    private static IEnumerable<(string, IjwMessage, string)> RefusedContacts()
    {
        yield return ("CD005", Address(a => a with { LandCode = null }), "Contact[1]/Adres/LandCode");
        yield return ("CD005", Address(a => a with { Postcode = null }), "Contact[1]/Adres/LandCode");
        yield return ("CD025", Address(a => a with { Huis = null }), "Contact[1]/Adres/Huis");
        yield return ("CD034", Address(a => a with { Postcode = null, LandCode = null }), "Contact[1]/Adres/Postcode");
        yield return ("CS089", Address(a => a with { Postcode = "0506AA" }), "Contact[1]/Adres/Postcode");
        yield return ("CD009", Contact(c => c with { Periode = new() { Begindatum = new(2026, 1, 1) } }),
            "Contact[1]/Periode");
        yield return ("CS003", Contact(c => c with
        {
            Periode = new() { Begindatum = new(2026, 1, 2), Einddatum = new(2026, 1, 1) },
        }), "Contact[1]/Periode/Einddatum");
        yield return ("TR006", Contact(c => c with { Telefoon = null, Adres = c.Adres! with { Huis = null } }),
            "Contact[1]");
        yield return ("TR061", Contact(c => c with { Soort = "04" }), "Contactgegevens");
        yield return ("TR101", Contacts(Example.Contact()), "Contact[2]");
    }

    /// <summary>A contact of kind 01, and this one.</summary>
    private static Jw301 Contacts(Contact second) =>
        Client301(client => client with { Contactgegevens = [Example.Contact(), second] });

    private static Geboortedatum Partly(int year, int month, int day, string use) =>
        new() { Datum = new(year, month, day), DatumGebruik = use };
}
