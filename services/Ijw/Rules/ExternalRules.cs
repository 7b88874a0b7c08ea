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
        if (message is Jw323 { Declaratie.Clienten: var clients })
        {
            var check = new DeclarationOutside(report, inputs);
            check.Header(message.CommonHeader);
            DeclarationLine[] room = [];
            foreach (var client in clients) check.Client(DeclarationRules.LinesOf(client, ref room));
            return;
        }
        CheckHeader(report, message.Kind, message.CommonHeader, Starts(message), inputs);
        if (message is Jw319 { Antwoord.Woonplaatsbeginsel.Gemeente: { } other, Header: var header }
            && inputs.IsMunicipality is { } isMunicipality)
            report.AddIf(
                !isMunicipality(other, header.BerichtIdentificatie.Dagtekening),
                "TR378",
                "Bericht/Antwoord/Woonplaatsbeginsel/Gemeente");
        if (inputs.ProductFits is { } fits)
            foreach (var (category, code, path) in Products(message))
                if (code is not null && !fits(code, category)) report.Add("TR381", path);
    }

    /// <summary>
    /// A municipality that merged may go on under its old code for care that started before: its code must be right on
    /// the start of any product, or on the date of the message when it holds no products.
    /// </summary>
    internal static void CheckHeader(
        Report report, MessageKind kind, Header header, IEnumerable<DateOnly> starts, CheckInputs inputs)
    {
        var dated = header.BerichtIdentificatie.Dagtekening;
        report.AddIf(dated > inputs.Today, "TR135", "Bericht/Header/BerichtIdentificatie/Dagtekening");
        if (inputs.IsMunicipality is not { } isMunicipality) return;
        var (code, element) = kind.SenderIsMunicipality()
            ? (header.Afzender, "Afzender")
            : (header.Ontvanger, "Ontvanger");
        var isKnown = starts.DefaultIfEmpty(dated).Any(day => isMunicipality(code, day));
        report.AddIf(!isKnown, "TR378", "Bericht/Header/" + element);
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
}
