using System.Security.Cryptography;
using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Payments;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.PaymentRuns;

internal static class DecidePaymentRunEndpoints
{
    internal static void MapDecidePaymentRun(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/payment-runs/{id:guid}/approvals", Approve).For(Role.Municipality).Act()
            .WithName("ApprovePaymentRun").WithTags("payment runs")
            .WithSummary("Approves a run and makes its file; by another person than who prepared it.");
        routes.MapPost("/v1/payment-runs/{id:guid}/withdrawals", Withdraw).For(Role.Municipality).Act()
            .WithName("WithdrawPaymentRun").WithTags("payment runs")
            .WithSummary("Takes a run back that is not approved; its lines are payable again.");
        routes.MapGet("/v1/payment-runs/{id:guid}/file", ReadFile).For(Role.Municipality)
            .WithName("ReadPaymentRunFile").WithTags("payment runs")
            .WithSummary("The file for the bank (pain.001.001.09) of an approved run; the same bytes every time.")
            .Produces<string>(StatusCodes.Status200OK, "application/xml");
    }

    private static async Task<Results<Ok<PaymentRunView>, ProblemHttpResult>> Approve(
        Guid id, Caller caller, PaymentRunStore runs, BankAccountStore accounts, PaymentLedgerStore ledger,
        PaymentBookings bookings, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await runs.Lock(id, stop) is not { } run || !IsOwn(caller, run)) return Problems.Missing("payment-run");
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        var changed = await runs.ChangedAccounts(id, stop);
        if (ApprovePaymentRun.Decide(run, changed, caller.ClientId, today, now).Refused(out var why, out var approved))
            return why.ToProblem();
        var payments = await runs.Payments(id, stop);
        var used = await accounts.Of([run.AccountId, .. payments.Select(p => p.AccountId)], stop);
        var file = RunFile.Order(approved, payments, used, now) is { } order ? CreditTransferFile.Write(order) : null;
        var sha256 = file is null ? null : SHA256.HashData(file);
        await runs.Approve(approved, file, sha256, today, stop);
        await ledger.Open(id, now, stop);
        // where credits equal debits no bank is asked: that is settled now
        await bookings.Post([.. payments.Where(p => p.AmountCents == 0)], today, now, stop);
        await work.Decided(
            nameof(ApprovePaymentRun), $"payment-run-{id}", new { run.AmountCents, run.Payments, run.Lines },
            new { approved, fileSha256 = sha256 is null ? null : Convert.ToHexStringLower(sha256) }, caller, stop);
        return TypedResults.Ok(PaymentRunView.Of(approved));
    }

    private static async Task<Results<Ok<PaymentRunView>, ProblemHttpResult>> Withdraw(
        Guid id, WithdrawPaymentRun body, Caller caller, PaymentRunStore runs, DueStore due, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await runs.Lock(id, stop) is not { } run || !IsOwn(caller, run)) return Problems.Missing("payment-run");
        if (WithdrawPaymentRun.Decide(run, body, caller.ClientId, clock.GetUtcNow())
            .Refused(out var why, out var withdrawn)) return why.ToProblem();
        var payments = await runs.Payments(id, stop);
        await due.LockProviders(payments.Select(p => p.Provider), stop);
        await runs.Withdraw(withdrawn, stop);
        await runs.Release(payments.Select(p => p.Id), stop);
        await work.Decided(nameof(WithdrawPaymentRun), $"payment-run-{id}", body, withdrawn, caller, stop);
        return TypedResults.Ok(PaymentRunView.Of(withdrawn));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadFile(
        Guid id, Caller caller, PaymentRunStore runs, CancellationToken stop)
    {
        if (await runs.Find(id, stop) is not { } run || !IsOwn(caller, run)) return Problems.Missing("payment-run");
        return await runs.File(id, stop) is { } file
            ? TypedResults.File(file, "application/xml", $"pain.001-{run.MessageId}.xml")
            : Problems.Missing("payment-run-file");
    }

    internal static bool IsOwn(Caller caller, PaymentRun run) =>
        caller.Municipalities.Any(m => m.ToString() == run.Municipality);
}
