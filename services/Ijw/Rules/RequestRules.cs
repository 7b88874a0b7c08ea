using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>The rules within a JW315, a JW317 and the JW319 that answers them.</summary>
internal static class RequestRules
{
    private const string Client = "Bericht/Client";
    private const string Requested = Client + "/AangevraagdeProducten/AangevraagdProduct";
    private const string Request = Client + "/Verzoek";
    private const string Unchanged = Request + "/OngewijzigdeProducten/OngewijzigdProduct";
    private const string Changed = Request + "/TeWijzigenProducten/TeWijzigenProduct";
    private const string Added = Request + "/NieuweProducten/NieuwProduct";
    private const string Reply = "Bericht/Antwoord";

    internal static void Check(Report report, Jw315 message)
    {
        var client = message.Client;
        PersonRules.CheckBsn(report, client.Bsn, Client);
        PersonRules.CheckBirth(report, client.Geboortedatum, message.Header.BerichtIdentificatie.Dagtekening, Client);
        var cares = new List<Care>();
        for (var i = 0; i < client.AangevraagdeProducten.Count; i++)
        {
            var product = client.AangevraagdeProducten[i];
            var path = $"{Requested}[{i + 1}]";
            var care = new Care(
                path,
                product.Product,
                product.ToewijzingIngangsdatum,
                product.ToewijzingEinddatum,
                product.Omvang,
                product.Budget)
            {
                EndElement = "ToewijzingEinddatum",
                WithoutCodeRule = "CD095",
                FrequencyRule = "CS343",
            };
            cares.Add(care);
            CareRules.CheckWhole(report, care);
            CheckReferrer(report, product.Verwijzer, path + "/Verwijzer");
            report.AddIf(
                product.BeschikkingNummer is null != product.BeschikkingIngangsdatum is null,
                "CD043",
                path + "/BeschikkingIngangsdatum");
        }
        CareRules.CheckOverlap(report, cares, "TR386");
        // the key of a requested product is its reference: twice the same key breaks both
        foreach (var rule in (string[])["TR101", "TR383"])
            report.AddRepeated(
                client.AangevraagdeProducten, one => one.ReferentieAanbieder, rule, number => $"{Requested}[{number}]");
    }

    internal static void Check(Report report, Jw317 message)
    {
        var dated = message.Header.BerichtIdentificatie.Dagtekening;
        PersonRules.CheckBsn(report, message.Client.Bsn, Client);
        var request = message.Client.Verzoek;
        report.AddIf(request is { OngewijzigdeProducten: null, TeWijzigenProducten: null }, "TR352", Request);
        report.AddIf(request is { TeWijzigenProducten: null, NieuweProducten: null }, "TR353", Request);
        report.AddRepeated(
            request.OngewijzigdeProducten, one => one.ToewijzingNummer, "TR101", number => $"{Unchanged}[{number}]");
        report.AddRepeated(request.TeWijzigenProducten, one => one.ToewijzingNummer, "TR101",
            number => $"{Changed}[{number}]");
        report.AddRepeated(
            request.NieuweProducten, one => (one.Product, one.GewensteIngangsdatum), "TR101",
            number => $"{Added}[{number}]");
        CheckChanges(report, request.TeWijzigenProducten ?? []);
        CheckAdditions(report, request.NieuweProducten ?? [], dated);
    }

    internal static void Check(Report report, Jw319 message)
    {
        var reply = message.Antwoord;
        var isRefused = reply.VerzoekAntwoord == VerzoekAntwoorden.Afgewezen;
        var hasReason = reply.RedenAfwijzingVerzoek is not null;
        report.AddIf(isRefused && !hasReason, "CD085", Reply + "/RedenAfwijzingVerzoek");
        report.AddIf(!isRefused && hasReason, "CD086", Reply + "/RedenAfwijzingVerzoek");
        var isElsewhere = reply.RedenAfwijzingVerzoek == RedenenAfwijzing.Woonplaatsbeginsel;
        report.AddIf(isElsewhere && reply.Woonplaatsbeginsel is null, "TR377", Reply + "/Woonplaatsbeginsel");
        report.AddIf(!isElsewhere && reply.Woonplaatsbeginsel is not null, "TR409", Reply + "/Woonplaatsbeginsel");
    }

    private static void CheckReferrer(Report report, Verwijzer referrer, string path)
    {
        if (referrer.Type is not ("02" or "03" or "04" or "05"))
        {
            report.AddIf(referrer.ZorgverlenerCode is not null, "CD068", path + "/ZorgverlenerCode");
            return;
        }
        report.AddIf(referrer is { ZorgverlenerCode: not null, Naam: not null }, "CD066", path + "/Naam");
        report.AddIf(referrer is { ZorgverlenerCode: null, Naam: null }, "CD067", path + "/Naam");
    }

    private static void CheckChanges(Report report, IReadOnlyList<TeWijzigenProduct> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            var path = $"{Changed}[{i + 1}]";
            CareRules.CheckExtent(
                report,
                new(path, null, change.GewensteIngangsdatum, change.Einddatum, change.Omvang, change.Budget));
        }
    }

    private static void CheckAdditions(Report report, IReadOnlyList<NieuwProduct> additions, DateOnly dated)
    {
        var cares = new List<Care>();
        for (var i = 0; i < additions.Count; i++)
        {
            var added = additions[i];
            var path = $"{Added}[{i + 1}]";
            var care = new Care(
                path, added.Product, added.GewensteIngangsdatum, added.Einddatum, added.Omvang, added.Budget)
            {
                WithoutCodeRule = "CD096",
            };
            cares.Add(care);
            CareRules.CheckWhole(report, care);
            report.AddIf(added.GewensteIngangsdatum <= dated, "TR380", path + "/GewensteIngangsdatum");
        }
        CareRules.CheckOverlap(report, cares, "TR410");
    }
}
