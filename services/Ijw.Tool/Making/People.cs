using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>Made-up people, and where they cannot be reached.</summary>
internal static class People
{
    private static readonly string[] Names = ["Testkind", "Proefpersoon", "Voorbeeld", "Verzonnen", "Nergens"];
    private static readonly string[] GivenNames = ["Test", "Proef", "Voor Beeld"];

    /// <summary>Of a child.</summary>
    internal static Geboortedatum Birth(MadeUp made) => Birth(made, youngest: 4, oldest: 17);

    /// <summary>A day, now and then in part unknown.</summary>
    private static Geboortedatum Birth(MadeUp made, int youngest, int oldest)
    {
        var day = made.Dated.AddYears(-youngest).AddDays(-made.Draw.Next(0, (oldest - youngest) * 365));
        return made.Draw.Next(1, 12) switch
        {
            1 => new() { Datum = new(day.Year, day.Month, 1), DatumGebruik = "1" },
            2 => new() { Datum = new(day.Year, 1, 1), DatumGebruik = "2" },
            3 => new() { Datum = new(1900, 1, 1), DatumGebruik = "3" },
            _ => new() { Datum = day },
        };
    }

    internal static string Sex(Draw draw) => draw.Any("0", "1", "1", "2", "2");

    internal static VerkorteNaam ShortName(Draw draw) => new()
    {
        Geslachtsnaam = FamilyName(draw),
        Voornamen = draw.OneIn(3) ? draw.Any<string>(GivenNames) : null,
        Voorletters = draw.Maybe("TV"),
    };

    internal static VolledigeNaam FullName(Draw draw)
    {
        var partner = draw.OneIn(6) ? FamilyName(draw) : null;
        return new()
        {
            Geslachtsnaam = FamilyName(draw),
            Partnernaam = partner,
            Voornamen = draw.OneIn(3) ? draw.Any<string>(GivenNames) : null,
            Voorletters = draw.Maybe("TV"),
            NaamGebruik = partner is null ? "1" : draw.Any("1", "2", "3", "4"),
        };
    }

    /// <summary>Of a client: the first is one that every client has.</summary>
    internal static IReadOnlyList<Contact> Contacts(MadeUp made)
    {
        var draw = made.Draw;
        List<Contact> all = [Reachable(draw, "01", Home(draw))];
        if (draw.OneIn(4)) all.Add(ForPost(draw));
        if (draw.OneIn(5)) all.Add(Abroad(draw));
        if (draw.OneIn(5)) all.Add(ForAWhile(made));
        return all;
    }

    internal static IReadOnlyList<Relatie>? Relations(MadeUp made)
    {
        var draw = made.Draw;
        if (draw.OneIn(3)) return null;
        return
        [
            .. Enumerable.Range(1, draw.Next(1, 2)).Select(number => new Relatie
            {
                Nummer = made.Reference("R", number),
                Volgorde = draw.OneIn(2) ? number : null,
                Soort = draw.Any("10", "11", "13", "17", "20"),
                Geboortedatum = draw.OneIn(3) ? Birth(made, youngest: 25, oldest: 60) : null,
                Geslacht = draw.OneIn(2) ? Sex(draw) : null,
                Naam = FullName(draw),
                Contact = draw.Next(1, 6) switch
                {
                    1 => ForPost(draw),
                    2 => Abroad(draw),
                    3 => ForAWhile(made),
                    _ => Reachable(draw, "01", Home(draw)),
                },
            }),
        ];
    }

    private static Contact ForPost(Draw draw) =>
        Reachable(draw, "02", draw.OneIn(2) ? null : new() { Plaatsnaam = "Voorbeeldstad" });

    private static Contact Abroad(Draw draw) => Reachable(draw, "03", new() { Postcode = "B-1000", LandCode = "BE" });

    /// <summary>From a day, until a day, or both.</summary>
    private static Contact ForAWhile(MadeUp made)
    {
        var (from, until) = made.Draw.Any((true, true), (true, false), (false, true));
        return Reachable(made.Draw, "04", Home(made.Draw)) with
        {
            Periode = new()
            {
                Begindatum = from ? made.Month.Begindatum : null,
                Einddatum = until ? made.Month.Einddatum : null,
            },
        };
    }

    /// <summary>A telephone number where there is no full address, and else perhaps (TR006).</summary>
    private static Contact Reachable(Draw draw, string kind, Adres? address) => new()
    {
        Soort = kind,
        Adres = address,
        Organisatie = draw.OneIn(6) ? "Verzonnen instelling" : null,
        Telefoon = address is not { Huis: not null, Postcode: not null } || draw.OneIn(2) ? Telephones(draw) : null,
        Emailadres = draw.OneIn(3) ? "niemand@example.org" : null,
    };

    private static Adres Home(Draw draw) => new()
    {
        Huis = new()
        {
            Huisnummer = draw.Next(1, 200),
            Huisletter = draw.OneIn(5) ? "A" : null,
            HuisnummerToevoeging = draw.OneIn(5) ? "bis" : null,
            AanduidingWoonadres = draw.OneIn(8) ? "TO" : null,
        },
        Postcode = draw.Any("9999ZZ", "9999 ZZ"),
        Straatnaam = draw.OneIn(3) ? null : "Voorbeeldstraat",
        Plaatsnaam = draw.OneIn(3) ? null : "Voorbeeldstad",
        LandCode = "NL",
    };

    /// <summary>No number begins with three zeros.</summary>
    private static Telefoonnummers Telephones(Draw draw) => new()
    {
        Telefoon01 = new() { Telefoonnummer = $"000{draw.Next(1_000_000, 9_999_999)}", Landnummer = "+31" },
        Telefoon02 = draw.OneIn(4) ? new() { Telefoonnummer = "0001234567", Landnummer = "+31" } : null,
    };

    private static Geslachtsnaam FamilyName(Draw draw) => new()
    {
        Achternaam = draw.Any<string>(Names),
        Voorvoegsel = draw.OneIn(5) ? draw.Any("van", "de", "van der") : null,
    };
}
