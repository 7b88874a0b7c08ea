using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Payments;

/// <summary>What a report came to.</summary>
/// <param name="RunId">The run that it is about.</param>
/// <param name="Paid">Payments that are paid since this report.</param>
/// <param name="Rejected">Payments whose lines are payable again since this report.</param>
/// <param name="Returned">Payments that were paid and came back.</param>
/// <param name="Unchanged">Payments it spoke of without changing where they stand.</param>
internal sealed record StatusReportTaken(Guid RunId, int Paid, int Rejected, int Returned, int Unchanged);

internal static class TakeStatusReportEndpoint
{
    internal static void MapTakeStatusReport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payment-status-reports", Take).For(Role.Municipality).Act(keyRequired: false)
            .WithName("TakePaymentStatusReport").WithTags("payment runs")
            .WithSummary("Takes in what the bank says about a run (pain.002.001.10); twice changes nothing more.")
            .Accepts<string>("application/xml");

    private static async Task<Results<Ok<StatusReportTaken>, ProblemHttpResult>> Take(
        HttpContext context, Caller caller, PaymentRunStore runs, PaymentStore payments, DueStore due,
        PaymentBookings bookings, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await Body(context.Request, stop) is not { } bytes)
            return new Refusal("too-large", $"A report has at most {StatusReportReader.BytesMax} bytes.")
                .ToProblem(StatusCodes.Status413PayloadTooLarge);
        if (StatusReportReader.Read(bytes.Span).Refused(out var malformed, out var report))
            return malformed.ToProblem(StatusCodes.Status400BadRequest);
        if (!Guid.TryParseExact(report.OrderId, "N", out var id) || await runs.Lock(id, stop) is not { } run
            || !DecidePaymentRunEndpoints.IsOwn(caller, run)) return Problems.Missing("payment-run");
        var all = await runs.Payments(id, stop);
        await due.LockProviders(all.Select(p => p.Provider), stop);
        if (TakeStatusReport.Decide(report, run, all).Refused(out var why, out var changes)) return why.ToProblem();
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        await payments.KeepReport(Guid.CreateVersion7(now), id, report.MessageId, bytes, caller.ClientId, now, stop);
        await payments.Keep(changes, today, now, stop);
        await payments.RefuseAccounts([.. changes.Where(c => c.IsAboutAccount)], stop);
        await bookings.Post(Became(changes, PaymentStatus.Paid), today, now, stop);
        await bookings.Void(Became(changes, PaymentStatus.Rejected), now, stop);
        await bookings.Return(Became(changes, PaymentStatus.Returned), today, now, stop);
        var taken = new StatusReportTaken(
            id, Became(changes, PaymentStatus.Paid).Count, Became(changes, PaymentStatus.Rejected).Count,
            Became(changes, PaymentStatus.Returned).Count, changes.Count(c => c.To == c.Payment.Status));
        await work.Decided(
            nameof(TakeStatusReport), $"payment-run-{id}", new { report.MessageId },
            new
            {
                taken,
                changes = changes.Select(c => new { c.Payment.Id, c.To, c.BankStatus, c.BankReason }),
            }, caller, stop);
        return TypedResults.Ok(taken);
    }

    private static List<Payment> Became(IReadOnlyList<PaymentChange> changes, PaymentStatus status) =>
        [.. changes.Where(c => c.To == status && c.Payment.Status != status).Select(c => c.Payment)];

    private static async Task<ReadOnlyMemory<byte>?> Body(HttpRequest request, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, stop)) > 0;)
        {
            if (body.Length + read > StatusReportReader.BytesMax) return null;
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }
}
