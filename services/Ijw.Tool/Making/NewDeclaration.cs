using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>
/// A made-up declaration of any number of lines. Its clients come one by one, and the same each time they are asked
/// for: once to add up what they cost, and once to write them.
/// </summary>
internal sealed class NewDeclaration(MadeUp made, int lines)
{
    /// <summary>Lines that a client has on average, as long as there are numbers for so many clients.</summary>
    private const double LinesPerClient = 2.5;

    /// <summary>Months that a client's lines go back at most.</summary>
    private const int Months = 24;

    private readonly int _clients = Math.Min((int)Math.Ceiling(lines / LinesPerClient), MadeUp.MostClients);

    /// <summary>The declaration without its clients; asks for them once.</summary>
    /// <param name="count">Is told how many lines were added up.</param>
    internal Jw323 WithoutClients(Action<int>? count = null) => new()
    {
        Header = made.Header,
        Declaratie = new()
        {
            DeclaratieNummer = "D" + made.Identification[1..],
            DeclaratiePeriode = made.Month,
            DeclaratieDagtekening = made.Dated,
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(Clients(count)
                .Sum(client => client.Prestaties.Sum(line => line.IngediendBedrag.SignedCents()))),
            Clienten = [],
        },
    };

    internal Jw323 Whole()
    {
        var declaration = WithoutClients();
        return declaration with { Declaratie = declaration.Declaratie with { Clienten = [.. Clients()] } };
    }

    internal IEnumerable<DeclaratieClient> Clients(Action<int>? count = null)
    {
        for (var client = 0; client < _clients; client++)
        {
            var (first, next) = (FirstLineOf(client), FirstLineOf(client + 1));
            yield return new() { Bsn = made.BsnOf(client), Prestaties = LinesOf(client, first, next - first) };
            count?.Invoke(next - first);
        }
    }

    /// <summary>Spread evenly, give or take up to half of what a client has.</summary>
    private int FirstLineOf(int client)
    {
        if (client == 0 || client == _clients) return client == 0 ? 0 : lines;
        var spread = Math.Max(2, lines / _clients / 2);
        return (int)((long)client * lines / _clients) + (Draw.Mixed(made.Seed, client) & int.MaxValue) % spread;
    }

    /// <summary>
    /// A few allocations, each with the month that is declared and, line by line, the months before it. Now and then a
    /// line takes back one of an earlier declaration, and the next declares the same anew.
    /// </summary>
    private List<Prestatie> LinesOf(int client, int first, int count)
    {
        var draw = new Draw(Draw.Mixed(~made.Seed, client));
        var months = Math.Min(Months, 1 + MonthsSinceFirst());
        var allocations = Math.Min(count, Math.Max(draw.Next(1, 3), (count + months - 1) / months));
        var cares = Enumerable.Range(0, allocations).Select(_ => Delivery.Any(draw)).ToArray();
        var all = new List<Prestatie>(count);
        for (var slot = 0; all.Count < count; slot++)
        {
            var allocation = made.FirstAllocation + first + slot % allocations;
            var care = cares[slot % allocations];
            var back = slot / allocations;
            var period = Period(draw, made.Month.Begindatum.AddMonths(-back));
            if (back > 0 && draw.OneIn(8)) Add(isCredit: true);
            if (all.Count < count) Add(isCredit: false);

            void Add(bool isCredit) => all.Add(Line(draw, first + all.Count, allocation, care, period, isCredit));
        }
        return all;
    }

    private int MonthsSinceFirst() =>
        (made.Month.Begindatum.Year - NewMessage.FirstMonth.Year) * 12
        + made.Month.Begindatum.Month - NewMessage.FirstMonth.Month;

    /// <summary>The whole month, or the part of it in which the allocation holds.</summary>
    private static GeslotenPeriode Period(Draw draw, DateOnly first)
    {
        var month = MadeUp.MonthOf(first);
        return draw.Next(1, 8) switch
        {
            1 => month with { Begindatum = first.AddDays(draw.Next(1, 27)) },
            2 => month with { Einddatum = first.AddDays(draw.Next(0, 26)) },
            _ => month,
        };
    }

    private Prestatie Line(
        Draw draw, int number, long allocation, Delivery care, GeslotenPeriode period, bool isCredit)
    {
        var volume = draw.Next(1, care.Most);
        return new()
        {
            ProductReferentie = new()
            {
                ReferentieNummer = made.Reference("P", number),
                VorigReferentieNummer = isCredit ? made.Reference("V", number) : null,
            },
            ToewijzingNummer = allocation,
            ProductCategorie = care.Category,
            ProductCode = care.Code,
            ProductPeriode = period,
            GeleverdVolume = volume,
            Eenheid = care.Unit,
            ProductTarief = care.Tariff,
            IngediendBedrag = BedragMetDC.FromSigned(care.AmountOf(volume) * (isCredit ? -1 : 1)),
        };
    }
}
