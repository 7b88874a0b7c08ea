using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Tariffs;

namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// Judges the lines of one declaration one after the other, each against what was accepted before it. Of a long one not
/// everything need be known at first: what is known of its next lines is learnt before they are judged.
/// </summary>
internal sealed class LineJudge
{
    private readonly Declaration _declaration;
    private readonly HashSet<string> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Allocation> _allocations = [];
    private readonly ContractTerms _terms;
    private readonly LineHistory _history;

    internal LineJudge(Declaration declaration, DeclarationFacts facts)
    {
        _declaration = declaration;
        _terms = new(declaration.Municipality, facts);
        _history = new(declaration.Municipality);
        Learn(facts);
    }

    /// <summary>
    /// Takes in what is known of lines that are judged next. What is told twice, because lines judged before named it
    /// too, is as it was the first time.
    /// </summary>
    internal void Learn(DeclarationFacts facts)
    {
        _clients.UnionWith(facts.KnownClients);
        foreach (var allocation in facts.Allocations) _allocations.TryAdd(allocation.Number, allocation);
        _terms.Learn(facts.Moved);
        _history.Learn(facts.ByReference, facts.OpenDebits, facts.Consumed);
    }

    internal JudgedLine Judge(DeclaredLine line)
    {
        var allocation = _allocations.GetValueOrDefault(line.AllocationNumber);
        // another client's allocation is as unknown as one that does not exist: nothing is told of it
        if (allocation?.ClientKey != line.ClientKey) allocation = null;
        return Held(new(
            line, _declaration.PeriodEnd, _clients.Contains(line.ClientKey), allocation, _terms, _history));
    }

    private static JudgedLine Held(LineCase the)
    {
        var codes = LineRules.Broken(the);
        var takesReference = !the.History.HasReference(the.Line.Reference);
        the.History.Take(the.Line.Reference);
        var accepted = codes.Count == 0;
        if (accepted) the.History.Accept(the.Line, the.Debit);
        return new(
            the.Line, codes, the.Debit?.Segment ?? the.Allocation?.Segment ?? "", takesReference,
            accepted ? the.Debit : null, HeldAgainst.Of(the));
    }
}
