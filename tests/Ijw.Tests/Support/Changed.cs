using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tests.Support;

/// <summary>The messages of <see cref="Example"/> with one thing in them made otherwise.</summary>
internal static class Changed
{
    internal static Geboortedatum Unknown => new() { Datum = new(1900, 1, 1), DatumGebruik = "3" };

    internal static Adres Abroad => new() { Huis = new() { Huisnummer = 1 }, Postcode = "B-1000", LandCode = "BE" };

    internal static GeslotenPeriode Days(int year, int month, int first, int last) =>
        new() { Begindatum = new(year, month, first), Einddatum = new(year, month, last) };

    internal static Omvang Volume(string unit, string frequency) =>
        new() { Volume = 1, Eenheid = unit, Frequentie = frequency };

    internal static Prestatie Credit(Prestatie line, string reference, string? earlier) => line with
    {
        ProductReferentie = new() { ReferentieNummer = reference, VorigReferentieNummer = earlier },
        IngediendBedrag = line.IngediendBedrag with { DebetCredit = "C" },
    };

    internal static Jw301 Client301(Func<Jw301Client, Jw301Client> change) =>
        Example.Allocation() with { Client = change(Example.Allocation().Client) };

    internal static Jw301 Relation(Func<Relatie, Relatie> change) =>
        Client301(client => client with { Relaties = [change(client.Relaties![0])] });

    internal static Jw301 Contact(Func<Contact, Contact> change) =>
        Client301(client => client with { Contactgegevens = [change(client.Contactgegevens[0])] });

    internal static Jw301 Address(Func<Adres, Adres> change) =>
        Contact(contact => contact with { Adres = change(contact.Adres!) });

    internal static Jw301 Allocated(Func<ToegewezenProduct, ToegewezenProduct> change) =>
        Client301(client => client with { ToegewezenProducten = [change(client.ToegewezenProducten[0])] });

    internal static Jw301 Allocations(params IReadOnlyList<ToegewezenProduct> allocations) =>
        Client301(client => client with { ToegewezenProducten = allocations });

    internal static Jw305 Client305(Func<Jw305Client, Jw305Client> change) =>
        Example.Start() with { Client = change(Example.Start().Client) };

    internal static Jw305 Start(Func<StartProduct, StartProduct> change) =>
        Client305(client => client with { StartProducten = [change(client.StartProducten[0])] });

    internal static Jw307 Client307(Func<Jw307Client, Jw307Client> change) =>
        Example.Stop() with { Client = change(Example.Stop().Client) };

    internal static Jw307 Stop(Func<StopProduct, StopProduct> change) =>
        Client307(client => client with { StopProducten = [change(client.StopProducten[0])] });

    internal static Jw315 Client315(Func<Jw315Client, Jw315Client> change) =>
        Example.Request() with { Client = change(Example.Request().Client) };

    internal static Jw315 Requested(Func<AangevraagdProduct, AangevraagdProduct> change) =>
        Client315(client => client with { AangevraagdeProducten = [change(client.AangevraagdeProducten[0])] });

    internal static Jw315 Requests(params IReadOnlyList<AangevraagdProduct> products) =>
        Client315(client => client with { AangevraagdeProducten = products });

    internal static Jw315 Referrer(Verwijzer referrer) => Requested(product => product with { Verwijzer = referrer });

    internal static Jw317 Change(Func<Verzoek, Verzoek> change)
    {
        var message = Example.Change();
        return message with { Client = message.Client with { Verzoek = change(message.Client.Verzoek) } };
    }

    internal static Jw317 ToChange(Func<TeWijzigenProduct, TeWijzigenProduct> change) =>
        Change(request => request with { TeWijzigenProducten = [change(request.TeWijzigenProducten![0])] });

    internal static Jw317 Added(Func<NieuwProduct, NieuwProduct> change) =>
        Change(request => request with { NieuweProducten = [change(request.NieuweProducten![0])] });

    internal static Jw319 Reply(Func<Antwoord, Antwoord> change) =>
        Example.Refusal() with { Antwoord = change(Example.Refusal().Antwoord) };

    internal static Jw323 Declared(Func<Declaratie, Declaratie> change) =>
        Example.Declaration() with { Declaratie = change(Example.Declaration().Declaratie) };

    /// <summary>A declaration of one client with these lines, and the total that belongs to them.</summary>
    internal static Jw323 Lines(Func<Prestatie, IReadOnlyList<Prestatie>> lines)
    {
        var made = lines(Example.Line("PR1", 500));
        return Declared(declaration => declaration with
        {
            Clienten = [new() { Bsn = Example.OneBsn, Prestaties = made }],
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(made.Sum(line => line.IngediendBedrag.SignedCents())),
        });
    }

    internal static Jw323 Line(Func<Prestatie, Prestatie> change) => Lines(line => [change(line)]);

    /// <summary>The answer to such a declaration that refuses all its lines.</summary>
    internal static Jw325 RefusedLine(Func<Prestatie, Prestatie> change) => AnswerTo(Line(change));

    internal static Jw325 AnswerTo(Jw323 declaration) => Answer.Declaration(
        declaration, "GM25", new(2026, 2, 6),
        [.. Enumerable.Range(0, declaration.Declaratie.Clienten.Count).Select(i => ClassRefusal.OfClient(i, "8187"))]);

    internal static Jw325 Answered(Func<DeclaratieAntwoord, DeclaratieAntwoord> change)
    {
        var message = AnswerTo(Line(line => line));
        return message with { DeclaratieAntwoord = change(message.DeclaratieAntwoord!) };
    }
}
