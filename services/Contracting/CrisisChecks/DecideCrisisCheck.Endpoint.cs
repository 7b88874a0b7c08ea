using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.CrisisChecks;

internal static class DecideCrisisCheckEndpoint
{
    internal static void MapDecideCrisisCheck(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/crisis-checks/{checkId:guid}/decisions", Handle)
            .Act().For(Role.ContractManager)
            .WithName("decideCrisisCheck").WithTags("crisis-checks")
            .WithSummary("Approve or refuse expensive crisis care afterwards")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<CrisisCheck>, ProblemHttpResult>> Handle(
        Guid checkId, DecideCrisisCheck body, Caller caller, CrisisCheckStore checks, TimeProvider clock,
        CancellationToken stop)
    {
        if (await checks.Lock(checkId, stop) is not { } check) return Problems.Missing("crisis-check");
        if (DecideCrisisCheck.Decide(check, body, caller, clock.GetUtcNow()).Refused(out var why, out var decided))
            return why.ToProblem();
        await checks.Save(nameof(DecideCrisisCheck), body, decided, caller, stop);
        return TypedResults.Ok(decided);
    }
}
