using Jeugdregio.Contracting.Agreements;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Approvals;

/// <summary>An access team reads what was asked for its municipality, the region all.</summary>
internal static class ApprovalsQuery
{
    private static readonly string[] Readers = [Role.ContractManager, Role.Analyst, Role.AccessTeam];

    internal static void MapApprovalQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/approvals", List)
            .For(Readers)
            .WithName("listApprovals").WithTags("approvals").WithSummary("Approvals of expensive care, oldest first");
        routes.MapGet("/v1/approvals/{approvalId:guid}", One)
            .For(Readers)
            .WithName("getApproval").WithTags("approvals").WithSummary("One approval")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static bool MayActFor(this Caller caller, Approval approval) =>
        caller.WorksForRegion || caller.Municipalities.Any(m => m.ToString() == approval.Municipality);

    private static async Task<Results<Ok<Page<Approval>>, ProblemHttpResult>> List(
        Guid? cursor, int? limit, Caller caller, ApprovalStore approvals, CancellationToken stop) =>
        Paging.TryTake(limit, out var take, out var problem)
            ? TypedResults.Ok((await approvals.List(caller.OnlyMunicipalities(), cursor, take, stop)).ToPage(take, a => a.Id))
            : problem;

    private static async Task<Results<Ok<Approval>, ProblemHttpResult>> One(
        Guid approvalId, Caller caller, ApprovalStore approvals, CancellationToken stop) =>
        await approvals.Find(approvalId, stop) is { } approval && caller.MayActFor(approval)
            ? TypedResults.Ok(approval)
            : Problems.Missing("approval");
}
