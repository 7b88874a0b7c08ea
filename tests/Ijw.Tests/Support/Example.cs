using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tests.Support;

/// <summary>One message of each main kind that breaks no rule, to change in one place at a time.</summary>
internal static class Example
{
    internal const string Municipality = "0479";
    internal const string Provider = "01234567";
    internal const string OneBsn = "999900006";
    internal const string OtherBsn = "999900018";

    internal static Jw301 Allocation() => new()
    {
        Header = FromMunicipality("GM1"),
        Client = new()
        {
            Bsn = OneBsn,
            Geboortedatum = Born(2012, 3, 4),
            Geslacht = "2",
            Naam = FullName("Testkind"),
            Contactgegevens = [Contact()],
            Relaties =
            [
                new() { Nummer = "1", Soort = "10", Naam = FullName("Testouder"), Contact = Contact() },
            ],
            ToegewezenProducten = [Allocated(100000001), Allocated(100000002, "45A53")],
        },
    };

    internal static Jw305 Start() => new()
    {
        Header = FromProvider("AB5"),
        Client = new()
        {
            Bsn = OneBsn,
            Geboortedatum = Born(2012, 3, 4),
            Geslacht = "2",
            Naam = ShortName("Testkind"),
            StartProducten =
            [
                new()
                {
                    ToewijzingNummer = 100000001,
                    Product = Product(),
                    ToewijzingIngangsdatum = new(2026, 1, 12),
                    Begindatum = new(2026, 1, 13),
                    StatusAanlevering = "1",
                },
            ],
        },
    };

    internal static Jw307 Stop() => new()
    {
        Header = FromProvider("AB7"),
        Client = new()
        {
            Bsn = OneBsn,
            Geboortedatum = Born(2012, 3, 4),
            Geslacht = "2",
            Naam = ShortName("Testkind"),
            StopProducten =
            [
                new()
                {
                    ToewijzingNummer = 100000001,
                    Product = Product(),
                    ToewijzingIngangsdatum = new(2026, 1, 12),
                    Begindatum = new(2026, 1, 13),
                    RedenBeeindiging = "31",
                    Einddatum = new(2026, 1, 30),
                    StatusAanlevering = "1",
                },
            ],
        },
    };

    internal static Jw315 Request() => new()
    {
        Header = FromProvider("AB15"),
        Client = new()
        {
            Bsn = OneBsn,
            Geboortedatum = Born(2012, 3, 4),
            Geslacht = "2",
            Naam = ShortName("Testkind"),
            AangevraagdeProducten = [Requested("VOT-1"), Requested("VOT-2", "45A53")],
        },
    };

    internal static Jw317 Change() => new()
    {
        Header = FromProvider("AB17"),
        Client = new()
        {
            Bsn = OneBsn,
            Verzoek = new()
            {
                ReferentieAanbieder = "VOW-1",
                RedenVerzoek = "1",
                OngewijzigdeProducten = [new() { ToewijzingNummer = 100000003 }],
                TeWijzigenProducten =
                [
                    new()
                    {
                        ToewijzingNummer = 100000001,
                        GewensteIngangsdatum = new(2026, 3, 1),
                        Einddatum = new(2026, 10, 12),
                        Omvang = PerWeek(),
                    },
                ],
                NieuweProducten =
                [
                    new()
                    {
                        Product = Product("45A53"),
                        GewensteIngangsdatum = new(2026, 3, 1),
                        Einddatum = new(2026, 10, 12),
                        Omvang = PerWeek(),
                    },
                ],
            },
        },
    };

    internal static Jw319 Refusal() => new()
    {
        Header = FromMunicipality("GM19"),
        Antwoord = new()
        {
            ReferentieAanbieder = "VOT-1",
            VerzoekAntwoord = "1",
            RedenAfwijzingVerzoek = "8",
            Woonplaatsbeginsel = new() { Gemeente = "0439" },
        },
    };

    internal static Jw323 Declaration() => new()
    {
        Header = FromProvider("AB23"),
        Declaratie = new()
        {
            DeclaratieNummer = "D202601",
            DeclaratiePeriode = January,
            DeclaratieDagtekening = new(2026, 2, 3),
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(65_000 + 13_000 - 26_000),
            Clienten =
            [
                new() { Bsn = OneBsn, Prestaties = [Line("PR1", 500), Line("PR2", 100, "45A53")] },
                new() { Bsn = OtherBsn, Prestaties = [Line("PR3", 200) with
                {
                    ProductReferentie = new() { ReferentieNummer = "PR3", VorigReferentieNummer = "OUD3" },
                    IngediendBedrag = BedragMetDC.FromSigned(-26_000),
                }] },
            ],
        },
    };

    /// <summary>The retour to the request, which refuses its second product.</summary>
    internal static Jw316 Reply()
    {
        var second = new ClassRefusal("Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]", "9347");
        return (Jw316)Answer.Retour(Request(), "RET1", new(2026, 2, 6), [second]);
    }

    internal static GeslotenPeriode January => new() { Begindatum = new(2026, 1, 1), Einddatum = new(2026, 1, 31) };

    internal static Prestatie Line(string reference, long minutes, string code = "45A48") => new()
    {
        ProductReferentie = new() { ReferentieNummer = reference },
        ToewijzingNummer = 100000001,
        ProductCategorie = "45",
        ProductCode = code,
        ProductPeriode = January,
        GeleverdVolume = minutes,
        Eenheid = Eenheden.Minuut,
        ProductTarief = 130,
        IngediendBedrag = BedragMetDC.FromSigned(minutes * 130),
    };

    internal static ToegewezenProduct Allocated(long number, string code = "45A48") => new()
    {
        ToewijzingNummer = number,
        Product = Product(code),
        Toewijzingsdatum = new(2026, 2, 5),
        Toewijzingstijd = new(10, 15, 0),
        Ingangsdatum = new(2026, 1, 12),
        Einddatum = new(2026, 7, 12),
        Omvang = PerWeek(),
    };

    internal static AangevraagdProduct Requested(string reference, string code = "45A48") => new()
    {
        ReferentieAanbieder = reference,
        Product = Product(code),
        ToewijzingIngangsdatum = new(2026, 1, 12),
        ToewijzingEinddatum = new(2026, 7, 12),
        Omvang = PerWeek(),
        Verwijzer = new() { Type = "02", ZorgverlenerCode = "01000001" },
        Raamcontract = "1",
    };

    internal static Contact Contact() => new()
    {
        Soort = "01",
        Adres = new() { Huis = new() { Huisnummer = 1 }, Postcode = "1506AA", LandCode = "NL" },
        Telefoon = new() { Telefoon01 = new() { Telefoonnummer = "0612345678", Landnummer = "+31" } },
    };

    internal static Product Product(string code = "45A48") => new() { Categorie = "45", Code = code };

    internal static Omvang PerWeek() =>
        new() { Volume = 180, Eenheid = Eenheden.Minuut, Frequentie = Frequenties.PerWeek };

    internal static Geboortedatum Born(int year, int month, int day) => new() { Datum = new(year, month, day) };

    internal static VolledigeNaam FullName(string name) =>
        new() { Geslachtsnaam = new() { Achternaam = name }, NaamGebruik = "1" };

    private static VerkorteNaam ShortName(string name) => new() { Geslachtsnaam = new() { Achternaam = name } };

    private static Header FromMunicipality(string identification) => new()
    {
        Afzender = Municipality,
        Ontvanger = Provider,
        BerichtIdentificatie = new() { Identificatie = identification, Dagtekening = new(2026, 2, 5) },
    };

    private static Header FromProvider(string identification) => new()
    {
        Afzender = Provider,
        Ontvanger = Municipality,
        BerichtIdentificatie = new() { Identificatie = identification, Dagtekening = new(2026, 2, 5) },
    };
}
