using System.Text.Json.Serialization;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>What is bought, for whom, by which procedure, and by which criteria bids are judged.</summary>
internal sealed record Tender(
    Guid Id, string Title, string ProcedureKind, string ContractModel, IReadOnlyList<string> Municipalities, DateOnly StartDate,
    IReadOnlyList<Criterion> Criteria, DateTimeOffset ClosingAt, TenderStatus Status, DateTimeOffset? PublishedAt,
    DateTimeOffset? ClosedAt)
{
    /// <summary>Questions are asked and bids submitted from publication until the closing instant, closed by hand or not.</summary>
    internal bool IsOpenAt(DateTimeOffset now) => Status is TenderStatus.Published && now < ClosingAt;
}

[JsonConverter(typeof(JsonStringEnumConverter<TenderStatus>))]
internal enum TenderStatus
{
    Draft,
    Published,
    Closed,
}

/// <param name="Name">Unique within the tender.</param>
/// <param name="WeightPercent">All weights of a tender add up to 100.</param>
/// <param name="IsPrice">True for the criterion that scores price (T23).</param>
internal sealed record Criterion(string Name, int WeightPercent, bool IsPrice);
