using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Supervision;

/// <param name="Lines">Number of lines that were checked.</param>
/// <param name="Approved">They may be paid, or are withheld.</param>
internal sealed record LinesChecked(int Lines, bool Approved);

/// <summary>
/// The region decides who is under supervision; each municipality checks its own lines. A provider does not see it
/// here:
/// that is told in a conversation.
/// </summary>
internal static class SupervisionEndpoints
{
    internal static void MapSupervision(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/supervisions", Start).For(Role.ContractManager).Act()
            .WithName("StartSupervision").WithTags("supervision")
            .WithSummary("Puts a provider under supervision: its lines are checked by hand before they are paid.");
        routes.MapPost("/v1/supervisions/{id:guid}/ends", End).For(Role.ContractManager).Act()
            .WithName("EndSupervision").WithTags("supervision").WithSummary("Ends a supervision.");
        routes.MapGet("/v1/supervisions", List).For(Role.ContractManager, Role.Municipality)
            .WithName("ListSupervisions").WithTags("supervision")
            .WithSummary("Supervisions, in order of their start.");
        routes.MapPost("/v1/line-checks", Check).For(Role.Municipality).Act()
            .WithName("CheckLines").WithTags("supervision")
            .WithSummary("Lets lines be paid that were looked at, or withholds them.");
        routes.MapHeldLines();
    }

    private static async Task<Results<Created<ProviderSupervision>, ProblemHttpResult>> Start(
        StartSupervision body, Caller caller, SupervisionStore supervisions, DueStore due, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        // a run that is being prepared at this moment comes before or after it, not in between
        await due.LockProviders([body.Provider], stop);
        var isRunning = await supervisions.IsRunning(body.Provider, stop);
        if (StartSupervision.Decide(body, isRunning, caller.ClientId, Guid.CreateVersion7(now), now)
            .Refused(out var why, out var started)) return why.ToProblem();
        await supervisions.Add(started, stop);
        await work.Decided(nameof(StartSupervision), $"supervision-{started.Id}", body, started, caller, stop);
        return TypedResults.Created($"/v1/supervisions?provider={started.Provider}", started);
    }

    private static async Task<Results<Ok<ProviderSupervision>, ProblemHttpResult>> End(
        Guid id, EndSupervision body, Caller caller, SupervisionStore supervisions, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await supervisions.Lock(id, stop) is not { } supervision) return Problems.Missing("supervision");
        if (EndSupervision.Decide(supervision, body, caller.ClientId, clock.GetUtcNow())
            .Refused(out var why, out var ended)) return why.ToProblem();
        await supervisions.End(ended, stop);
        await work.Decided(nameof(EndSupervision), $"supervision-{id}", body, ended, caller, stop);
        return TypedResults.Ok(ended);
    }

    private static async Task<Results<Ok<Page<ProviderSupervision>>, ProblemHttpResult>> List(
        SupervisionStore supervisions, CancellationToken stop, string? provider = null, bool? running = null,
        Guid? after = null, int? limit = null) =>
        Paging.TryTake(limit, out var take, out var problem)
            ? TypedResults.Ok(
                (await supervisions.List(provider, running, after, take, stop)).ToPage(take, s => s.Id))
            : problem;

    private static async Task<Results<Ok<LinesChecked>, ProblemHttpResult>> Check(
        CheckLines body, Caller caller, SupervisionStore supervisions, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        var own = caller.Municipalities.Select(m => m.ToString()).ToArray();
        var lines = await supervisions.Lines([.. body.Lines.Distinct()], own, stop);
        if (CheckLines.Decide(body, lines).Refused(out var why, out var decided))
            return why.ToProblem(why.Code == "line-not-found" ? 404 : 422);
        await supervisions.Checked(
            decided, body.Approved, body.Reason.Trim(), caller.ClientId, clock.GetUtcNow(), stop);
        var outcome = new LinesChecked(decided.Count, body.Approved);
        await work.Decided(nameof(CheckLines), $"lines-of-{string.Join('-', own)}", body, outcome, caller, stop);
        return TypedResults.Ok(outcome);
    }
}
