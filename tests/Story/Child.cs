using System.Collections.Concurrent;
using System.Security.Cryptography;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Story;

/// <summary>A fictive child and its provider, and the messages the provider's records system writes about it.</summary>
public sealed class Child
{
    private readonly string _run = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
    private int _messages;

    public Child(string provider, string municipality, DateOnly today)
    {
        (Provider, Municipality) = (provider, municipality);
        Born = today.AddYears(-11).AddDays(-RandomNumberGenerator.GetInt32(300));
        do Bsn = RandomNumberGenerator.GetInt32(999_900_006, 999_999_990).ToString(System.Globalization.CultureInfo.InvariantCulture);
        while (!Values.Bsn.PassesElevenCheck(Bsn));
        Surname = $"Verzonnen{_run.ToLowerInvariant()}";
        Planted.Add(Bsn);
        Planted.Add(Surname);
    }

    public string Provider { get; }

    public string Municipality { get; }

    /// <summary>From the range that test systems accept.</summary>
    public string Bsn { get; }

    public string Surname { get; }

    /// <summary>Numbers and names of all children there were: what must be found nowhere outside the messages.</summary>
    public static ConcurrentBag<string> Planted { get; } = [];

    public DateOnly Born { get; }

    /// <summary>A text of this run only, at most 20 characters.</summary>
    public string Reference(string name) => $"{name}-{_run}";

    public Header Header(DateOnly today) => new()
    {
        Afzender = Provider,
        Ontvanger = Municipality,
        BerichtIdentificatie = new() { Identificatie = $"{_run}{_messages++:D4}", Dagtekening = today },
    };

    /// <summary>Ambulant help and a stay.</summary>
    public Jw315 Request(DateOnly today, Period period) =>
        Request(today, Ambulant(period), Asked("V", "44A08", 31, Eenheden.Etmaal, period));

    /// <summary>Ambulant help only.</summary>
    public Jw315 RequestAmbulant(DateOnly today, Period period) => Request(today, Ambulant(period));

    public Jw305 Start(DateOnly today, IEnumerable<ToegewezenProduct> allocated) => new()
    {
        Header = Header(today),
        Client = new()
        {
            Bsn = Bsn, Geboortedatum = Birth, Geslacht = "2", Naam = Name,
            StartProducten = [.. allocated.Select(a => new StartProduct
            {
                ToewijzingNummer = a.ToewijzingNummer, Product = a.Product, ToewijzingIngangsdatum = a.Ingangsdatum,
                Begindatum = a.Ingangsdatum, StatusAanlevering = StatusAanleveringen.Eerste,
            })],
        },
    };

    public Jw307 Stop(DateOnly today, IEnumerable<ToegewezenProduct> allocated, DateOnly end) => new()
    {
        Header = Header(today),
        Client = new()
        {
            Bsn = Bsn, Geboortedatum = Birth, Geslacht = "2", Naam = Name,
            StopProducten = [.. allocated.Select(a => new StopProduct
            {
                ToewijzingNummer = a.ToewijzingNummer, Product = a.Product, ToewijzingIngangsdatum = a.Ingangsdatum,
                Begindatum = a.Ingangsdatum, RedenBeeindiging = RedenenBeeindiging.VolgensPlan, Einddatum = end,
                StatusAanlevering = StatusAanleveringen.Eerste,
            })],
        },
    };

    public Jw323 Declare(DateOnly today, Period month, string number, params Prestatie[] lines) => new()
    {
        Header = Header(today),
        Declaratie = new()
        {
            DeclaratieNummer = $"{number}{_run}",
            DeclaratiePeriode = Closed(month),
            DeclaratieDagtekening = today,
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(lines.Sum(l => l.IngediendBedrag.SignedCents())),
            Clienten = [new() { Bsn = Bsn, Prestaties = lines }],
        },
    };

    public Prestatie Line(string name, long allocation, string product, string unit, Period period, long volume, long tariffCents) => new()
    {
        ProductReferentie = new() { ReferentieNummer = Reference(name) },
        ToewijzingNummer = allocation,
        ProductCategorie = product[..2],
        ProductCode = product,
        ProductPeriode = Closed(period),
        GeleverdVolume = volume,
        Eenheid = unit,
        ProductTarief = tariffCents,
        IngediendBedrag = BedragMetDC.FromSigned(volume * tariffCents),
    };

    private Geboortedatum Birth => new() { Datum = Born };

    private VerkorteNaam Name => new() { Geslachtsnaam = new() { Achternaam = Surname }, Voornamen = "Fictie" };

    private static GeslotenPeriode Closed(Period period) => new() { Begindatum = period.Start, Einddatum = period.End!.Value };

    private Jw315 Request(DateOnly today, params AangevraagdProduct[] asked) => new()
    {
        Header = Header(today),
        Client = new()
        {
            Bsn = Bsn, Geboortedatum = Birth, Geslacht = "2", Naam = Name, AangevraagdeProducten = asked,
        },
    };

    private AangevraagdProduct Ambulant(Period period) =>
        Asked("B", "45A48", 1, Eenheden.StuksInspanning, period);

    private AangevraagdProduct Asked(string name, string product, long volume, string unit, Period period) => new()
    {
        ReferentieAanbieder = Reference(name),
        Product = new() { Categorie = product[..2], Code = product },
        ToewijzingIngangsdatum = period.Start,
        ToewijzingEinddatum = period.End,
        Omvang = new() { Volume = volume, Eenheid = unit, Frequentie = Frequenties.PerMaand },
        Verwijzer = new() { Type = "02", ZorgverlenerCode = "01000099" },
        Raamcontract = "1",
    };
}
