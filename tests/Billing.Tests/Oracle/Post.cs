using System.Globalization;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>
/// What the providers of a world send: mostly nearly right, made with an eye on what was judged before, so that every
/// rule is broken often and kept often.
/// </summary>
/// <param name="world">Who there is.</param>
/// <param name="judge">What was judged before.</param>
/// <param name="keyOf">The pseudonym of a BSN.</param>
internal sealed class Post(World world, NaiveJudge judge, Func<string, string> keyOf)
{
    private readonly Random _random = new(world.Seed + 1);
    private readonly Dictionary<(string, string), int> _months = [];
    private int _last;

    internal Jw323 Next()
    {
        var (provider, municipality) = Parties();
        var month = Month(provider, municipality);
        var lines = Enumerable.Range(0, _random.Next(1, 6))
            .Select(_ => Line(provider, municipality, month)).OfType<(string Bsn, Prestatie Line)>().ToList();
        if (lines.Count == 0) lines.Add((World.Bsns[0], Blank(month)));
        // most senders do not send the same twice in one message
        if (Chance(90)) lines = [.. lines.DistinctBy(Key)];
        var number = Chance(3) && _last > 2 ? "D2" : $"D{++_last}";
        var message = new Jw323
        {
            Header = new()
            {
                Afzender = provider,
                Ontvanger = municipality,
                BerichtIdentificatie = new() { Identificatie = $"M{++_last}", Dagtekening = new(2026, 11, 3) },
            },
            Declaratie = new()
            {
                DeclaratieNummer = number,
                DeclaratiePeriode = Whole(month),
                DeclaratieDagtekening = new(2026, 11, 3),
                TotaalIngediendBedrag =
                    TotaalBedragMetDC.FromSigned(lines.Sum(l => l.Line.IngediendBedrag.SignedCents())),
                Clienten =
                [
                    .. lines.GroupBy(l => l.Bsn)
                        .Select(c => new DeclaratieClient { Bsn = c.Key, Prestaties = [.. c.Select(l => l.Line)] }),
                ],
            },
        };
        return Chance(6) ? Contradictions.Pick(message, _random) : message;
    }

    /// <summary>Mostly two who have to do with each other.</summary>
    private (string Provider, string Municipality) Parties()
    {
        var one = Pick(world.Allocations);
        return Chance(95) ? (one.Provider, one.Municipality) : (Pick(world.Providers), Pick(World.Municipalities));
    }

    private int Month(string provider, string municipality)
    {
        var month = _months.GetValueOrDefault((provider, municipality), _random.Next(3, 8));
        var step = _random.Next(100) switch { < 62 => 0, < 92 => 1, < 97 => 2, _ => -1 };
        month = Math.Clamp(month + step, 1, 10);
        if (step >= 0) _months[(provider, municipality)] = month;
        return month;
    }

    private (string, Prestatie)? Line(string provider, string municipality, int month)
    {
        var earlier = judge.Judged.Where(j => j.Of.Header.Afzender == provider && !j.IsCredit)
            .Where(j => Chance(4) || j.IsAccepted && j.Of.Header.Ontvanger == municipality).ToList();
        var kind = _random.Next(100);
        if (kind < 25 && earlier.Count > 0) return Changed(Credit(Pick(earlier)), 15);
        if (kind < 33 && earlier.Count > 0)
        {
            var again = Pick(earlier);
            return Changed((again.Bsn, again.Line with { ProductReferentie = Reference() }), 20);
        }
        var known = judge.Now().Where(a => Chance(3)
            || a.Provider == provider && a.Municipality == municipality && (a.StartDate.Month <= month || Chance(10)));
        var allocations = known.ToList();
        return allocations.Count == 0 ? null : Changed(Debit(provider, Pick(allocations), month), 25);
    }

    private (string, Prestatie) Credit(NaiveLine debit) => (debit.Bsn, debit.Line with
    {
        ProductReferentie = Reference() with { VorigReferentieNummer = debit.Reference },
        IngediendBedrag = debit.Line.IngediendBedrag with { DebetCredit = debit.Cents == 0 ? "D" : "C" },
    });

    private (string, Prestatie) Debit(string provider, AllocationMade allocation, int most)
    {
        var bsn = World.Bsns.First(b => keyOf(b) == allocation.ClientKey);
        var product = allocation.Product ?? Pick([.. world.Products.Where(p => p[..2] == allocation.Category)]);
        var first = allocation.StartDate.Month;
        var last = Math.Max(first, Math.Min(allocation.EndDate?.Month ?? 12, most));
        var month = NaiveCalendar.MonthOf(new(2026, _random.Next(first, last + 1), 1)).ToList();
        var days = month
            .Where(d => d >= allocation.StartDate && (allocation.EndDate is null || d <= allocation.EndDate))
            .DefaultIfEmpty(month[0]).ToList();
        var contract = judge.MayAsk(allocation with { Provider = provider }, product, days[0]);
        var tariff = contract.Count > 0 ? Pick(contract) : null;
        var unit = allocation.Unit ?? tariff?.Unit ?? "82";
        if (unit == "04" && Chance(50)) unit = "01";
        return (bsn, Priced(new()
        {
            ProductReferentie = Reference(),
            ToewijzingNummer = allocation.AllocationNumber,
            ProductCategorie = product[..2],
            ProductCode = product,
            ProductPeriode = new() { Begindatum = days[0], Einddatum = days[^1] },
            GeleverdVolume = Volume(allocation, unit),
            Eenheid = unit,
            IngediendBedrag = BedragMetDC.FromSigned(0),
        }, tariff));
    }

    private long Volume(AllocationMade allocation, string unit)
    {
        var one = (allocation.Volume ?? 2) * (unit == "01" && allocation.Unit == "04" ? 60 : 1);
        return _random.Next(10) switch
        {
            < 5 => 1 + _random.NextInt64(one), < 7 => one, 7 => one + 1, 8 => one * _random.Next(2, 7),
            _ => one * _random.Next(20, 33) + _random.Next(2),
        };
    }

    private static Prestatie Priced(Prestatie line, TariffSet? tariff)
    {
        if (line.Eenheid == "83")
            return line with { ProductTarief = null, IngediendBedrag = BedragMetDC.FromSigned(line.GeleverdVolume) };
        var cents = tariff?.TariffCents ?? 1_000;
        return line.Eenheid == "01" && tariff?.Unit == "04"
            ? line with
            {
                ProductTarief = Round(cents / 60m),
                IngediendBedrag = BedragMetDC.FromSigned(Round(cents * line.GeleverdVolume / 60m)),
            }
            : line with
            {
                ProductTarief = cents, IngediendBedrag = BedragMetDC.FromSigned(cents * line.GeleverdVolume),
            };
    }

    /// <summary>Now and then one thing of the line is another.</summary>
    private (string, Prestatie) Changed((string Bsn, Prestatie Line) one, int percent)
    {
        var (bsn, line) = one;
        if (!Chance(percent)) return one;
        var (period, amount) = (line.ProductPeriode, line.IngediendBedrag);
        return _random.Next(14) switch
        {
            0 => (Pick(World.Bsns), line),
            1 => (bsn, line with { ProductReferentie = line.ProductReferentie with { ReferentieNummer = Used() } }),
            2 => (bsn, line with { ToewijzingNummer = Pick(world.Allocations).AllocationNumber }),
            3 => (bsn, line with { ToewijzingNummer = 999_999_999 }),
            4 => (bsn, line with { ProductCategorie = Pick(["44", "45", "48"]) }),
            5 => (bsn, line with { ProductCode = Pick([.. world.Products, "45Z99"]) }),
            6 => (bsn, WithUnit(line, Pick(["01", "04", "14", "82", "83", "84"]))),
            7 => (bsn, line with { ProductPeriode = period with { Begindatum = period.Begindatum.AddDays(1) } }),
            8 => (bsn, line with { ProductPeriode = period with { Einddatum = period.Einddatum.AddDays(-1) } }),
            9 => (bsn, line with { ProductPeriode = Whole(period.Begindatum.Month) }),
            10 when period.Begindatum.Month < 10 =>
                (bsn, line with { ProductPeriode = Whole(period.Begindatum.Month + 1) }),
            11 => (bsn, line with { ProductTarief = line.ProductTarief + 1 }),
            12 when line.Eenheid != "83" =>
                (bsn, line with { IngediendBedrag = amount with { Bedrag = amount.Bedrag + 1 } }),
            13 when line.Eenheid != "83" => (bsn, line with { GeleverdVolume = line.GeleverdVolume + 1 }),
            _ => one,
        };
    }

    private static Prestatie WithUnit(Prestatie line, string unit) => unit == "83"
        ? line with { Eenheid = unit, ProductTarief = null, GeleverdVolume = line.IngediendBedrag.Bedrag }
        : line with { Eenheid = unit, ProductTarief = line.ProductTarief ?? 1 };

    private Prestatie Blank(int month) => new()
    {
        ProductReferentie = Reference(),
        ToewijzingNummer = 1,
        ProductCategorie = "45",
        ProductCode = "45A48",
        ProductPeriode = Whole(month),
        GeleverdVolume = 1,
        Eenheid = "82",
        ProductTarief = 1,
        IngediendBedrag = BedragMetDC.FromSigned(1),
    };

    private static (string, long, GeslotenPeriode, string, string, string?) Key((string Bsn, Prestatie Line) one) => (
        one.Bsn, one.Line.ToewijzingNummer, one.Line.ProductPeriode, one.Line.ProductCategorie, one.Line.ProductCode,
        one.Line.ProductReferentie.VorigReferentieNummer);

    private static GeslotenPeriode Whole(int month) => new()
    {
        Begindatum = new(2026, month, 1), Einddatum = new(2026, month, DateTime.DaysInMonth(2026, month)),
    };

    private string Used() => judge.Judged.Count > 0 ? Pick(judge.Judged).Reference : "R1";

    private ProductReferentie Reference() => new()
    {
        ReferentieNummer = string.Create(CultureInfo.InvariantCulture, $"R{++_last}"),
    };

    private static long Round(decimal cents) => (long)Math.Round(cents, MidpointRounding.AwayFromZero);

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
