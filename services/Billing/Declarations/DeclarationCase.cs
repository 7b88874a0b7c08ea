using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Declarations;

/// <summary>Lines of a declaration that are judged and kept together.</summary>
/// <param name="Place">Which declaration of its group, from 0.</param>
/// <param name="Declaration">The declaration.</param>
/// <param name="Positions">Where the lines stand in it, in the order of judging.</param>
/// <param name="Days">The first and the last day on which any of its lines begins.</param>
internal sealed record DeclarationPart(
    int Place, Declaration Declaration, ArraySegment<int> Positions, (DateOnly First, DateOnly Last) Days);

/// <summary>
/// A declaration while it is judged, line by line: a line is wholly accepted or wholly refused, with every code that
/// applies. What is wrong with the declaration as a whole refuses it (TR333, TR318). Otherwise its lines are judged in
/// their order, each against what was accepted before it. Accepting is never refused for a missing start or stop of
/// care (OP364).
/// </summary>
internal sealed class DeclarationCase
{
    private readonly NumberedIds _ids;
    private readonly KeptLine[] _lines;
    private LineJudge? _judge;

    /// <param name="place">Which declaration of its group, from 0.</param>
    /// <param name="declaration">What was declared.</param>
    /// <param name="whole">What is wrong with more than a line of it, found in the message itself.</param>
    /// <param name="facts">What it is held against as a whole.</param>
    /// <param name="receivedAt">When it came in.</param>
    /// <param name="now">When it is judged.</param>
    /// <param name="linesOfPart">As in <see cref="JudgingOptions"/>.</param>
    internal DeclarationCase(
        int place, Declaration declaration, IReadOnlyList<ClassRefusal> whole, DeclarationFacts facts,
        DateTimeOffset receivedAt, DateTimeOffset now, int linesOfPart)
    {
        (Declaration, ReceivedAt, _ids) = (declaration, receivedAt, new(now));
        Codes = whole.Count > 0
            ? [.. whole.Select(w => w.ReturnCode).Distinct()]
            : DeclarationRules.Codes(declaration, facts);
        Refusals = whole.Count > 0 ? whole : [.. Codes.Select(ClassRefusal.OfDeclaration)];
        Rejected = Codes.Count > 0 ? declaration.Lines.Count : 0;
        var order = Codes.Count > 0 ? [] : Order(declaration);
        Parts = [.. Cut(place, declaration, order, linesOfPart)];
        _lines = new KeptLine[order.Length];
    }

    internal Declaration Declaration { get; }

    internal DateTimeOffset ReceivedAt { get; }

    /// <summary>Codes about the declaration as a whole; then no line is judged.</summary>
    internal IReadOnlyList<string> Codes { get; }

    /// <summary>The same as they are answered.</summary>
    internal IReadOnlyList<ClassRefusal> Refusals { get; }

    /// <summary>Its lines as they are judged together; none when it is refused as a whole.</summary>
    internal IReadOnlyList<DeclarationPart> Parts { get; }

    /// <summary>The lines by their position in the message, once they are judged.</summary>
    internal IReadOnlyList<KeptLine> Lines => _lines;

    /// <summary>Of these, those that are refused.</summary>
    internal IEnumerable<JudgedLine> Refused => _lines.Select(l => l.Judged).Where(l => !l.IsAccepted);

    /// <summary>Identities of its first and last line; null when none is kept.</summary>
    internal (Guid First, Guid Last)? Ids => _lines.Length == 0 ? null : (_ids[0], _ids[_lines.Length - 1]);

    /// <summary>The first and the last day on which a line begins; null when none is kept.</summary>
    internal (DateOnly First, DateOnly Last)? Days => Parts.Count == 0 ? null : Parts[0].Days;

    internal int Rejected { get; private set; }

    internal long GrantedCents { get; private set; }

    /// <summary>In one word (<see cref="MessageJudgement"/>).</summary>
    internal string Verdict =>
        Rejected == 0 ? MessageJudgement.Accepted
        : Rejected < Declaration.Lines.Count ? MessageJudgement.Partly
        : MessageJudgement.Rejected;

    /// <summary>Judges its next part.</summary>
    internal void Judge(DeclarationPart part, DeclarationFacts known)
    {
        if (_judge is null) _judge = new(Declaration, known);
        else _judge.Learn(known);
        foreach (var at in part.Positions)
        {
            var line = _judge.Judge(Declaration.Lines[at]);
            _lines[at] = new(_ids[at], line, line is { IsAccepted: true, Debit.IsPaid: false });
            if (line.IsAccepted) GrantedCents += line.Line.AmountCents;
            else Rejected++;
        }
    }

    /// <summary>
    /// First the credits, so that a debit finds its place free, then the debits (OP366), each in the order of the
    /// message.
    /// </summary>
    private static int[] Order(Declaration declaration)
    {
        var all = Enumerable.Range(0, declaration.Lines.Count).ToLookup(at => declaration.Lines[at].IsCredit);
        return [.. all[true], .. all[false]];
    }

    /// <summary>All credits are in the first part: what they take back is said before any line is kept.</summary>
    private static IEnumerable<DeclarationPart> Cut(
        int place, Declaration declaration, int[] order, int linesOfPart)
    {
        if (order.Length == 0) yield break;
        var credits = order.Count(at => declaration.Lines[at].IsCredit);
        var days = (declaration.Lines.Min(l => l.PeriodStart), declaration.Lines.Max(l => l.PeriodStart));
        for (int from = 0, count; from < order.Length; from += count)
        {
            count = Math.Min(from == 0 ? Math.Max(credits, linesOfPart) : linesOfPart, order.Length - from);
            yield return new(place, declaration, new(order, from, count), days);
        }
    }
}
