using System.Globalization;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Benchmarks.Month;

/// <summary>A file that a provider sends a municipality, and what has to come of it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Refused">How many of them are wrong.</param>
/// <param name="GrantedCents">What the others come to.</param>
internal sealed record MonthFile(string Path, long Bytes, int Lines, int Refused, long GrantedCents);

/// <summary>Two months of a provider at a municipality: the second takes back part of the first.</summary>
/// <param name="Before">The month before; null when nothing of it is taken back.</param>
/// <param name="Now">The month that is measured.</param>
internal sealed record MonthFiles(MonthFile? Before, MonthFile Now);

/// <summary>A month of providers, always the same: allocations, tariffs and the files about them.</summary>
/// <param name="folder">Where the files go.</param>
/// <param name="bsnKey">Gives the pseudonym of a BSN.</param>
/// <param name="lines">How many lines in all, about.</param>
/// <param name="firstProvider">Worlds with other providers can be told one after the other.</param>
internal sealed class MonthWorld(string folder, Func<string, string> bsnKey, int lines, int firstProvider = 0)
{
    // sizes of files differ as those of providers do
    private const int LinesPerFile = 20;
    private const int Municipalities = 342;
    private static readonly DateOnly First = new(2026, 10, 1);
    private static readonly DateOnly Dated = new(2026, 11, 3);

    private const string Category = "45";
    private const string Unit = "82";
    private const int ProductsOfProvider = 6;
    private const int VolumePerMonth = 10;
    private const int MunicipalitiesOfProvider = 20;

    // of a hundred lines
    private const int Faulty = 3;
    private const int Credits = 2;

    private static readonly string[] Bsns =
    [
        .. Enumerable.Range(999_900_006, 999_999_990 - 999_900_006).Select(Text)
            .Where(text => Bsn.PassesElevenCheck(text)),
    ];

    /// <summary>Each makes a right debit wrong.</summary>
    private static readonly Func<Prestatie, Prestatie>[] Faults =
    [
        line => Priced(line with { ProductTarief = line.ProductTarief + 1 }),
        line => line with { ToewijzingNummer = line.ToewijzingNummer + 500_000_000 },
        line => line with
        {
            IngediendBedrag = line.IngediendBedrag with { Bedrag = line.IngediendBedrag.Bedrag + 1 },
        },
        line => line with { ProductCategorie = "44" },
        line => Priced(line with { GeleverdVolume = VolumePerMonth + 1 }),
        line => line with
        {
            ProductPeriode = line.ProductPeriode with { Begindatum = First.AddDays(1) },
        },
        line => line with
        {
            ProductPeriode = line.ProductPeriode with { Einddatum = line.ProductPeriode.Einddatum.AddDays(-1) },
        },
        line => line with { Eenheid = "16" },
        line => line with { ProductCode = "45A99" },
        line => line with
        {
            ProductReferentie = line.ProductReferentie with
            {
                VorigReferentieNummer = "X" + line.ProductReferentie.ReferentieNummer,
            },
            IngediendBedrag = line.IngediendBedrag with { DebetCredit = DebetCredits.Credit },
        },
    ];

    private readonly Random _random = new(lines);
    private long _number = firstProvider == 0 ? 100_000_000 : 400_000_000;

    /// <summary>What the files made so far are about.</summary>
    internal List<Allocation> Allocations { get; } = [];

    internal int Providers => Math.Max(1, lines / LinesPerFile / MunicipalitiesOfProvider);

    internal IEnumerable<Tariff> Tariffs() =>
        from provider in Enumerable.Range(firstProvider, Providers)
        from product in Enumerable.Range(0, ProductsOfProvider)
        select new Tariff(
            Guid.CreateVersion7(), 1, Guid.NewGuid(), Agb(provider), "B", ProductCode(product), Unit,
            TariffOf(provider, product), new(2026, 1, 1), new(2027, 12, 31));

    /// <summary>The files, in the order in which they come in; each is written as it is handed out.</summary>
    internal IEnumerable<MonthFiles> Files()
    {
        var places = (
            from provider in Enumerable.Range(firstProvider, Providers)
            from turn in Enumerable.Range(0, MunicipalitiesOfProvider)
            select (Provider: provider, Municipality: (provider * 7 + turn * 17) % Municipalities)).ToArray();
        _random.Shuffle(places);
        double[] weights = [.. places.Select(_ => Math.Exp(1.3 * Normal()))];
        var share = lines / weights.Sum();
        for (var place = 0; place < places.Length; place++)
        {
            var (provider, municipality) = places[place];
            var size = (int)Math.Clamp(Math.Round(weights[place] * share), 1, 2 * Bsns.Length);
            yield return Make(place, provider, municipality, size);
        }
    }

    /// <summary>All of it in one file.</summary>
    internal MonthFiles Single() => Make(firstProvider, firstProvider, 0, lines);

    private MonthFiles Make(int number, int provider, int municipality, int size)
    {
        var (sender, receiver) = (Agb(provider), Text(1000 + municipality));
        var clients = Math.Min(Bsns.Length, size * 2 / 5 + 1);
        var first = _random.Next(Bsns.Length);
        (string Bsn, Prestatie Line) Next(DateOnly month, string reference)
        {
            var bsn = Bsns[(first + _random.Next(clients)) % Bsns.Length];
            return (bsn, Line(sender, receiver, provider, bsn, month, reference));
        }

        var credits = (int)(size * Credits / 100.0 + _random.NextDouble());
        var before = Enumerable.Range(0, credits).Select(at => Next(First.AddMonths(-1), $"B{number}-{at}")).ToList();
        var now = before.Select((debit, at) => (debit.Bsn, Line: Credit(debit.Line, $"C{number}-{at}"))).ToList();
        var refused = new HashSet<Prestatie>(ReferenceEqualityComparer.Instance);
        while (now.Count < size)
        {
            var (bsn, line) = Next(First, $"R{number}-{now.Count}");
            if (_random.Next(100) < Faulty) refused.Add(line = Faults[_random.Next(Faults.Length)](line));
            now.Add((bsn, line));
        }
        return new(
            before.Count == 0 ? null : Write($"B{number}", sender, receiver, First.AddMonths(-1), before, []),
            Write($"F{number}", sender, receiver, First, now, refused));
    }

    private MonthFile Write(
        string number, string sender, string receiver, DateOnly month, List<(string Bsn, Prestatie Line)> all,
        HashSet<Prestatie> refused)
    {
        var message = new Jw323
        {
            Header = new()
            {
                Afzender = sender,
                Ontvanger = receiver,
                BerichtIdentificatie = new() { Identificatie = number, Dagtekening = Dated },
            },
            Declaratie = new()
            {
                DeclaratieNummer = number,
                DeclaratiePeriode = new() { Begindatum = month, Einddatum = LastOf(month) },
                DeclaratieDagtekening = Dated,
                TotaalIngediendBedrag =
                    TotaalBedragMetDC.FromSigned(all.Sum(l => l.Line.IngediendBedrag.SignedCents())),
                Clienten = [],
            },
        };
        var clients = all.GroupBy(l => l.Bsn, StringComparer.Ordinal)
            .Select(of => new DeclaratieClient { Bsn = of.Key, Prestaties = [.. of.Select(l => l.Line)] });
        var path = Path.Combine(folder, $"{number}.xml");
        using var stream = File.Create(path);
        var bytes = IjwWriter.Write(message, clients, stream, isIndented: true);
        return new(
            path, bytes, all.Count, refused.Count,
            all.Where(l => !refused.Contains(l.Line)).Sum(l => l.Line.IngediendBedrag.SignedCents()));
    }

    private Prestatie Line(
        string sender, string receiver, int provider, string bsn, DateOnly month, string reference)
    {
        var product = _random.Next(ProductsOfProvider);
        var number = ++_number;
        Allocations.Add(new(
            receiver, number, 1, bsnKey(bsn), sender, "B", Category, ProductCode(product), new(2026, 1, 1),
            new(2026, 12, 31), VolumePerMonth, Unit, "4", null, null));
        return Priced(new()
        {
            ProductReferentie = new() { ReferentieNummer = reference },
            ToewijzingNummer = number,
            ProductCategorie = Category,
            ProductCode = ProductCode(product),
            ProductPeriode = new() { Begindatum = month, Einddatum = LastOf(month) },
            GeleverdVolume = _random.Next(1, VolumePerMonth + 1),
            Eenheid = Unit,
            ProductTarief = TariffOf(provider, product),
            IngediendBedrag = new() { Bedrag = 0, DebetCredit = DebetCredits.Debet },
        });
    }

    private static Prestatie Credit(Prestatie debit, string reference) => debit with
    {
        ProductReferentie = new()
        {
            ReferentieNummer = reference, VorigReferentieNummer = debit.ProductReferentie.ReferentieNummer,
        },
        IngediendBedrag = debit.IngediendBedrag with { DebetCredit = DebetCredits.Credit },
    };

    private static Prestatie Priced(Prestatie line) => line with
    {
        IngediendBedrag = line.IngediendBedrag with { Bedrag = line.GeleverdVolume * line.ProductTarief!.Value },
    };

    private static DateOnly LastOf(DateOnly month) => month.AddMonths(1).AddDays(-1);

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static long TariffOf(int provider, int product) => 5_000 + provider % 500 * 10 + product;

    private static string Agb(int provider) => Text(1_000_000 + provider).PadLeft(8, '0');

    private static string ProductCode(int product) => $"45A{product + 10}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
