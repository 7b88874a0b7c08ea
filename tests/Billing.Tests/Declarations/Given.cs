using System.Security.Cryptography;
using System.Text;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Tariffs;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>
/// An allocation, a tariff and a line over October that fit each other; a test changes what it is about.
/// </summary>
internal static class Given
{
    internal const string Municipality = "0439";
    internal const string Provider = "01000001";
    internal const string Client = "0123456789abcdef0123456789abcdef";

    internal static DateTimeOffset Now { get; } = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    internal static IReadOnlySet<string> Regional { get; } = new HashSet<string> { "B", "C", "V" };

    internal static DateOnly Day(int month, int day, int year = 2026) => new(year, month, day);

    internal static Allocation Allocation { get; } = new(
        Municipality, 101, 1, Client, Provider, "B", "45", "45A48", Day(1, 1), Day(12, 31), 10, "82", "4", null, null);

    internal static Tariff Tariff { get; } = new(
        new("00000000-0000-0000-0000-000000000001"), 1, Guid.Empty, Provider, "B", "45A48", "82", 12_500, Day(1, 1),
        Day(12, 31));

    internal static DeclaredLine Line { get; } = new(
        default, Client, "R1", null, 101, "45", "45A48", Day(10, 1), Day(10, 31), 2, "82", 12_500, 25_000, false);

    internal static DeclaredLine Credit(this DeclaredLine debit, string reference) =>
        debit with {
            Reference = reference, PreviousReference = debit.Reference, AmountCents = -debit.AmountCents,
            IsCredit = true };

    /// <summary>The line as it is known after it was accepted before.</summary>
    internal static EarlierLine Earlier(
        this DeclaredLine line, bool accepted = true, bool credited = false, bool paid = false) => new(
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(line.Reference)).AsSpan(0, 16)), Provider, Municipality,
        line.Reference, "B", line.AllocationNumber, line.ClientKey, line.Category, line.Product, line.PeriodStart,
        line.PeriodEnd, line.Volume, line.Unit, line.TariffCents, line.AmountCents, line.IsCredit, accepted, credited,
        paid);

    internal static Declaration Declaration(params DeclaredLine[] lines) => new(
        Guid.Empty, Municipality, Provider, "D1", Day(10, 1), Day(10, 31), Day(11, 3), lines.Sum(l => l.AmountCents),
        lines);

    internal static DeclarationFacts Facts(
        IEnumerable<Allocation>? allocations = null, IEnumerable<Tariff>? tariffs = null,
        IEnumerable<EarlierLine>? earlier = null, bool numberTaken = false, DateOnly? previous = null)
    {
        List<Allocation> known = [.. allocations ?? [Allocation]];
        List<EarlierLine> before = [.. earlier ?? []];
        return new(
            numberTaken, previous, Regional, [.. known.Select(a => a.ClientKey).Distinct()], known,
            [.. tariffs ?? [Tariff]], before,
            [.. before.Where(l => l.IsOpenDebit).Select(l => l.Key)], before.Where(l => l.IsOpenDebit).Consumed());
    }

    /// <summary>Judges a declaration as it is judged when everything is known at once.</summary>
    internal static DeclarationJudgement Decide(Declaration declaration, DeclarationFacts facts)
    {
        var judging = new DeclarationCase(0, declaration, [], facts, Now, Now, int.MaxValue);
        foreach (var part in judging.Parts) judging.Judge(part, facts);
        return new(judging.Codes, [.. judging.Lines.Select(l => l.Judged)]);
    }

    /// <summary>What these debits have taken, by allocation.</summary>
    internal static IReadOnlyDictionary<long, Consumed> Consumed(this IEnumerable<EarlierLine> open) =>
        open.GroupBy(l => l.AllocationNumber).ToDictionary(
            of => of.Key,
            of => of.Aggregate(default(Consumed), (sum, l) => sum.With(l.Unit, l.Volume, l.AmountCents)));

    /// <summary>The return codes of the one line.</summary>
    internal static IReadOnlyList<string> Codes(
        DeclaredLine line, Allocation? allocation = null, Tariff? tariff = null, params EarlierLine[] earlier) =>
        Given.Decide(
            Declaration(line), Facts([allocation ?? Allocation], [tariff ?? Tariff], earlier)).Lines.Single().Codes;
}

/// <summary>What was decided about a declaration.</summary>
/// <param name="DeclarationCodes">Codes about the declaration as a whole; then no line was judged.</param>
/// <param name="Lines">The lines in the order of the message.</param>
internal sealed record DeclarationJudgement(IReadOnlyList<string> DeclarationCodes, IReadOnlyList<JudgedLine> Lines)
{
    internal long GrantedCents => Lines.Where(l => l.IsAccepted).Sum(l => l.Line.AmountCents);
}
