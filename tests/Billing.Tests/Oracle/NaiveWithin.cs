using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>The rules within a JW323 (level 2), once more: does the message contradict itself?</summary>
internal static class NaiveWithin
{
    internal static bool IsWrong(Jw323 message)
    {
        var (dated, whole) = (message.Header.BerichtIdentificatie.Dagtekening, message.Declaratie);
        var lines = whole.Clienten.SelectMany(c => c.Prestaties, (c, line) => (c.Bsn, Line: line)).ToList();
        var month = NaiveCalendar.MonthOf(whole.DeclaratiePeriode.Begindatum).ToList();
        var sum = lines.Sum(l => Signed(l.Line.IngediendBedrag.Bedrag, l.Line.IngediendBedrag.DebetCredit));
        return whole.DeclaratieDagtekening > dated // TR134
            || whole.DeclaratiePeriode.Einddatum > dated // TR137
            || whole.DeclaratiePeriode.Begindatum < new DateOnly(2021, 1, 1) // CS100
            || whole.DeclaratiePeriode.Begindatum != month[0] || whole.DeclaratiePeriode.Einddatum != month[^1] // CS340
            || whole.TotaalIngediendBedrag is { TotaalBedrag: 0, DebetCredit: "C" } // CS325
            || sum != Signed(whole.TotaalIngediendBedrag.TotaalBedrag, whole.TotaalIngediendBedrag.DebetCredit) // TR358
            || whole.Clienten.GroupBy(c => c.Bsn).Any(g => g.Count() > 1) // TR101
            || whole.Clienten.Any(c => !IsBsn(c.Bsn)) // CS002
            || lines.Any(l => IsWrong(l.Line, dated, whole.DeclaratieDagtekening))
            || AreWrong(lines);
    }

    private static bool IsWrong(Prestatie line, DateOnly dated, DateOnly declared)
    {
        var (period, amount, isCredit) =
            (line.ProductPeriode, line.IngediendBedrag.Bedrag, line.IngediendBedrag.DebetCredit == "C");
        return period.Begindatum > dated // TR134
            || period.Einddatum > dated || period.Einddatum < period.Begindatum // TR137
            || period.Begindatum < new DateOnly(2021, 1, 1) // CS100
            || !NaiveCalendar.MonthOf(period.Begindatum).Contains(period.Einddatum) // CS337
            || period.Einddatum.AddYears(5) < declared // TR335
            || isCredit != line.ProductReferentie.VorigReferentieNummer is not null // CD060
            || isCredit && amount == 0 // CS325
            || line.Eenheid == "83" && (line.ProductTarief is not null || amount != line.GeleverdVolume) // CD087, CS339
            || line.Eenheid != "83" && line.ProductTarief is null; // CD087
    }

    private static bool AreWrong(List<(string Bsn, Prestatie Line)> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            for (var j = 0; j < i; j++)
                if (lines[i] == lines[j] || IsSameDebit(lines[i], lines[j])) return true; // TR101, TR416
        var previous = lines.Select(l => l.Line.ProductReferentie.VorigReferentieNummer).OfType<string>().ToList();
        return previous.Distinct().Count() < previous.Count // TR315
            || lines.Any(l => previous.Contains(l.Line.ProductReferentie.ReferentieNummer)); // TR316
    }

    private static bool IsSameDebit((string Bsn, Prestatie Line) one, (string Bsn, Prestatie Line) other) =>
        one.Line.IngediendBedrag.DebetCredit == "D" && other.Line.IngediendBedrag.DebetCredit == "D"
        && one.Bsn == other.Bsn && one.Line.ToewijzingNummer == other.Line.ToewijzingNummer
        && one.Line.ProductPeriode == other.Line.ProductPeriode
        && one.Line.ProductCategorie == other.Line.ProductCategorie && one.Line.ProductCode == other.Line.ProductCode;

    private static bool IsBsn(string text)
    {
        int[] weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
        return text.Length == 9 && text.Zip(weights, (c, w) => (c - '0') * w).Sum() % 11 == 0;
    }

    private static long Signed(long cents, string debetCredit) => debetCredit == "C" ? -cents : cents;
}
