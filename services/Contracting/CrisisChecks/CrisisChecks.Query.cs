using Jeugdregio.Contracting.Agreements;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>Contract managers see what is due and overdue; an access team what it allocated itself.</summary>
internal static class CrisisChecksQuery
{
    private static readonly string[] Readers = [Role.ContractManager, Role.Analyst, Role.AccessTeam];

    internal static void MapCrisisCheckQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/crisis-checks", List)
            .For(Readers)
            .WithName("listCrisisChecks").WithTags("crisis-checks")
            .WithSummary("Expensive crisis care that is checked afterwards, oldest first");
        routes.MapGet("/v1/crisis-checks/{checkId:guid}", One)
            .For(Readers)
            .WithName("getCrisisCheck").WithTags("crisis-checks").WithSummary("One check of crisis care")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<CrisisCheck>>, ProblemHttpResult>> List(
        string? status, Guid? cursor, int? limit, Caller caller, CrisisCheckStore checks, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (status is not null && !Enum.GetValues<CrisisCheckStatus>().Any(s => CrisisCheck.TextOf(s) == status))
            return Problems.Malformed("status", "awaiting, overdue, approved, refused or withdrawn.");
        return TypedResults.Ok(
            (await checks.List(status, caller.OnlyMunicipalities(), cursor, take, stop)).ToPage(take, c => c.Id));
    }

    private static async Task<Results<Ok<CrisisCheck>, ProblemHttpResult>> One(
        Guid checkId, Caller caller, CrisisCheckStore checks, CancellationToken stop) =>
        await checks.Find(checkId, stop) is { } check
        && (caller.WorksForRegion || caller.Municipalities.Any(m => m.ToString() == check.Municipality))
            ? TypedResults.Ok(check)
            : Problems.Missing("crisis-check");
}
