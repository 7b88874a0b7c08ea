using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>The run asked for.</summary>
/// <param name="DueThrough">Lines that fall due on or before this day; when left out the day of payment.</param>
/// <param name="ExecutionDate">Day on which the bank is to pay; when left out the next banking day.</param>
/// <param name="Municipality">CBS code; may be left out by who acts for one municipality.</param>
/// <param name="Providers">AGB codes: only these; when left out all.</param>
internal sealed record NewPaymentRun(
    DateOnly? DueThrough = null, DateOnly? ExecutionDate = null, string? Municipality = null,
    IReadOnlyList<string>? Providers = null);

/// <summary>What was set apart, and what was not.</summary>
/// <param name="Run">The run.</param>
/// <param name="Waiting">What is due and waits, and why.</param>
internal sealed record PreparedRun(PaymentRunView Run, IReadOnlyList<WaitingAmount> Waiting);

internal static class PreparePaymentRunEndpoint
{
    private const int ProvidersMax = 1_000;

    internal static void MapPreparePaymentRun(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payment-runs", Prepare).For(Role.Municipality).Act()
            .WithName("PreparePaymentRun").WithTags("payment runs")
            .WithSummary("Sets apart what is due, one payment per provider; somebody else approves it.");

    private static async Task<Results<Created<PreparedRun>, ProblemHttpResult>> Prepare(
        NewPaymentRun body, Caller caller, RegionPack region, DueStore due, PaymentRunStore runs,
        BankAccountStore accounts, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (body.Providers is { } named
            && (named.Count is 0 or > ProvidersMax || named.Any(p => !AgbCode.TryParse(p, out _))))
            return Problems.Malformed("providers", $"1 to {ProvidersMax} AGB codes of eight digits.", "OP254");
        if (caller.Municipalities.Count != 1 && body.Municipality is null)
            return Problems.Malformed("municipality", "You act for more than one municipality: say for which.");
        var municipality = body.Municipality ?? caller.Municipalities.First().ToString();
        if (!caller.Municipalities.Any(m => m.ToString() == municipality)) return Problems.Missing("municipality");
        var executionDate = body.ExecutionDate ?? clock.Today().NextBankingDay();
        var act = new PreparePaymentRun(body.DueThrough ?? executionDate, executionDate);
        var question = new DueQuestion(municipality, body.Providers?.ToArray(), act.DueThrough);
        var facts = await Facts(question, due, accounts, stop);
        var outcome = PreparePaymentRun.Decide(act, facts, region, clock.Today());
        if (outcome.Refused(out var why, out var planned)) return why.ToProblem();
        var run = await Keep(question, act, planned, caller, due, runs, clock.GetUtcNow(), stop);
        await work.Decided(
            nameof(PreparePaymentRun), $"payment-run-{run.Id}", body, new { run, planned }, caller, stop);
        return TypedResults.Created(
            $"/v1/payment-runs/{run.Id}", new PreparedRun(PaymentRunView.Of(run), planned.Waiting));
    }

    private static async Task<RunFacts> Facts(
        DueQuestion question, DueStore due, BankAccountStore accounts, CancellationToken stop)
    {
        var providers = await due.Providers(question, stop);
        await due.LockProviders(providers, stop);
        // a line that somebody else claimed before the lock is not open any more: read again
        return new(
            (await accounts.Approved(question.Municipality, stop))?.Id, await due.Open(question, stop),
            await due.Returned(question, stop), await due.Payees(providers, stop));
    }

    private static async Task<PaymentRun> Keep(
        DueQuestion question, PreparePaymentRun act, PlannedRun planned, Caller caller, DueStore due,
        PaymentRunStore runs, DateTimeOffset now, CancellationToken stop)
    {
        var run = new PaymentRun(
            Guid.CreateVersion7(now), question.Municipality, planned.AccountId, act.DueThrough, act.ExecutionDate,
            PaymentRunStatus.Prepared, planned.Payments.Count, planned.Payments.Sum(p => p.Lines),
            planned.Payments.Sum(p => p.AmountCents), caller.ClientId, now);
        await runs.Add(
            run,
            [
                .. planned.Payments.Select(p => new Payment(
                    Guid.CreateVersion7(now), run.Id, run.Municipality, p.Provider, p.AccountId, p.AmountCents,
                    p.Lines, PaymentStatus.Prepared, p.ReissueOf)),
            ], stop);
        await due.Claim(question, run.Id, stop);
        if ((await runs.NotAddingUp(run.Id, stop)).Count > 0)
            throw new InvalidOperationException("The lines of a payment do not add up to it.");
        return run;
    }
}
