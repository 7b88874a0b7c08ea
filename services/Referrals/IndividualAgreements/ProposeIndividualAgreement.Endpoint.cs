using Jeugdregio.Referrals.Requests;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.IndividualAgreements;

/// <summary>What was proposed to Contracting.</summary>
/// <param name="Id">Identity of the proposal.</param>
/// <param name="RequestId">The request it is for.</param>
/// <param name="Agreement">Path at which it can be read once Contracting has it: within moments.</param>
internal sealed record ProposalView(Guid Id, Guid RequestId, string Agreement);

internal static class ProposeIndividualAgreementEndpoint
{
    internal static void MapIndividualAgreements(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/allocation-requests/{id:guid}/individual-agreements", Handle)
            .For(Role.AccessTeam).Act()
            .WithName("ProposeIndividualAgreement").WithTags("requests")
            .WithSummary("Proposes an agreement for this client with a provider that is not contracted.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Accepted<ProposalView>, ProblemHttpResult>> Handle(
        Guid id, ProposeIndividualAgreement body, Caller caller, RequestStore requests, RegionPack region,
        UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await requests.FindFor(caller, id, stop) is not { } request) return Problems.Missing("allocation-request");
        var now = clock.GetUtcNow();
        var outcome = ProposeIndividualAgreement.Decide(
            request, body, region, caller.ClientId, now, Guid.CreateVersion7(now));
        if (outcome.Refused(out var why, out var proposed)) return why.ToProblem();
        await work.Decided(
            nameof(ProposeIndividualAgreement), request.Stream, body, new { proposed.AgreementId }, caller, stop);
        await work.Publish(request.Stream, proposed, stop);
        var view = new ProposalView(
            proposed.AgreementId, request.Id, $"/contracting/v1/individual-agreements/{proposed.AgreementId}");
        return TypedResults.Accepted((string?)null, view);
    }
}
