using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.IndividualAgreements;

internal static class DecideIndividualAgreementEndpoint
{
    internal static void MapDecideIndividualAgreement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/individual-agreements/{agreementId:guid}/decisions", Handle)
            .Act().For(Role.ContractManager)
            .WithName("decideIndividualAgreement").WithTags("individual-agreements")
            .WithSummary("Agree with an agreement for one client or refuse it; by another person than who proposed it")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<IndividualAgreementView>, ProblemHttpResult>> Handle(
        Guid agreementId, DecideIndividualAgreement body, Caller caller, IndividualAgreementStore agreements,
        UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await agreements.Lock(agreementId, stop) is not { } proposed)
            return Problems.Missing("individual-agreement");
        var outcome = DecideIndividualAgreement.Decide(
            proposed, await agreements.IsContracted(proposed, stop), await agreements.OverlapsAgreed(proposed, stop),
            body, caller.ClientId, clock.GetUtcNow());
        if (outcome.Refused(out var why, out var decided)) return why.ToProblem();
        await agreements.Save(decided, stop);
        var view = IndividualAgreementView.Of(decided, clock.Today());
        await work.Decided(
            nameof(DecideIndividualAgreement), $"individual-agreement-{agreementId}", body, view, caller, stop);
        if (decided.Status is IndividualAgreementStatus.Agreed)
            await work.Publish(
                $"individual-agreement-{agreementId}", IndividualAgreementStore.ToEvent(decided), stop);
        return TypedResults.Ok(view);
    }
}
