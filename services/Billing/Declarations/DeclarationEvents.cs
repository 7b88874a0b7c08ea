using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Declarations;

/// <summary>What is told of the lines of one declaration, in events of bounded size that are numbered.</summary>
internal sealed class DeclarationEvents(Declaration declaration, DateTimeOffset now)
{
    private const int LinesPerEvent = 500;
    private readonly string _stream = $"declaration-{declaration.Id}";
    private int _accepted;
    private int _rejected;

    /// <summary>Of lines that were judged next.</summary>
    internal IEnumerable<EventToTell> Of(IReadOnlyList<KeptLine> lines)
    {
        foreach (var chunk in lines.Where(l => l.Judged.IsAccepted).Chunk(LinesPerEvent))
            yield return new(_stream, new DeclarationLinesAccepted(
                declaration.Id, _accepted++, declaration.Municipality, declaration.Provider,
                [.. chunk.Select(Accepted)], now));
        foreach (var chunk in lines.Where(l => !l.Judged.IsAccepted).Chunk(LinesPerEvent))
            yield return new(_stream, new DeclarationLinesRejected(
                declaration.Id, _rejected++, declaration.Municipality, declaration.Provider,
                [.. chunk.Select(Rejected)], now));
    }

    private static AcceptedLine Accepted(KeptLine kept)
    {
        var line = kept.Judged.Line;
        return new(kept.Id, kept.Judged.Segment, line.Product, line.PeriodStart, line.AmountCents);
    }

    private static RejectedLine Rejected(KeptLine kept)
    {
        var line = kept.Judged.Line;
        return new(
            kept.Id, line.AllocationNumber, line.Product, line.PeriodStart, line.AmountCents, kept.Judged.Codes);
    }
}
