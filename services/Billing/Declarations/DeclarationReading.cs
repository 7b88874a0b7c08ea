using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Declarations;

/// <summary>From the message of the standard to our own words.</summary>
internal static class DeclarationReading
{
    /// <param name="id">Identity of the received message.</param>
    /// <param name="message">Right by all rules within the message.</param>
    /// <param name="clientKey">Gives the pseudonym of a BSN.</param>
    /// <exception cref="InvalidDataException">A BSN is none: the message was not checked before.</exception>
    internal static Declaration Read(Guid id, Jw323 message, Func<Bsn, ClientKey> clientKey)
    {
        var declared = message.Declaratie;
        var lines = new List<DeclaredLine>();
        for (var c = 0; c < declared.Clienten.Count; c++)
        {
            var client = declared.Clienten[c];
            if (!Bsn.TryParse(client.Bsn, out var bsn))
                throw new InvalidDataException("A BSN of a checked message is none.");
            var key = clientKey(bsn).ToString();
            for (var l = 0; l < client.Prestaties.Count; l++) lines.Add(Line(new(c, l), key, client.Prestaties[l]));
        }
        return new(
            id, message.Header.Ontvanger, message.Header.Afzender, declared.DeclaratieNummer,
            declared.DeclaratiePeriode.Begindatum, declared.DeclaratiePeriode.Einddatum, declared.DeclaratieDagtekening,
            declared.TotaalIngediendBedrag.SignedCents(), lines);
    }

    /// <summary>
    /// What level 4 finds about more than a line; for that everything is refused. Lines are left to our own rules: they
    /// know the contract's tariff, and they stop at no number of findings.
    /// </summary>
    internal static IReadOnlyList<ClassRefusal> OfWhole(IReadOnlyList<Finding> external) =>
    [
        .. external.Where(f => f.Level is FindingLevel.External).Select(ClassRefusal.Of)
            .Where(r => !r.Path.Contains("/Prestatie[", StringComparison.Ordinal)),
    ];

    private static DeclaredLine Line(LinePlace at, string clientKey, Prestatie line) => new(
        at, clientKey, line.ProductReferentie.ReferentieNummer, line.ProductReferentie.VorigReferentieNummer,
        line.ToewijzingNummer, line.ProductCategorie, line.ProductCode, line.ProductPeriode.Begindatum,
        line.ProductPeriode.Einddatum, line.GeleverdVolume, line.Eenheid, line.ProductTarief,
        line.IngediendBedrag.SignedCents(), line.IngediendBedrag.DebetCredit == DebetCredits.Credit);
}
