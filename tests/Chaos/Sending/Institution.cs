using System.Globalization;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Values;

namespace Jeugdregio.Chaos.Sending;

/// <summary>
/// A provider with many clients that sends large files: all it did in eight months, then credits for part of it, then
/// that part again as it should have been; the first of them twice at the same moment.
/// </summary>
internal sealed class Institution(int number, int clients, Func<string, string> keyOf)
{
    private const string Municipality = "0439";
    private const string Product = "45A48";
    private const string Unit = "82";
    private const int VolumePerMonth = 10;
    private const int Months = 8;
    private const int TariffCents = 12_345;
    private const int CreditedOfHundred = 25;
    private static readonly DateOnly Dated = new(2026, 11, 3);
    private static readonly GeslotenPeriode October = Month(10);

    private readonly string _provider = Text(20_000_000 + number);

    private readonly string[] _bsns =
    [
        .. Enumerable.Range(999_900_006, 999_999_990 - 999_900_006).Select(Text)
            .Where(text => Bsn.PassesElevenCheck(text)).Take(clients),
    ];

    internal TariffSet Tariff => new(
        new(number, 0, 0, new byte[8]), 1, new(number, 1, 0, new byte[8]), _provider, "B", Product, Unit, TariffCents,
        new(2026, 1, 1), new(2026, 12, 31), new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero));

    internal IEnumerable<AllocationMade> Allocations => _bsns.Select((bsn, at) => new AllocationMade(
        Municipality, AllocationOf(at), 1, null, null, keyOf(bsn), _provider, "B", Product[..2], Product,
        new(2026, 1, 1), new(2026, 12, 31), VolumePerMonth, Unit, "4", null, null, 0,
        new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero)));

    internal IReadOnlyList<IReadOnlyList<LoadFile>> Steps()
    {
        var all = (
            from at in Enumerable.Range(0, clients)
            from month in Enumerable.Range(1, Months)
            select (_bsns[at], Line: Debit(at, month))).ToList();
        var part = all.Take(all.Count * CreditedOfHundred / 100).ToList();
        var (first, credits, again) = (
            File("F1", all),
            File("F2", [.. part.Select(l => (l.Item1, Credit(l.Line)))]),
            File("F3", [.. part.Select(l => (l.Item1, Again(l.Line)))]));
        return [[first, first], [credits], [again]];
    }

    private long AllocationOf(int client) => 100_000L * number + 50_000 + client;

    private LoadFile File(string name, IReadOnlyList<(string Bsn, Prestatie Line)> lines) => LoadFile.Of(new()
    {
        Header = new()
        {
            Afzender = _provider,
            Ontvanger = Municipality,
            BerichtIdentificatie = new() { Identificatie = name, Dagtekening = Dated },
        },
        Declaratie = new()
        {
            DeclaratieNummer = name,
            DeclaratiePeriode = October,
            DeclaratieDagtekening = Dated,
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(lines.Sum(l => l.Line.IngediendBedrag.SignedCents())),
            Clienten =
            [
                .. lines.GroupBy(l => l.Bsn, l => l.Line)
                    .Select(of => new DeclaratieClient { Bsn = of.Key, Prestaties = [.. of] }),
            ],
        },
    });

    private Prestatie Debit(int client, int month)
    {
        var volume = 1 + (client + month) % VolumePerMonth;
        return new()
        {
            ProductReferentie = new() { ReferentieNummer = $"D{client}-{month}" },
            ToewijzingNummer = AllocationOf(client),
            ProductCategorie = Product[..2],
            ProductCode = Product,
            ProductPeriode = Month(month),
            GeleverdVolume = volume,
            Eenheid = Unit,
            ProductTarief = TariffCents,
            IngediendBedrag = BedragMetDC.FromSigned(volume * TariffCents),
        };
    }

    private static Prestatie Credit(Prestatie debit) => debit with
    {
        ProductReferentie = new()
        {
            ReferentieNummer = $"C{debit.ProductReferentie.ReferentieNummer}",
            VorigReferentieNummer = debit.ProductReferentie.ReferentieNummer,
        },
        IngediendBedrag = BedragMetDC.FromSigned(-debit.IngediendBedrag.Bedrag),
    };

    private static Prestatie Again(Prestatie debit) => debit with
    {
        ProductReferentie = new() { ReferentieNummer = $"A{debit.ProductReferentie.ReferentieNummer}" },
        GeleverdVolume = 1,
        IngediendBedrag = BedragMetDC.FromSigned(TariffCents),
    };

    private static GeslotenPeriode Month(int month) => new()
    {
        Begindatum = new(2026, month, 1), Einddatum = new(2026, month, DateTime.DaysInMonth(2026, month)),
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
