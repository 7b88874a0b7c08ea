using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Tariffs;

namespace Jeugdregio.Billing.Declarations;

/// <summary>What a declaration is held against, loaded for it.</summary>
/// <param name="NumberTaken">An earlier declaration of the provider has the number.</param>
/// <param name="PreviousPeriod">First day of the latest DeclaratiePeriode that the provider declared to the
/// municipality before; null for its first declaration.</param>
/// <param name="RegionalSegments">Segments that the region pays for; local ones never (B13).</param>
/// <param name="KnownClients">Clients with an allocation of the provider in the municipality.</param>
/// <param name="Allocations">The provider's allocations in the municipality with the numbers that are named.</param>
/// <param name="Tariffs">All versions of the tariffs of the products that are named: the provider's and the segments'
/// own.</param>
/// <param name="ByReference">The provider's earlier lines with the reference numbers that are named.</param>
/// <param name="OpenDebits">What lines are about now, and an accepted debit that is not credited was before.</param>
/// <param name="Consumed">What such debits have taken of the allocations that debits name now.</param>
internal sealed record DeclarationFacts(
    bool NumberTaken, DateOnly? PreviousPeriod, IReadOnlySet<string> RegionalSegments,
    IReadOnlyList<string> KnownClients, IReadOnlyList<Allocation> Allocations,
    IReadOnlyList<Tariff> Tariffs, IReadOnlyList<EarlierLine> ByReference, IReadOnlyList<DebitKey> OpenDebits,
    IReadOnlyDictionary<long, Consumed> Consumed)
{
    /// <summary>What was approved of the products that are named (B06).</summary>
    internal ApprovalBook Approvals { get; init; } = ApprovalBook.None;

    /// <summary>
    /// Allocations of the clients that another municipality ended because they moved; those of other providers may be
    /// among them, and count for nothing (B12).
    /// </summary>
    internal IReadOnlyList<Allocation> Moved { get; init; } = [];
}

/// <summary>What was decided about one line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Codes">Return codes; none when accepted.</param>
/// <param name="Segment">Segment of its allocation; empty when there is none.</param>
/// <param name="TakesReference">The first judged line with its reference number.</param>
/// <param name="Debit">The debit that an accepted credit takes back.</param>
/// <param name="Against">What a debit was held against; nothing for a credit, which has its debit.</param>
internal sealed record JudgedLine(
    DeclaredLine Line, IReadOnlyList<string> Codes, string Segment, bool TakesReference, EarlierLine? Debit,
    HeldAgainst Against)
{
    internal bool IsAccepted => Codes.Count == 0;
}

/// <summary>Which versions decided about a line: with them its verdict can be told again at any time.</summary>
/// <param name="AllocationVersion">Of the allocation with its number; null when there was none.</param>
/// <param name="TariffId">The contract's tariff; null when no contract held the product.</param>
/// <param name="TariffVersion">Its version.</param>
internal readonly record struct HeldAgainst(int? AllocationVersion, Guid? TariffId, int? TariffVersion)
{
    internal static HeldAgainst Of(LineCase the) => the.Line.IsCredit
        ? default
        : new(the.Allocation?.Version, the.Tariff?.TariffId, the.Tariff?.Version);
}

/// <summary>What was decided about a declaration.</summary>
/// <param name="DeclarationCodes">Codes about the declaration as a whole; then no line was judged.</param>
/// <param name="Lines">The lines in the order of the message.</param>
internal sealed record DeclarationJudgement(IReadOnlyList<string> DeclarationCodes, IReadOnlyList<JudgedLine> Lines)
{
    internal long GrantedCents => Lines.Where(l => l.IsAccepted).Sum(l => l.Line.AmountCents);
}

/// <summary>
/// A declaration is judged line by line: a line is wholly accepted or wholly refused, with every code that applies.
/// </summary>
internal static class JudgeDeclaration
{
    /// <summary>
    /// What is wrong with the declaration as a whole refuses it (TR333, TR318). Otherwise first the credits, then the
    /// debits (OP366), each in the order of the message and each against what was accepted before it. Accepting is
    /// never refused for a missing start or stop of care (OP364).
    /// </summary>
    internal static DeclarationJudgement Decide(Declaration declaration, DeclarationFacts facts)
    {
        var codes = DeclarationRules.Codes(declaration, facts);
        if (codes.Count > 0) return new(codes, []);
        var known = facts.KnownClients.ToHashSet(StringComparer.Ordinal);
        var allocations = facts.Allocations.ToDictionary(a => a.Number);
        var terms = new ContractTerms(declaration.Municipality, facts);
        var history = new LineHistory(
            declaration.Municipality, facts.ByReference, facts.OpenDebits, facts.Consumed);
        var judged = new JudgedLine[declaration.Lines.Count];
        // credits first: a debit finds its place free
        foreach (var isCredit in (bool[])[true, false])
            for (var at = 0; at < judged.Length; at++)
                if (declaration.Lines[at].IsCredit == isCredit) judged[at] = Of(declaration.Lines[at]);
        return new([], judged);

        JudgedLine Of(DeclaredLine line)
        {
            var allocation = allocations.GetValueOrDefault(line.AllocationNumber);
            // another client's allocation is as unknown as one that does not exist: nothing is told of it
            if (allocation?.ClientKey != line.ClientKey) allocation = null;
            return Judge(new(
                line, declaration.PeriodEnd, known.Contains(line.ClientKey), allocation, terms.Of(line, allocation),
                tariff => terms.Permits(line, allocation, tariff), history));
        }
    }

    private static JudgedLine Judge(LineCase the)
    {
        var codes = LineRules.Broken(the);
        var takesReference = !the.History.HasReference(the.Line.Reference);
        the.History.Take(the.Line.Reference);
        var accepted = codes.Count == 0;
        if (accepted) the.History.Accept(the.Line, the.Debit);
        return new(
            the.Line, codes, the.Debit?.Segment ?? the.Allocation?.Segment ?? "", takesReference, accepted ? the.Debit
                : null, HeldAgainst.Of(the));
    }
}
