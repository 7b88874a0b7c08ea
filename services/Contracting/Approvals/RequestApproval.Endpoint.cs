using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Approvals;

internal static class RequestApprovalEndpoint
{
    internal static void MapRequestApproval(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/approvals", Handle)
            .Act().For(Role.AccessTeam, Role.ContractManager)
            .WithName("requestApproval").WithTags("approvals").WithSummary("Ask permission to allocate an expensive product");

    private static async Task<Results<Created<Approval>, ProblemHttpResult>> Handle(
        RequestApproval body, Caller caller, RegionPack region, ApprovalStore approvals, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (RequestApproval.Decide(body, region, caller.ClientId, now, Guid.CreateVersion7(now)).Refused(out var why, out var requested))
            return why.ToProblem();
        if (!caller.MayActFor(requested))
            return new Refusal("municipality-not-yours", "The caller does not act for this municipality.", "municipality", "G02")
                .ToProblem(StatusCodes.Status403Forbidden);
        await approvals.Add(requested, stop);
        await work.Decided(nameof(RequestApproval), $"approval-{requested.Id}", body, requested, caller, stop);
        return TypedResults.Created($"/v1/approvals/{requested.Id}", requested);
    }
}
