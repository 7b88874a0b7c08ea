using System.Globalization;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Ijw.Rules;

/// <summary>The rules within a JW323 and a JW325.</summary>
internal static class DeclarationRules
{
    private const string Reply = "Bericht/DeclaratieAntwoord";

    internal static void Check(Report report, Jw323 message)
    {
        var declaration = message.Declaratie;
        var check = new DeclarationCheck(report, new(
            message.Header,
            declaration.DeclaratieNummer,
            declaration.DeclaratiePeriode,
            declaration.DeclaratieDagtekening,
            declaration.TotaalIngediendBedrag));
        check.Header();
        DeclarationLine[] room = [];
        foreach (var client in declaration.Clienten) check.Client(client.Bsn, LinesOf(client, ref room), null);
        check.Finish();
    }

    internal static void Check(Report report, Jw325 message)
    {
        if (message.DeclaratieAntwoord is not { } reply) return;
        var dated = message.Header.BerichtIdentificatie.Dagtekening;
        CheckZero(report, reply.TotaalIngediendBedrag, Reply + "/TotaalIngediendBedrag");
        CheckZero(report, reply.TotaalToegekendBedrag, Reply + "/TotaalToegekendBedrag");
        var clients = reply.Clienten ?? [];
        var (refused, number, repeats) = (0L, 0, new Repeats(report));
        DeclarationLine[] room = [];
        foreach (var client in clients)
        {
            var place = new ClientPlace(Reply, ++number);
            CheckClient(report, client.Bsn, place);
            repeats.Client(client.Bsn, place);
            var lines = LinesOf(client, ref room);
            for (var i = 0; i < lines.Length; i++)
            {
                refused += lines[i].SignedCents;
                CheckPeriod(report, in lines[i], dated, place.Line(i));
                CheckCredit(report, in lines[i], place.Line(i));
                repeats.Line(in lines[i], place.Line(i));
            }
        }
        var granted = reply.TotaalToegekendBedrag.SignedCents();
        var isRefused = !reply.RetourCodes.All(code => code is ReturnCodes.NoRemark or ReturnCodes.Granted);
        var addsUp = isRefused
            ? granted == 0 && clients.Count == 0
            : refused == reply.TotaalIngediendBedrag.SignedCents() - granted;
        report.AddIf(!addsUp, "TR342", Reply + "/TotaalToegekendBedrag");
    }

    /// <summary>The lines of a client of the model as values.</summary>
    /// <param name="client">The client.</param>
    /// <param name="room">Where they are put; replaced when it is too small.</param>
    internal static ReadOnlySpan<DeclarationLine> LinesOf(DeclaratieClient client, ref DeclarationLine[] room)
    {
        var count = client.Prestaties.Count;
        if (room.Length < count) room = new DeclarationLine[Math.Max(count, 2 * room.Length)];
        for (var i = 0; i < count; i++) room[i] = DeclarationLine.Of(client.Prestaties[i]);
        return room.AsSpan(0, count);
    }

    internal static void CheckClient(Report report, string bsn, ClientPlace place)
    {
        if (!Bsn.PassesElevenCheck(bsn)) report.Add("CS002", place.At("/Bsn"));
    }

    internal static void CheckCredit(Report report, in DeclarationLine line, LinePlace place)
    {
        if (line.IsCredit == line.Earlier.IsEmpty)
            report.Add("CD060", place.At("/ProductReferentie/VorigReferentieNummer"));
        if (line.IsCredit && line.Bedrag == 0) report.Add("CS325", place.At("/IngediendBedrag/DebetCredit"));
    }

    internal static void CheckPeriod(Report report, in DeclarationLine line, DateOnly dated, LinePlace place)
    {
        if (line.Begin > dated) report.Add("TR134", place.At("/ProductPeriode/Begindatum"));
        if (line.End < line.Begin || line.End > dated) report.Add("TR137", place.At("/ProductPeriode/Einddatum"));
    }

    internal static void CheckZero(Report report, TotaalBedragMetDC amount, string path) => report.AddIf(
        amount is { TotaalBedrag: 0, DebetCredit: DebetCredits.Credit }, "CS325", path + "/DebetCredit");
}

/// <summary>Where a client is. A path is only put together for what is wrong: there can be many thousands.</summary>
/// <param name="Root">The path around the clients.</param>
/// <param name="Client">The number of the client, from 1.</param>
internal readonly record struct ClientPlace(string Root, int Client)
{
    internal string At(string element) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/Clienten/Client[{Client}]{element}");

    /// <param name="index">Which line, from 0.</param>
    internal LinePlace Line(int index) => new(this, index + 1);
}

/// <summary>Where a line is.</summary>
/// <param name="Client">Whose it is.</param>
/// <param name="Number">The number of the line, from 1.</param>
internal readonly record struct LinePlace(ClientPlace Client, int Number)
{
    internal string At(string element) =>
        Client.At(string.Create(CultureInfo.InvariantCulture, $"/Prestaties/Prestatie[{Number}]{element}"));
}
