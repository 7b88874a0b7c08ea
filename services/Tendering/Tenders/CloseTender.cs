using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>A buyer closes a tender, which opens the bids.</summary>
internal static class CloseTender
{
    /// <summary>Bids are opened only when nobody can submit one any more (I9: sealed until then).</summary>
    internal static Outcome<Tender> Decide(Tender tender, DateTimeOffset now)
    {
        if (tender.Status is TenderStatus.Closed) return new Refusal("tender-closed-already", "The tender has been closed.");
        if (tender.Status is TenderStatus.Draft) return new Refusal("tender-not-published", "The tender has not been published.", Rule: "T04");
        if (now < tender.ClosingAt)
            return new Refusal("closing-not-reached", $"The tender closes at {tender.ClosingAt:yyyy-MM-ddTHH:mm:ssZ}.", Rule: "T05");
        return tender with { Status = TenderStatus.Closed, ClosedAt = now };
    }
}
