using Jeugdregio.Contracting.CrisisChecks;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Approvals;

internal static class DecideApprovalEndpoint
{
    internal static void MapDecideApproval(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/approvals/{approvalId:guid}/decisions", Handle)
            .Act().For(Role.ContractManager)
            .WithName("decideApproval").WithTags("approvals").WithSummary("Give or refuse permission for an expensive product")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Approval>, ProblemHttpResult>> Handle(
        Guid approvalId, DecideApproval body, Caller caller, ApprovalStore approvals, CrisisCheckStore checks,
        UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await approvals.Lock(approvalId, stop) is not { } approval) return Problems.Missing("approval");
        var overlaps = await approvals.OverlapsGranted(approval, stop);
        if (DecideApproval.Decide(approval, overlaps, body, caller.ClientId, clock.GetUtcNow()).Refused(out var why, out var decided))
            return why.ToProblem();
        await approvals.Save(decided, stop);
        await work.Decided(nameof(DecideApproval), $"approval-{approvalId}", body, decided, caller, stop);
        if (decided.Status is ApprovalStatus.Granted)
        {
            await work.Publish(
                $"approval-{approvalId}",
                new ApprovalGranted(
                    decided.Id, decided.Provider, decided.Product, decided.Municipality, decided.ValidFrom,
                    decided.ValidUntil,
                    decided.MaximumTariffCents, decided.DecidedAt!.Value), stop);
            // crisis care that was allocated before, and for which it holds as well (R21)
            foreach (var check in await checks.LockCoveredBy(decided, stop))
                await checks.Save(
                    nameof(DecideApproval), body, check.ApproveWith(decided, clock.GetUtcNow()), caller, stop);
        }
        return TypedResults.Ok(decided);
    }
}
