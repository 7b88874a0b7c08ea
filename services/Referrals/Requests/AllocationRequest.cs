using Jeugdregio.Referrals.Allocations;

using Jeugdregio.Region;

namespace Jeugdregio.Referrals.Requests;

internal enum RequestStatus
{
    /// <summary>Waits for the access team.</summary>
    Open,

    /// <summary>Waits, and the provider was told that it is being looked into (JW319, 2).</summary>
    Investigating,

    /// <summary>Became an allocation.</summary>
    Honoured,

    /// <summary>Answered with JW319, 1.</summary>
    Refused,
}

/// <summary>One product that a provider asked for. Each is decided on its own (OP344).</summary>
/// <param name="Id">Our identity of it.</param>
/// <param name="Municipality">Who decides: the receiver of the message.</param>
/// <param name="Provider">Who asks.</param>
/// <param name="ClientKey">For whom.</param>
/// <param name="Reference">The provider's own, unique for that provider (TR347).</param>
/// <param name="MessageId">The message it came in.</param>
/// <param name="ReferrerType">COD327.</param>
/// <param name="HasDecision">The provider names a decision of the municipality (BeschikkingNummer).</param>
/// <param name="RequestedOn">Date of the message.</param>
/// <param name="AnswerDueOn">Last day to answer (OP274).</param>
internal sealed record AllocationRequest(
    Guid Id, string Municipality, string Provider, string ClientKey, string Reference, Guid MessageId, string? Category, string? Product,
    DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency, long? BudgetCents, string ReferrerType,
    bool HasDecision, DateOnly RequestedOn, DateTimeOffset ReceivedAt, DateOnly AnswerDueOn, RequestStatus Status, string? RefusalReason,
    string? ResponsibleMunicipality, long? AllocationNumber, DateTimeOffset? DecidedAt)
{
    internal string Stream => $"request-{Id}";

    /// <summary>Is it for crisis care, which waits for nobody (R21)? Its product says so, or its category.</summary>
    internal bool IsCrisis(RegionPack region) => region.IsCrisisCare(Product, Category);

    internal AllocationTerms Terms => new(Category, Product, StartDate, EndDate, Volume, Unit, Frequency, BudgetCents);
}
