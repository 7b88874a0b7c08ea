using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>What the naive judge says of a declaration.</summary>
/// <param name="OfMessage">0001 when the message contradicts itself; then nothing else was looked at.</param>
/// <param name="OfDeclaration">Codes of the whole; then no line was judged.</param>
/// <param name="Lines">Every line in the order of the message.</param>
internal sealed record NaiveVerdict(
    IReadOnlyList<string> OfMessage, IReadOnlyList<string> OfDeclaration, IReadOnlyList<NaiveLine> Lines)
{
    internal long Granted => Lines.Where(l => l.Codes.Count == 0).Sum(l => l.Cents);
}

/// <param name="Of">The declaration it was in.</param>
/// <param name="Codes">None when accepted.</param>
internal sealed record NaiveLine(Jw323 Of, string Bsn, Prestatie Line, IReadOnlyList<string> Codes)
{
    internal bool IsAccepted => Codes.Count == 0;

    internal bool IsCredit => Line.IngediendBedrag.DebetCredit == "C";

    internal long Cents => IsCredit ? -Line.IngediendBedrag.Bedrag : Line.IngediendBedrag.Bedrag;

    internal string Reference => Line.ProductReferentie.ReferentieNummer;

    internal bool IsOf(string provider, string municipality) =>
        Of.Header.Afzender == provider && Of.Header.Ontvanger == municipality;
}

/// <summary>
/// The nineteen checks once more, from the tables of the standard and slowly: every question goes through everything
/// that ever was, every calendar question day by day. It shares nothing with the engine but the messages and events.
/// </summary>
/// <param name="keyOf">The pseudonym of a BSN.</param>
internal sealed class NaiveJudge(Func<string, string> keyOf)
{
    private static readonly string[] Regional = ["B", "C", "V"];
    private readonly List<Jw323> _taken = [];
    private readonly List<NaiveLine> _judged = [];

    internal List<AllocationMade> Allocations { get; } = [];

    internal NaiveTariffs Tariffs { get; } = new();

    internal List<ApprovalGranted> Approvals { get; } = [];

    /// <summary>From this tariff on care has to be approved; null where none is expensive.</summary>
    internal long? ExpensiveFrom { get; init; }

    /// <summary>All lines judged so far, in the order of judging.</summary>
    internal IReadOnlyList<NaiveLine> Judged => _judged;

    internal static NaiveJudge Of(World world, Func<string, string> keyOf, long? expensiveFrom = null)
    {
        var judge = new NaiveJudge(keyOf) { ExpensiveFrom = expensiveFrom };
        judge.Approvals.AddRange(world.Approvals);
        judge.Allocations.AddRange(world.Allocations);
        judge.Tariffs.Told.AddRange(world.Tariffs);
        return judge;
    }

    internal NaiveVerdict Judge(Jw323 message)
    {
        if (NaiveWithin.IsWrong(message)) return new(["0001"], [], []);
        var whole = OfWhole(message).ToList();
        if (whole.Count > 0) return new([], whole, []);
        _taken.Add(message);
        var lines = message.Declaratie.Clienten
            .SelectMany(client => client.Prestaties.Select(line => (client.Bsn, Line: line))).ToList();
        var verdicts = new NaiveLine[lines.Count];
        foreach (var isCredit in new[] { true, false })
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Line.IngediendBedrag.DebetCredit == "C" != isCredit) continue;
                var unjudged = new NaiveLine(message, lines[i].Bsn, lines[i].Line, []);
                verdicts[i] = unjudged with { Codes = [.. OfLine(unjudged)] };
                _judged.Add(verdicts[i]);
            }
        return new([], [], verdicts);
    }

    /// <summary>The allocations as they now stand: of each number the highest version.</summary>
    internal IEnumerable<AllocationMade> Now() =>
        Allocations.Where(a => !Allocations.Any(b =>
            b.Municipality == a.Municipality && b.AllocationNumber == a.AllocationNumber && b.Version > a.Version));

    private IEnumerable<string> OfWhole(Jw323 message)
    {
        var before = _taken.Where(d => d.Header.Afzender == message.Header.Afzender).ToList();
        if (before.Any(d => d.Declaratie.DeclaratieNummer == message.Declaratie.DeclaratieNummer)) yield return "9333";
        var start = message.Declaratie.DeclaratiePeriode.Begindatum;
        var starts = before.Where(d => d.Header.Ontvanger == message.Header.Ontvanger)
            .Select(d => d.Declaratie.DeclaratiePeriode.Begindatum).ToList();
        if (starts.Count == 0) yield break;
        var skipped = new List<DateOnly>();
        for (var month = starts.Max().AddMonths(1); month < start; month = month.AddMonths(1)) skipped.Add(month);
        var hasCareThen = message.Declaratie.Clienten.SelectMany(c => c.Prestaties).Any(line =>
            line.IngediendBedrag.DebetCredit == "D" && skipped.Any(month =>
                line.ProductPeriode.Begindatum.Year == month.Year
                && line.ProductPeriode.Begindatum.Month == month.Month));
        if (start < starts.Max() || hasCareThen) yield return "8214";
    }

    private IEnumerable<string> OfLine(NaiveLine the)
    {
        var (provider, municipality) = (the.Of.Header.Afzender, the.Of.Header.Ontvanger);
        var mine = Now().Where(a => a.Municipality == municipality && a.Provider == provider
            && a.ClientKey == keyOf(the.Bsn)).ToList();
        var allocation = mine.SingleOrDefault(a => a.AllocationNumber == the.Line.ToewijzingNummer);
        if (mine.Count == 0) yield return "8187";
        if (_judged.Any(j => j.Of.Header.Afzender == provider && j.Reference == the.Reference)) yield return "8021";
        if (the.IsCredit)
            foreach (var code in OfCredit(the, provider, municipality)) yield return code;
        if (allocation is null) yield return "9338";
        // a credit is held against neither allocation nor contract (IV085)
        foreach (var code in the.IsCredit ? [] : OfAllocated(the, allocation, provider)) yield return code;
        if (the.Line.ProductPeriode.Einddatum > the.Of.Declaratie.DeclaratiePeriode.Einddatum) yield return "9319";
        foreach (var code in the.IsCredit ? [] : OfAmounts(the, allocation, provider)) yield return code;
    }

    private IEnumerable<string> OfCredit(NaiveLine credit, string provider, string municipality)
    {
        var previous = credit.Line.ProductReferentie.VorigReferentieNummer;
        var equal = credit.Line with
        {
            ProductReferentie = new() { ReferentieNummer = previous! },
            IngediendBedrag = credit.Line.IngediendBedrag with { DebetCredit = "D" },
        };
        if (!_judged.Any(j => j.IsAccepted && j.IsOf(provider, municipality) && j.Bsn == credit.Bsn && j.Line == equal))
            yield return "8017";
        if (IsCredited(previous!, provider, municipality)) yield return "9390";
    }

    private bool IsCredited(string reference, string provider, string municipality) => _judged.Any(j =>
        j.IsAccepted && j.IsCredit && j.IsOf(provider, municipality)
        && j.Line.ProductReferentie.VorigReferentieNummer == reference);

    private IReadOnlyList<TariffSet> Contract(NaiveLine the, AllocationMade? allocation, string provider) =>
        allocation is not null
            ? MayAsk(allocation, the.Line.ProductCode, the.Line.ProductPeriode.Begindatum)
            : Tariffs.On(new(
                provider, the.Of.Header.Ontvanger, the.Line.ProductCode, the.Line.ProductPeriode.Begindatum, null,
                keyOf(the.Bsn)));

    /// <summary>What the contract says, and for a year after a move what it said the day before.</summary>
    internal IReadOnlyList<TariffSet> MayAsk(AllocationMade allocation, string product, DateOnly day)
    {
        if (!Regional.Contains(allocation.Segment)) return [];
        var here = Question(allocation, product, day);
        var own = Tariffs.On(here);
        if (Tariffs.IsLumpSum(here) || Left(allocation, product, day) is not { } left) return own;
        return [.. own, .. Tariffs.On(Question(left, product, left.EndDate!.Value)).Where(t => !own.Contains(t))];
    }

    private AllocationMade? Left(AllocationMade now, string product, DateOnly day) =>
        product[..2] is "43" or "44" ? null : Now()
            .Where(a => a.ReasonForChange == "07" && a.Municipality != now.Municipality && a.Provider == now.Provider)
            .Where(a => a.ClientKey == now.ClientKey && Regional.Contains(a.Segment))
            .Where(a => (a.Product ?? product) == product && (a.Category ?? product[..2]) == product[..2])
            .Where(a => a.EndDate < now.StartDate && day < a.EndDate.Value.AddDays(1).AddYears(1))
            .MaxBy(a => a.EndDate);

    private static NaiveQuestion Question(AllocationMade allocation, string product, DateOnly day) => new(
        allocation.Provider, allocation.Municipality, product, day, allocation.Segment, allocation.ClientKey);

    /// <summary>Expensive on the first day of the allocation, and approved neither for it nor for the one
    /// left.</summary>
    private bool IsForbidden(NaiveLine the, AllocationMade? allocation, TariffSet asked)
    {
        if (allocation is null || ExpensiveFrom is not { } threshold) return false;
        // a contract manager has decided on it for this client
        if (asked.ClientKey is not null) return false;
        var product = the.Line.ProductCode;
        var left = Left(allocation, product, the.Line.ProductPeriode.Begindatum);
        return new[] { allocation, left }.OfType<AllocationMade>().All(on =>
        {
            var then = Tariffs.On(Question(on, product, on.StartDate))
                .FirstOrDefault(t => t.TariffId == asked.TariffId) ?? asked;
            return then.TariffCents >= threshold && !Approvals.Any(a =>
                a.Provider == on.Provider && a.Municipality == on.Municipality && a.Product == product
                && on.StartDate >= a.ValidFrom && on.StartDate <= a.ValidUntil
                && a.MaximumTariffCents >= then.TariffCents);
        });
    }

    private IEnumerable<string> OfAllocated(NaiveLine the, AllocationMade? allocation, string provider)
    {
        var line = the.Line;
        if (allocation is not null)
        {
            if (allocation.ReasonForChange == "13") yield return "9384";
            if (allocation.Category is { } category && category != line.ProductCategorie) yield return "9339";
            if (allocation.Product is { } product && product != line.ProductCode) yield return "9340";
        }
        if (line.ProductCode[..2] != line.ProductCategorie) yield return "S329";
        if (allocation is null) yield break;
        var unit = allocation.Unit ?? NaiveTariffs.Asked(Contract(the, allocation, provider), line)?.Unit;
        if (unit is not null && !NaiveTariffs.Fits(unit, line.Eenheid)) yield return "9341";
        foreach (var code in OfPeriod(line.ProductPeriode, allocation)) yield return code;
    }

    private IEnumerable<string> OfAmounts(NaiveLine the, AllocationMade? allocation, string provider)
    {
        var line = the.Line;
        var contract = Contract(the, allocation, provider);
        if (allocation is not null)
            foreach (var code in OfHistory(the, allocation)) yield return code;
        if (contract.FirstOrDefault(tariff => NaiveTariffs.Is(tariff, line)) is not { } asked
            || IsForbidden(the, allocation, asked)) yield return "0611";
        if (NaiveTariffs.IsWrongAmount(NaiveTariffs.Asked(contract, line), line)) yield return "9346";
    }

    private static IEnumerable<string> OfPeriod(GeslotenPeriode period, AllocationMade allocation)
    {
        var month = NaiveCalendar.MonthOf(period.Begindatum).ToList();
        var first = month.Contains(allocation.StartDate) ? allocation.StartDate : month[0];
        var last = allocation.EndDate is { } end && month.Contains(end) ? end : month[^1];
        if (period.Begindatum != first) yield return "9387";
        if (period.Einddatum != last) yield return "9388";
        if (period.Begindatum < allocation.StartDate) yield return "9307";
        if (period.Einddatum > allocation.EndDate) yield return "9308";
    }

    private IEnumerable<string> OfHistory(NaiveLine the, AllocationMade allocation)
    {
        var line = the.Line;
        var open = _judged.Where(j => j.IsAccepted && !j.IsCredit
            && j.Of.Header.Ontvanger == allocation.Municipality
            && j.Line.ToewijzingNummer == allocation.AllocationNumber
            && !IsCredited(j.Reference, j.Of.Header.Afzender, j.Of.Header.Ontvanger)).ToList();
        if (open.Any(j => j.Line.ProductPeriode == line.ProductPeriode
                && j.Line.ProductCategorie == line.ProductCategorie && j.Line.ProductCode == line.ProductCode))
            yield return "9389";
        var fits = allocation.Unit is { } unit && NaiveTariffs.Fits(unit, line.Eenheid);
        var days = NaiveCalendar.Days(line.ProductPeriode.Begindatum, line.ProductPeriode.Einddatum).Count();
        if (line.Eenheid == "14" && line.GeleverdVolume > days
            || fits && Parts(line) > Parts(allocation) * MostIn(allocation, line.ProductPeriode))
            yield return "9321";
        if (fits && open.Append(the).Sum(j => Parts(j.Line)) > Parts(allocation) * NaiveCalendar.MostEver(allocation))
            yield return "9322";
        if (open.Append(the).Sum(j => j.Line.IngediendBedrag.Bedrag) > allocation.BudgetCents) yield return "9369";
    }

    private static decimal? MostIn(AllocationMade allocation, GeslotenPeriode period) =>
        NaiveCalendar.MostIn(allocation, period.Begindatum);

    /// <summary>An hour is sixty parts, so that minutes can be added to it.</summary>
    private static decimal Parts(AllocationMade allocation) => allocation.Unit == "04" ? 60 : 1;

    private static decimal Parts(Prestatie line) => (line.Eenheid == "04" ? 60m : 1) * line.GeleverdVolume;
}
