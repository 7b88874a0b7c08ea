using Jeugdregio.Referrals.Care;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>A change of an allocation.</summary>
/// <param name="Change"><c>end</c> or <c>delete</c>.</param>
/// <param name="EndDate">With <c>end</c>: the new last day.</param>
/// <param name="Reason">With <c>end</c>: RedenWijziging, JZ002.</param>
/// <param name="ProviderAgreed">With <c>end</c> in the past: the provider agreed (OP186).</param>
internal sealed record ChangeBody(string Change, DateOnly? EndDate = null, string? Reason = null, bool ProviderAgreed = false);

/// <summary>The allocation as it now stands, and the path of the JW301 that tells the provider.</summary>
internal sealed record ChangeView(
    string Municipality, long Number, int Version, DateOnly StartDate, DateOnly? EndDate, string? ReasonForChange, long AllocatedCents,
    string Message);

internal static class ChangeAllocationEndpoint
{
    internal static void MapAllocations(this WebApplication app)
    {
        app.MapPost("/v1/allocations/{municipality}/{number:long}/changes", Change)
            .For(Role.AccessTeam).Act()
            .WithName("ChangeAllocation").WithTags("allocations")
            .WithSummary("Moves the end date of an allocation or deletes it; the provider is told with a JW301.");
        app.MapGet("/v1/allocations", AllocationsQuery.Read)
            .For(Role.Provider, Role.Municipality, Role.AccessTeam)
            .WithName("ListAllocations").WithTags("allocations")
            .WithSummary("Allocations to you (provider) or of your municipality, with the care on them.");
        app.MapGet("/v1/allocations/{municipality}/{number:long}", AllocationsQuery.ReadOne)
            .For(Role.Provider, Role.Municipality, Role.AccessTeam)
            .WithName("GetAllocation").WithTags("allocations").WithSummary("One allocation, with the care on it.");
        app.MapGrpcService<AllocationStream>().For(Role.Service);
    }

    private static async Task<Results<Ok<ChangeView>, ProblemHttpResult>> Change(
        string municipality, long number, ChangeBody body, Caller caller, UnitOfWork work, AllocationStore allocations, CareStore care,
        ClientStore clients, AllocationMailing mailing, TimeProvider clock, CancellationToken stop)
    {
        if (await allocations.FindFor(caller, municipality, number, stop) is not { } seen) return Problems.Missing("allocation");
        if (CheckForm(body) is { } problem) return problem;
        var key = new ClientKey(seen.ClientKey);
        await clients.Lock(key, seen.Provider, stop);
        var allocation = await allocations.Hold(municipality, number, stop);
        var outcome = body.Change == "delete"
            ? DeleteAllocation.Decide(allocation, await care.HasStarted(municipality, number, stop), clock.GetUtcNow())
            : ChangeEnd.Decide(
                allocation, new(body.EndDate!.Value, body.Reason!, body.ProviderAgreed),
                await allocations.OfClient(municipality, seen.Provider, key, stop), clock.Today(), clock.GetUtcNow());
        if (outcome.Refused(out var why, out var changed)) return why.ToProblem();
        await allocations.Change(changed, stop);
        if ((await mailing.Send(changed, null, stop)).Refused(out var unsent, out var messageId)) return unsent.ToProblem();
        await work.Decided("ChangeAllocation", changed.Stream, new { before = allocation.Terms, body }, changed, caller, stop);
        await work.Publish(changed.Stream, changed.ToEvent(), stop);
        return TypedResults.Ok(new ChangeView(
            changed.Municipality, changed.Number, changed.Version, changed.StartDate, changed.EndDate, changed.ReasonForChange,
            changed.AllocatedCents, $"/ijw/v1/jw301/{messageId}"));
    }

    private static ProblemHttpResult? CheckForm(ChangeBody body) => body switch
    {
        { Change: "delete", EndDate: null, Reason: null } => null,
        { Change: "delete" } => Problems.Malformed(
            "change", "A deletion has no end date and no reason of its own: it ends on its start date with reason 13.", "CS335"),
        { Change: "end", EndDate: null } => Problems.Malformed("endDate", "Say the new last day."),
        { Change: "end", Reason: null } => Problems.Malformed("reason", "Say why: RedenWijziging, JZ002."),
        { Change: "end" } => null,
        _ => new Refusal(
            "change-not-supported",
            "Supported are end (another end date) and delete. Volume and budget are not changed on a running allocation yet: end it and "
            + "honour a new request.", "change", "IV066").ToProblem(),
    };
}
