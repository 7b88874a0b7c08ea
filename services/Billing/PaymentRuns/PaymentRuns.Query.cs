using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>A payment run.</summary>
/// <param name="Id">Identity; its 32 hexadecimal digits are the message id in the file.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="DueThrough">What falls due on or before this day.</param>
/// <param name="ExecutionDate">Day on which the bank is to pay.</param>
/// <param name="Status"><c>prepared</c>, <c>approved</c> or <c>withdrawn</c>.</param>
/// <param name="Payments">Number of payments.</param>
/// <param name="Lines">Number of lines, credits and instalments included.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="PreparedBy">Client id.</param>
/// <param name="PreparedAt">UTC.</param>
/// <param name="DecidedBy">Client id of who approved or withdrew it.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was withdrawn.</param>
internal sealed record PaymentRunView(
    Guid Id, string Municipality, DateOnly DueThrough, DateOnly ExecutionDate, PaymentRunStatus Status, int Payments,
    int Lines, long AmountCents, string PreparedBy, DateTimeOffset PreparedAt, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? Reason)
{
    internal static PaymentRunView Of(PaymentRun run) => new(
        run.Id, run.Municipality, run.DueThrough, run.ExecutionDate, run.Status, run.Payments, run.Lines,
        run.AmountCents, run.PreparedBy, run.PreparedAt, run.DecidedBy, run.DecidedAt, run.Reason);
}

internal static class PaymentRunQueries
{
    internal static void MapPaymentRuns(this IEndpointRouteBuilder routes)
    {
        string[] readers = [Role.Municipality, Role.ContractManager, Role.Analyst, Role.Operations];
        routes.MapPreparePaymentRun();
        routes.MapDecidePaymentRun();
        routes.MapGet("/v1/payment-runs", List).For(readers)
            .WithName("ListPaymentRuns").WithTags("payment runs").WithSummary("Runs in the order of preparation.");
        routes.MapGet("/v1/payment-runs/{id:guid}", Read).For(readers)
            .WithName("ReadPaymentRun").WithTags("payment runs").WithSummary("One run.");
    }

    private static async Task<Results<Ok<Page<PaymentRunView>>, ProblemHttpResult>> List(
        Caller caller, PaymentRunStore runs, CancellationToken stop, string? status = null, Guid? after = null,
        int? limit = null)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (!Choices.TryParse<PaymentRunStatus>("status", status, out _, out var wrong)) return wrong!;
        var found = await runs.List(Own.Of(caller).Municipalities, status, after, take, stop);
        return TypedResults.Ok(found.Select(PaymentRunView.Of).ToList().ToPage(take, r => r.Id));
    }

    private static async Task<Results<Ok<PaymentRunView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, PaymentRunStore runs, CancellationToken stop) =>
        await runs.Find(id, stop) is { } run && (caller.WorksForRegion || DecidePaymentRunEndpoints.IsOwn(caller, run))
            ? TypedResults.Ok(PaymentRunView.Of(run))
            : Problems.Missing("payment-run");
}
