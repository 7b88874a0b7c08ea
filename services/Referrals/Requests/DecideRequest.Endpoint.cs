using Jeugdregio.Referrals.Clients;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.Requests;

/// <summary>What the access team decides.</summary>
/// <param name="Decision"><c>honour</c>, <c>refuse</c> or <c>investigate</c>.</param>
/// <param name="StartDate">Honour: another first day than asked.</param>
/// <param name="EndDate">Honour: another last day than asked.</param>
/// <param name="Volume">Honour: another volume than asked.</param>
/// <param name="Address">Honour: where the client lives; may be left out when known from an earlier allocation.</param>
/// <param name="Reason">Refuse: RedenAfwijzingVerzoek, WJ759.</param>
/// <param name="ResponsibleMunicipality">Refuse with reason 8: the municipality that is responsible.</param>
internal sealed record DecisionBody(
    string Decision, DateOnly? StartDate = null, DateOnly? EndDate = null, long? Volume = null, Address? Address = null,
    string? Reason = null, string? ResponsibleMunicipality = null)
{
    internal bool SaysTerms => StartDate is not null || EndDate is not null || Volume is not null || Address is not null;

    internal bool SaysReason => Reason is not null || ResponsibleMunicipality is not null;
}

/// <summary>What came of it.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Decision">As it was asked.</param>
/// <param name="Status">The request as it now stands.</param>
/// <param name="AnswerDueOn">Last day for the decision while it is looked into.</param>
/// <param name="Municipality">Of the allocation, when honoured.</param>
/// <param name="AllocationNumber">ToewijzingNummer, when honoured.</param>
/// <param name="AllocatedCents">What it can cost at most, euro cents, when honoured.</param>
/// <param name="Message">Path of the message that the provider reads.</param>
internal sealed record DecisionView(
    Guid RequestId, string Decision, RequestStatus Status, DateOnly? AnswerDueOn, string? Municipality, long? AllocationNumber,
    long? AllocatedCents, string Message)
{
    /// <summary>Expensive crisis care: the last day on which a contract manager is to approve it (R21).</summary>
    public DateOnly? ApprovalDueOn { get; init; }
}

internal static class DecideRequestEndpoint
{
    internal static void MapRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/allocation-requests", RequestsQuery.Read)
            .For(Role.AccessTeam)
            .WithName("ListAllocationRequests").WithTags("requests")
            .WithSummary("Requests of your municipality, oldest first; no client is in them.");
        routes.MapGet("/v1/allocation-requests/{id:guid}", RequestsQuery.ReadOne)
            .For(Role.AccessTeam)
            .WithName("GetAllocationRequest").WithTags("requests").WithSummary("One request of your municipality.");
        routes.MapPost("/v1/allocation-requests/{id:guid}/decisions", Decide)
            .For(Role.AccessTeam).Act()
            .WithName("DecideAllocationRequest").WithTags("requests")
            .WithSummary("Honours, refuses or looks into a request; the provider is told with a JW301 or a JW319.");
    }

    private static async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Decide(
        Guid id, DecisionBody body, Caller caller, RequestStore requests, HonourRequestEndpoint honour, AnswerRequestEndpoint answer,
        CancellationToken stop)
    {
        if (await requests.FindFor(caller, id, stop) is not { } request) return Problems.Missing("allocation-request");
        return body switch
        {
            { Decision: "honour", SaysReason: true } => Problems.Malformed("reason", "Honouring has no reason of refusal."),
            { Decision: "refuse" or "investigate", SaysTerms: true } =>
                Problems.Malformed("decision", "Dates, volume and address belong to honouring only."),
            { Decision: "investigate", SaysReason: true } => Problems.Malformed("reason", "Looking into has no reason of refusal.", "CD086"),
            { Decision: "honour" } =>
                await honour.Handle(request, new(body.StartDate, body.EndDate, body.Volume), body.Address, caller, stop),
            { Decision: "refuse" } => await answer.Refuse(request, new(body.Reason, body.ResponsibleMunicipality), caller, stop),
            { Decision: "investigate" } => await answer.Investigate(request, caller, stop),
            _ => Problems.Malformed("decision", "A decision is honour, refuse or investigate."),
        };
    }
}
