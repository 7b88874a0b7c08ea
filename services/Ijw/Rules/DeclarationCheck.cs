using Jeugdregio.Ijw.Engine;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;
using static Jeugdregio.Ijw.Rules.DeclarationRules;

namespace Jeugdregio.Ijw.Rules;

/// <summary>The rules within one JW323, client by client: what has to be remembered of a line is two numbers.</summary>
internal sealed class DeclarationCheck(Report report, DeclarationHeader header)
{
    internal const string Root = "Bericht/Declaratie";
    private const int OldestYears = 5;
    private const int FewLines = 8;

    private static readonly DateOnly First = new(2021, 1, 1);
    private static readonly byte Euro = DeclarationLine.Number(Eenheden.Euro);

    private readonly DateOnly _dated = header.Header.BerichtIdentificatie.Dagtekening;
    private readonly DateOnly _oldest = header.DeclaratieDagtekening.Year > OldestYears
        ? header.DeclaratieDagtekening.AddYears(-OldestYears)
        : DateOnly.MinValue;
    private readonly Repeats _repeats = new(report);
    private readonly HashSet<UInt128> _takenBack = [];
    private readonly List<Earlier> _credits = [];
    private readonly HashSet<(long, DateOnly, DateOnly, byte, ShortText)> _debits = [];
    private long _sum;
    private int _clients;

    internal void Header()
    {
        var period = header.DeclaratiePeriode;
        report.AddIf(period.Begindatum > _dated, "TR134", Root + "/DeclaratiePeriode/Begindatum");
        report.AddIf(
            period.Einddatum < period.Begindatum || period.Einddatum > _dated,
            "TR137",
            Root + "/DeclaratiePeriode/Einddatum");
        report.AddIf(period.Begindatum < First, "CS100", Root + "/DeclaratiePeriode/Begindatum");
        report.AddIf(!IsMonth(period), "CS340", Root + "/DeclaratiePeriode");
        report.AddIf(header.DeclaratieDagtekening > _dated, "TR134", Root + "/DeclaratieDagtekening");
        CheckZero(report, header.TotaalIngediendBedrag, Root + "/TotaalIngediendBedrag");
    }

    /// <param name="bsn">Whose lines they are.</param>
    /// <param name="lines">All lines of the client.</param>
    /// <param name="places">Where they are in the text; null when there is no text.</param>
    internal void Client(string bsn, ReadOnlySpan<DeclarationLine> lines, IClientPlaces? places)
    {
        var place = new ClientPlace(Root, ++_clients);
        CheckClient(report, bsn, place);
        _repeats.Client(bsn, place);
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var line = ref lines[i];
            _sum += line.SignedCents;
            CheckLine(in line, place.Line(i));
            _repeats.Line(in line, place.Line(i));
            if (!line.Earlier.IsEmpty) CheckTakenBack(in line, place.Line(i), i, places);
        }
        CheckRepeatedDebits(lines, place);
    }

    internal void Finish()
    {
        foreach (var credit in _credits)
            if (_repeats.HasLine(credit.Reference))
                report.Add(
                    "TR316",
                    credit.Place.At("/ProductReferentie/VorigReferentieNummer"),
                    credit.Line,
                    credit.Column);
        report.AddIf(
            _sum != header.TotaalIngediendBedrag.SignedCents(), "TR358", Root + "/TotaalIngediendBedrag");
    }

    private void CheckLine(in DeclarationLine line, LinePlace place)
    {
        CheckPeriod(report, in line, _dated, place);
        CheckCredit(report, in line, place);
        if (line.Begin < First) report.Add("CS100", place.At("/ProductPeriode/Begindatum"));
        if (line.End.DayNumber - line.Begin.DayNumber is < 0 or > 30 || line.End.Month != line.Begin.Month)
            CheckMonth(in line, place);
        if (line.End < _oldest) report.Add("TR335", place.At("/ProductPeriode/Einddatum"));
        var isEuro = line.Unit == Euro;
        if (isEuro == (line.HasTariff != 0)) report.Add("CD087", place.At("/ProductTarief"));
        if (isEuro && line.Amount != line.Volume) report.Add("CS339", place.At("/IngediendBedrag"));
    }

    private void CheckMonth(in DeclarationLine line, LinePlace place)
    {
        if ((line.Begin.Year, line.Begin.Month) != (line.End.Year, line.End.Month))
            report.Add("CS337", place.At("/ProductPeriode/Einddatum"));
    }

    private void CheckTakenBack(in DeclarationLine line, LinePlace place, int index, IClientPlaces? places)
    {
        var earlier = SeenLines.FingerprintOf(line.Earlier);
        if (!_takenBack.Add(earlier)) report.Add("TR315", place.At("/ProductReferentie/VorigReferentieNummer"));
        var (at, column) = places?.OfEarlier(index) ?? default;
        _credits.Add(new(earlier, place, at, column));
    }

    /// <summary>Per client: another client's allocation number is TR338's, line by line.</summary>
    private void CheckRepeatedDebits(ReadOnlySpan<DeclarationLine> lines, ClientPlace place)
    {
        if (lines.Length <= FewLines)
        {
            for (var i = 1; i < lines.Length; i++)
                for (var j = 0; j < i; j++)
                    if (AreSameDebit(in lines[i], in lines[j]))
                    {
                        report.Add("TR416", place.Line(i).At(""));
                        break;
                    }
            return;
        }
        _debits.Clear();
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var line = ref lines[i];
            if (!line.IsCredit && !_debits.Add((line.Allocation, line.Begin, line.End, line.Category, line.Code)))
                report.Add("TR416", place.Line(i).At(""));
        }
    }

    private static bool AreSameDebit(in DeclarationLine one, in DeclarationLine other) =>
        one.Allocation == other.Allocation
        && one.Begin == other.Begin
        && one.End == other.End
        && one.Category == other.Category
        && one.Credit == 0
        && other.Credit == 0
        && one.Code == other.Code;

    private static bool IsMonth(GeslotenPeriode period) =>
        period.AsPeriod() is { } days && days == Period.MonthOf(days.Start);

    private readonly record struct Earlier(UInt128 Reference, LinePlace Place, int Line, int Column);
}
