using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>A buyer publishes a tender: from this instant all parties read the same (T04, T05).</summary>
internal static class PublishTender
{
    /// <summary>A draft is published once, before its closing instant; its criteria never change afterwards (T22).</summary>
    internal static Outcome<Tender> Decide(Tender tender, DateTimeOffset now)
    {
        if (tender.Status is not TenderStatus.Draft)
            return new Refusal("tender-published-already", "The tender has been published.", Rule: "T04");
        if (now >= tender.ClosingAt)
            return new Refusal("closing-in-the-past", "The closing instant has passed; nobody could submit a bid.", "closingAt", "T04");
        return tender with { Status = TenderStatus.Published, PublishedAt = now };
    }
}
