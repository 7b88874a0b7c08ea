using System.Globalization;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Referrals.Tests;

/// <summary>Messages as providers send them; every client and every identification is a new one.</summary>
internal static class Ask
{
    internal const string Provider = "01000001";
    internal const string Other = "01000002";
    private static readonly DateOnly Day = new(2026, 1, 5);
    private static int _next;
    private static int _bsn = 999_900_006;

    internal static object Address { get; } = new { street = "Dorpsstraat", houseNumber = 1, postcode = "1506AA", city = "Zaandam" };

    /// <summary>A test number that passes the 11-check and was not given before.</summary>
    internal static string Bsn()
    {
        while (true)
        {
            var text = Interlocked.Increment(ref _bsn).ToString(CultureInfo.InvariantCulture);
            if (Values.Bsn.PassesElevenCheck(text)) return text;
        }
    }

    internal static string Reference() => string.Create(CultureInfo.InvariantCulture, $"VOT-{Interlocked.Increment(ref _next)}");

    internal static Header Header(string provider = Provider, string municipality = ReferralsService.Zaanstad) => new()
    {
        Afzender = provider,
        Ontvanger = municipality,
        BerichtIdentificatie = new()
        {
            Identificatie = string.Create(CultureInfo.InvariantCulture, $"T{Interlocked.Increment(ref _next):D9}"),
            Dagtekening = Day,
        },
    };

    /// <summary>A request of 180 minutes a week from 12 January to 12 July 2026, unless said otherwise.</summary>
    internal static Jw315 For(string? bsn = null, string provider = Provider, params AangevraagdProduct[] products) =>
        For(bsn ?? Bsn(), Header(provider), products);

    internal static Jw315 For(string bsn, Header header, params AangevraagdProduct[] products) => new()
    {
        Header = header,
        Client = new()
        {
            Bsn = bsn,
            Geboortedatum = new() { Datum = new(2012, 3, 4) },
            Geslacht = "2",
            Naam = new() { Geslachtsnaam = new() { Achternaam = "Testkind" } },
            AangevraagdeProducten = products.Length == 0 ? [Product()] : products,
        },
    };

    internal static AangevraagdProduct Product(
        string code = "45A48", string? reference = null, DateOnly? start = null, DateOnly? end = null, long volume = 180,
        string unit = Eenheden.Minuut, string frequency = Frequenties.PerWeek, string referrer = "02") => new()
        {
            ReferentieAanbieder = reference ?? Reference(),
            Product = new() { Categorie = code[..2], Code = code },
            ToewijzingIngangsdatum = start ?? new(2026, 1, 12),
            ToewijzingEinddatum = end ?? new(2026, 7, 12),
            Omvang = new() { Volume = volume, Eenheid = unit, Frequentie = frequency },
            Verwijzer = referrer is "02" or "03" or "04" or "05" ? new() { Type = referrer, ZorgverlenerCode = "01000001" } : new() { Type = referrer },
            Raamcontract = "1",
        };

    internal static Jw305 Start(string bsn, Header header, params StartProduct[] products) => new()
    {
        Header = header,
        Client = new()
        {
            Bsn = bsn,
            Geboortedatum = new() { Datum = new(2012, 3, 4) },
            Geslacht = "2",
            Naam = new() { Geslachtsnaam = new() { Achternaam = "Testkind" } },
            StartProducten = products,
        },
    };

    internal static StartProduct Start(long? number, int day = 5, bool takeBack = false, string code = "45A48") => new()
    {
        ToewijzingNummer = number,
        Product = new() { Categorie = code[..2], Code = code },
        ToewijzingIngangsdatum = new(2026, 1, 12),
        Begindatum = new(2026, 1, day),
        StatusAanlevering = takeBack ? StatusAanleveringen.Verwijderen : StatusAanleveringen.Eerste,
    };

    internal static Jw307 Stop(string bsn, Header header, params StopProduct[] products) => new()
    {
        Header = header,
        Client = new()
        {
            Bsn = bsn,
            Geboortedatum = new() { Datum = new(2012, 3, 4) },
            Geslacht = "2",
            Naam = new() { Geslachtsnaam = new() { Achternaam = "Testkind" } },
            StopProducten = products,
        },
    };

    internal static StopProduct Stop(
        long? number, int begin = 1, int end = 5, string reason = RedenenBeeindiging.VolgensPlan, bool takeBack = false,
        string code = "45A48") => new()
        {
            ToewijzingNummer = number,
            Product = new() { Categorie = code[..2], Code = code },
            ToewijzingIngangsdatum = new(2026, 1, 12),
            Begindatum = new(2026, 1, begin),
            RedenBeeindiging = reason,
            Einddatum = new(2026, 1, end),
            StatusAanlevering = takeBack ? StatusAanleveringen.Verwijderen : StatusAanleveringen.Eerste,
        };
}
