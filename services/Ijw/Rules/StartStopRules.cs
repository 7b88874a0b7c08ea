using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>
/// The rules within a JW305 and a JW307. What is taken back has the key of what it takes back (TR063), so one message
/// holds both only when the key changes.
/// </summary>
internal static class StartStopRules
{
    private const string Client = "Bericht/Client";
    private const string StartProduct = Client + "/StartProducten/StartProduct";
    private const string StopProduct = Client + "/StopProducten/StopProduct";

    internal static void Check(Report report, Jw305 message)
    {
        var dated = message.Header.BerichtIdentificatie.Dagtekening;
        var client = message.Client;
        PersonRules.CheckBsn(report, client.Bsn, Client);
        PersonRules.CheckBirth(report, client.Geboortedatum, dated, Client);
        for (var i = 0; i < client.StartProducten.Count; i++)
        {
            var start = client.StartProducten[i];
            var path = $"{StartProduct}[{i + 1}]";
            CheckStatus(report, start.StatusAanlevering, path);
            report.AddIf(start.Begindatum > dated, "TR134", path + "/Begindatum");
        }
        report.AddRepeated(
            client.StartProducten,
            start => (start.ToewijzingNummer, start.Product, start.Begindatum),
            "TR101",
            number => $"{StartProduct}[{number}]");
    }

    /// <summary>A stop may be announced: only its begin has to lie in the past.</summary>
    internal static void Check(Report report, Jw307 message)
    {
        var dated = message.Header.BerichtIdentificatie.Dagtekening;
        var client = message.Client;
        PersonRules.CheckBsn(report, client.Bsn, Client);
        PersonRules.CheckBirth(report, client.Geboortedatum, dated, Client);
        for (var i = 0; i < client.StopProducten.Count; i++)
        {
            var stop = client.StopProducten[i];
            var path = $"{StopProduct}[{i + 1}]";
            CheckStatus(report, stop.StatusAanlevering, path);
            report.AddIf(stop.Begindatum > dated, "TR134", path + "/Begindatum");
            report.AddIf(stop.Einddatum < stop.Begindatum, "TR018", path + "/Einddatum");
        }
        report.AddRepeated(
            client.StopProducten,
            stop => (stop.ToewijzingNummer, stop.Product, stop.Begindatum, stop.RedenBeeindiging, stop.Einddatum),
            "TR101",
            number => $"{StopProduct}[{number}]");
    }

    private static void CheckStatus(Report report, string status, string path) => report.AddIf(
        status is not (StatusAanleveringen.Eerste or StatusAanleveringen.Verwijderen), "CS058",
            path + "/StatusAanlevering");
}
