using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Billing.Tests.Declarations;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>
/// The engine's own rules in memory, with the facts chosen as the stores choose them; what it books is kept.
/// </summary>
/// <param name="world">What was told.</param>
/// <param name="keyOf">The pseudonym of a BSN.</param>
/// <param name="expensiveFrom">From this tariff on care has to be approved; null where none is expensive.</param>
/// <param name="linesOfPart">A longer declaration is judged in parts of so many lines, each with facts of its
/// own.</param>
/// <param name="defect">Spoils the facts that are loaded, to see whether anybody notices; null for none.</param>
internal sealed class EngineWorld(
    World world, Func<string, string> keyOf, Func<DeclarationFacts, DeclarationFacts>? defect = null,
    long? expensiveFrom = null, int linesOfPart = int.MaxValue)
{
    private static readonly HashSet<string> Regional = ["B", "C", "V"];
    private readonly List<Allocation> _allocations =
    [
        .. world.Allocations.Select(Allocation.Of)
            .GroupBy(a => (a.Municipality, a.Number)).Select(versions => versions.MaxBy(a => a.Version)!),
    ];

    private readonly List<Tariff> _tariffs = [.. world.Tariffs.Select(Tariff.Of)];
    private readonly List<Declaration> _taken = [];
    private readonly List<(KeptLine Kept, Declaration Of)> _lines = [];
    private readonly HashSet<Guid> _paid = [];

    internal List<LedgerEntry> Entries { get; } = [];

    internal (IReadOnlyList<string> OfMessage, DeclarationJudgement Judgement) Judge(Jw323 message)
    {
        if (IjwRules.CheckWithin(message, 1).Count > 0) return (["0001"], new([], []));
        var declaration = DeclarationReading.Read(Guid.NewGuid(), message, bsn => new(keyOf(bsn.Reveal())));
        var whole = Known(declaration);
        var judging = new DeclarationCase(0, declaration, [], whole, Given.Now, Given.Now, linesOfPart);
        foreach (var part in judging.Parts)
        {
            var of = Known(declaration with { Lines = [.. part.Positions.Select(at => declaration.Lines[at])] });
            judging.Judge(part, whole with
            {
                KnownClients = of.KnownClients, Allocations = of.Allocations, ByReference = of.ByReference,
                OpenDebits = of.OpenDebits, Consumed = of.Consumed, Moved = of.Moved,
            });
        }
        var judgement = new DeclarationJudgement(judging.Codes, [.. judging.Lines.Select(l => l.Judged)]);
        if (judgement.DeclarationCodes.Count > 0) return ([], judgement);
        _taken.Add(declaration);
        foreach (var line in judgement.Lines)
        {
            var kept = new KeptLine(Guid.NewGuid(), line, line is { IsAccepted: true, Debit.IsPaid: false });
            _lines.Add((kept, declaration));
            if (line.IsAccepted) Entries.Add(Booking.Of(kept));
        }
        return ([], judgement);
    }

    /// <summary>Pays everything that is accepted and open, as a payment does.</summary>
    internal void Pay()
    {
        foreach (var (kept, _) in _lines.Where(l => l.Kept is { Voided: false, Judged.IsAccepted: true }))
            if (!IsVoided(kept.Id) && _paid.Add(kept.Id))
                Entries.Add(Entries.Single(e => e.TransferId == kept.Id) with { State = LedgerEntry.Posted });
    }

    internal long Accepted() => _lines.Where(l => l.Kept.Judged.IsAccepted).Sum(l => l.Kept.Judged.Line.AmountCents);

    internal long Paid() => Entries.Where(e => e.State == LedgerEntry.Posted).Sum(Cost);

    /// <summary>From the lines, not from the books: accepted, not paid, and not taken back before it was.</summary>
    internal long Payable() => _lines
        .Where(l => l.Kept is { Voided: false, Judged.IsAccepted: true } && !_paid.Contains(l.Kept.Id))
        .Where(l => !IsVoided(l.Kept.Id)).Sum(l => l.Kept.Judged.Line.AmountCents);

    /// <summary>What the books say that care cost: every transfer that was opened, less what was voided.</summary>
    internal long Booked() => Entries.Where(e => e.State != LedgerEntry.Posted).Sum(Cost);

    private static long Cost(LedgerEntry entry) =>
        entry.Debit == Accounts.CareCost ? entry.AmountCents : -entry.AmountCents;

    /// <summary>What holds at the end, whatever came first: the debits that count, and the money by account.</summary>
    internal string State() => string.Join('\n', Open().Concat(Money()).Order(StringComparer.Ordinal));

    private IEnumerable<string> Open() => _lines
        .Where(l => l.Kept.Judged is { IsAccepted: true, Line.IsCredit: false } && !IsCredited(l.Kept.Id))
        .Select(l => $"{l.Of.Provider} {l.Of.Municipality} {l.Kept.Judged.Line with { At = default }}");

    private IEnumerable<string> Money() => _lines.Where(l => l.Kept.Judged.IsAccepted)
        .GroupBy(l => (
            l.Of.Provider, l.Of.Municipality, l.Kept.Judged.Segment, Months.First(l.Kept.Judged.Line.PeriodStart)))
        .Select(account => (account.Key, Cents: account.Sum(l => l.Kept.Judged.Line.AmountCents)))
        .Where(account => account.Cents != 0)
        .Select(account => $"{account.Key} {account.Cents}");

    private DeclarationFacts Known(Declaration declaration) =>
        defect is null ? Facts(declaration) : defect(Facts(declaration));

    private DeclarationFacts Facts(Declaration declaration)
    {
        var (municipality, provider) = (declaration.Municipality, declaration.Provider);
        var ours = _allocations.Where(a => a.Municipality == municipality && a.Provider == provider).ToList();
        var numbers = declaration.Lines.Select(l => l.AllocationNumber).ToHashSet();
        var products = declaration.Lines.Select(l => l.Product).ToHashSet();
        var references = declaration.Lines.Select(l => l.Reference)
            .Concat(declaration.Lines.Select(l => l.PreviousReference).OfType<string>()).ToHashSet();
        var open = _lines.Where(l => l.Of.Municipality == municipality)
            .Where(l => numbers.Contains(l.Kept.Judged.Line.AllocationNumber)).Select(Earlier)
            .Where(l => l.IsOpenDebit).ToList();
        var before = _taken.Where(d => d.Provider == provider && d.Municipality == municipality).ToList();
        return new(
            _taken.Any(d => d.Provider == provider && d.Number == declaration.Number),
            before.Count == 0 ? null : before.Max(d => d.PeriodStart), Regional,
            [.. declaration.Lines.Select(l => l.ClientKey).Distinct().Where(c => ours.Any(a => a.ClientKey == c))],
            [.. ours.Where(a => numbers.Contains(a.Number))],
            [.. _tariffs.Where(t => (t.Provider == provider || t.IsOfSegment) && products.Contains(t.Product))],
            [
                .. _lines.Where(l => l.Of.Provider == provider && l.Kept.Judged.TakesReference)
                    .Where(l => references.Contains(l.Kept.Judged.Line.Reference)).Select(Earlier),
            ],
            [.. open.Select(l => l.Key)], open.Consumed())
        {
            Approvals = new(expensiveFrom, [.. world.Approvals.Select(Approval.Of)]),
            Moved = [.. _allocations.Where(a => a.Provider == provider && a.ReasonForChange == "07")],
        };
    }

    private EarlierLine Earlier((KeptLine Kept, Declaration Of) line)
    {
        var (judged, it) = (line.Kept.Judged, line.Kept.Judged.Line);
        return new(
            line.Kept.Id, line.Of.Provider, line.Of.Municipality, it.Reference, judged.Segment, it.AllocationNumber,
            it.ClientKey, it.Category, it.Product, it.PeriodStart, it.PeriodEnd, it.Volume, it.Unit, it.TariffCents,
            it.AmountCents, it.IsCredit, judged.IsAccepted, IsCredited(line.Kept.Id), _paid.Contains(line.Kept.Id));
    }

    private bool IsCredited(Guid debit) => _lines.Any(l => l.Kept.Judged.Debit?.Id == debit);

    private bool IsVoided(Guid debit) => _lines.Any(l => l.Kept.Voided && l.Kept.Judged.Debit!.Id == debit);
}
