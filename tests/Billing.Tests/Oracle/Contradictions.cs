using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>The ways in which a declaration can be wrong in itself, one at a time.</summary>
internal static class Contradictions
{
    private static readonly DateOnly Past = new(2020, 12, 31);

    private static readonly Func<Jw323, Jw323>[] All =
    [
        m => Total(m, 1), // TR358
        m => With(m, d => d with { DeclaratieDagtekening = new(2026, 11, 4) }), // TR134
        m => With(m, d => d with { DeclaratiePeriode = From(d.DeclaratiePeriode, 1) }), // CS340
        m => Clients(m, [m.Declaratie.Clienten[0], .. m.Declaratie.Clienten]), // TR101
        m => Client(m, c => c with { Bsn = "999900007" }), // CS002
        m => Client(m, c => c with { Prestaties = [c.Prestaties[0], .. c.Prestaties] }), // TR101
        m => Client(m, c => c with { Prestaties = [.. c.Prestaties, CreditOf(c.Prestaties[0])] }), // TR316
        m => Line(m, l => l with { ProductReferentie = OtherWay(l.ProductReferentie) }), // CD060
        m => Line(m, l => l with { ProductTarief = l.ProductTarief is null ? 1 : null }), // CD087
        m => Line(m, l => l with { ProductPeriode = From(l.ProductPeriode, 60) }), // TR137
        m => Line(m, l => l with { ProductPeriode = new() { Begindatum = Past, Einddatum = Past } }), // CS100
        m => Line(m, l => l with { ProductPeriode = l.ProductPeriode with { Einddatum = new(2026, 11, 1) } }), // CS337
    ];

    internal static Jw323 Pick(Jw323 message, Random random) => All[random.Next(All.Length)](message);

    private static GeslotenPeriode From(GeslotenPeriode period, int days) =>
        period with { Begindatum = period.Begindatum.AddDays(days) };

    private static ProductReferentie OtherWay(ProductReferentie reference) =>
        reference with { VorigReferentieNummer = reference.VorigReferentieNummer is null ? "X" : null };

    private static Prestatie CreditOf(Prestatie line) => line with
    {
        ProductReferentie = new()
        {
            ReferentieNummer = $"X{line.ProductReferentie.ReferentieNummer}",
            VorigReferentieNummer = line.ProductReferentie.ReferentieNummer,
        },
    };

    private static Jw323 Line(Jw323 message, Func<Prestatie, Prestatie> change) => Client(
        message, c => c with { Prestaties = [change(c.Prestaties[0]), .. c.Prestaties.Skip(1)] });

    private static Jw323 Client(Jw323 message, Func<DeclaratieClient, DeclaratieClient> change) => Clients(
        message, [change(message.Declaratie.Clienten[0]), .. message.Declaratie.Clienten.Skip(1)]);

    /// <summary>The total stays right, so that nothing else is wrong.</summary>
    private static Jw323 Clients(Jw323 message, IReadOnlyList<DeclaratieClient> clients) =>
        Total(With(message, d => d with { Clienten = clients }), 0);

    private static Jw323 Total(Jw323 message, long off) => With(message, d => d with
    {
        TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(
            off + d.Clienten.SelectMany(c => c.Prestaties).Sum(l => l.IngediendBedrag.SignedCents())),
    });

    private static Jw323 With(Jw323 message, Func<Declaratie, Declaratie> change) =>
        message with { Declaratie = change(message.Declaratie) };
}
