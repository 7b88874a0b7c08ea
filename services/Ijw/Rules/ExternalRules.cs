using System.Globalization;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>
/// The rules that need a source outside the messages: the date, the municipalities, the product list.
/// </summary>
internal static class ExternalRules
{
    internal static void Check(Report report, IjwMessage message, CheckInputs inputs)
    {
        var dated = message.CommonHeader.BerichtIdentificatie.Dagtekening;
        report.AddIf(dated > inputs.Today, "TR135", "Bericht/Header/BerichtIdentificatie/Dagtekening");
        if (inputs.IsMunicipality is { } isMunicipality) CheckMunicipalities(report, message, dated, isMunicipality);
        if (inputs.ProductFits is { } fits)
            foreach (var (category, code, path) in Products(message))
                if (code is not null && !fits(code, category)) report.Add("TR381", path);
        if (message is Jw323 declaration) CheckAmounts(report, declaration);
    }

    /// <summary>
    /// A municipality that merged may go on under its old code for care that started before: its code must be right on
    /// the start of any product, or on the date of the message when it holds no products.
    /// </summary>
    private static void CheckMunicipalities(
        Report report, IjwMessage message, DateOnly dated, Func<string, DateOnly, bool> isMunicipality)
    {
        var (code, element) = message.Kind.SenderIsMunicipality()
            ? (message.CommonHeader.Afzender, "Afzender")
            : (message.CommonHeader.Ontvanger, "Ontvanger");
        var isKnown = Starts(message).DefaultIfEmpty(dated).Any(day => isMunicipality(code, day));
        report.AddIf(!isKnown, "TR378", "Bericht/Header/" + element);
        if (message is Jw319 { Antwoord.Woonplaatsbeginsel.Gemeente: { } other })
            report.AddIf(!isMunicipality(other, dated), "TR378", "Bericht/Antwoord/Woonplaatsbeginsel/Gemeente");
    }

    private static IEnumerable<DateOnly> Starts(IjwMessage message) => message switch
    {
        Jw301 allocation => allocation.Client.ToegewezenProducten.Select(one => one.Ingangsdatum),
        Jw305 start => start.Client.StartProducten.Select(one => one.ToewijzingIngangsdatum ?? one.Begindatum),
        Jw307 stop => stop.Client.StopProducten.Select(one => one.ToewijzingIngangsdatum ?? one.Begindatum),
        Jw315 request => request.Client.AangevraagdeProducten.Select(one => one.ToewijzingIngangsdatum),
        _ => [],
    };

    private static IEnumerable<(string Category, string? Code, string Path)> Products(IjwMessage message) =>
        message switch
        {
            Jw301 allocation => Named(
                allocation.Client.ToegewezenProducten, one => one.Product,
                    "Client/ToegewezenProducten/ToegewezenProduct"),
            Jw305 start => Named(
                start.Client.StartProducten, one => one.Product, "Client/StartProducten/StartProduct"),
            Jw307 stop => Named(
                stop.Client.StopProducten, one => one.Product, "Client/StopProducten/StopProduct"),
            Jw315 request => Named(
                request.Client.AangevraagdeProducten,
                one => one.Product,
                "Client/AangevraagdeProducten/AangevraagdProduct"),
            Jw317 { Client.Verzoek.NieuweProducten: { } added } => Named(
                added, one => one.Product, "Client/Verzoek/NieuweProducten/NieuwProduct"),
            Jw323 declaration => Lines(declaration).Select(at => (
                at.Line.ProductCategorie,
                (string?)at.Line.ProductCode,
                LinePath(at.Client, at.Number, "ProductCode"))),
            _ => [],
        };

    private static IEnumerable<(string Category, string? Code, string Path)> Named<T>(
        IReadOnlyList<T> items, Func<T, Product?> product, string path)
    {
        for (var i = 0; i < items.Count; i++)
            if (product(items[i]) is { } named)
                yield return (
                    named.Categorie,
                    named.Code,
                    string.Create(CultureInfo.InvariantCulture, $"Bericht/{path}[{i + 1}]/Product/Code"));
    }

    /// <summary>
    /// A minute's tariff is an hour's tariff divided by sixty and rounded to cents, and is not what the amount was
    /// reckoned with; so for minutes the amount may differ by what that rounding allows: half a cent a minute, and half
    /// a cent.
    /// </summary>
    private static void CheckAmounts(Report report, Jw323 message)
    {
        foreach (var (line, client, number) in Lines(message))
        {
            if (line.Eenheid == Eenheden.Euro || line.ProductTarief is not { } tariff) continue;
            var off = Math.Abs(line.IngediendBedrag.Bedrag - line.GeleverdVolume * tariff);
            var allowed = line.Eenheid == Eenheden.Minuut ? (line.GeleverdVolume + 1) / 2 : 0;
            if (off > allowed) report.Add("TR346", LinePath(client, number, "IngediendBedrag"));
        }
    }

    private static IEnumerable<(Prestatie Line, int Client, int Number)> Lines(Jw323 message)
    {
        var clients = message.Declaratie.Clienten;
        for (var c = 0; c < clients.Count; c++)
            for (var p = 0; p < clients[c].Prestaties.Count; p++)
                yield return (clients[c].Prestaties[p], c + 1, p + 1);
    }

    private static string LinePath(int client, int number, string element) => string.Create(
        CultureInfo.InvariantCulture,
        $"Bericht/Declaratie/Clienten/Client[{client}]/Prestaties/Prestatie[{number}]/{element}");
}
