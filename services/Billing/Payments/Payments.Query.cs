using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Payments;

/// <summary>A payment to one provider.</summary>
/// <param name="Id">Identity; its 32 hexadecimal digits are the end-to-end id that comes with the money.</param>
/// <param name="RunId">The run; null for what was booked before there were runs.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Provider">AGB code of who is paid.</param>
/// <param name="AmountCents">Euro cents, credits subtracted.</param>
/// <param name="Lines">Lines it settles, credits and instalments included.</param>
/// <param name="Status"><c>prepared</c>, <c>sent</c>, <c>paid</c>, <c>rejected</c>, <c>returned</c> or
/// <c>withdrawn</c>.</param>
/// <param name="ExecutionDate">Day on which the bank is to pay.</param>
/// <param name="PaidOn">Day on which the bank said that it pays.</param>
/// <param name="PaidAt">UTC.</param>
/// <param name="Account">Where it goes, masked.</param>
/// <param name="BankStatus">The bank's last word: ACSC, RJCT …</param>
/// <param name="BankReason">Its reason: AC04 …</param>
/// <param name="ReissueOf">The payment that came back and is made again by this one.</param>
internal sealed record PaymentView(
    Guid Id, Guid? RunId, string Municipality, string Provider, long AmountCents, int Lines, string Status,
    DateOnly? ExecutionDate, DateOnly? PaidOn, DateTime? PaidAt, string? Account, string? BankStatus,
    string? BankReason, Guid? ReissueOf);

internal static class PaymentQueries
{
    private const string Selected =
        """
        select p.id, p.run_id, p.municipality, p.provider, p.amount_cents, p.lines, p.status, r.execution_date,
            p.paid_on, p.paid_at, a.hint as account, p.bank_status, p.bank_reason, p.reissue_of
        from payment p
        left join payment_run r on r.id = p.run_id
        left join bank_account a on a.id = p.account_id
        """;

    internal static void MapPayments(this IEndpointRouteBuilder routes)
    {
        string[] readers = [Role.Municipality, Role.Provider, Role.ContractManager, Role.Analyst, Role.Operations];
        routes.MapTakeStatusReport();
        routes.MapGet("/v1/payments", List).For(readers).AlsoCsv()
            .WithName("ListPayments").WithTags("payments")
            .WithSummary("Payments in the order of preparation; a provider sees those that were sent.");
        routes.MapGet("/v1/payments/{id:guid}", Read).For(readers)
            .WithName("ReadPayment").WithTags("payments").WithSummary("One payment.");
        routes.MapRemittance();
    }

    /// <summary>
    /// The payment, when the caller may see it. A provider does not see what was never sent to a bank.
    /// </summary>
    internal static async Task<PaymentView?> Find(Guid id, Caller caller, UnitOfWork work, CancellationToken stop) =>
        await work.Find<PaymentView>($"{Selected} where p.id = @id", new { id }, stop) is { } found
        && Own.MaySee(caller, found.Municipality, found.Provider)
        && (Own.Of(caller).Provider is null || found.Status is not ("prepared" or "withdrawn"))
            ? found
            : null;

    private static async Task<Results<Ok<Listed<PaymentView, string?>>, CsvFile<PaymentView>, ProblemHttpResult>> List(
        HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, Guid? run = null,
        string? municipality = null, string? provider = null, string? status = null, string? after = null,
        int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!Choices.TryParse<PaymentStatus>("status", status, out _, out var wrong)) return wrong!;
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, Own.Of(caller).Provider is not null, run, status, id, take);
        var rows = await work.Query<PaymentView>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "payments", p => p.Id.ToString());
    }

    internal static ListQuery Query(
        Tenant tenant, bool sentOnly, Guid? run, string? status, Guid after, int take)
    {
        string?[] conditions =
        [
            "p.id > @after",
            tenant.Municipality is null ? null : "p.municipality = @Municipality",
            tenant.Provider is null ? null : "p.provider = @Provider",
            sentOnly ? "p.status not in ('prepared', 'withdrawn')" : null,
            run is null ? null : "p.run_id = @run",
            status is null ? null : "p.status = @status",
        ];
        return new(
            $"{Selected} where {string.Join(" and ", conditions.OfType<string>())} order by p.id limit @take",
            new { tenant.Municipality, tenant.Provider, run, status, after, take });
    }

    private static async Task<Results<Ok<PaymentView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, UnitOfWork work, CancellationToken stop) =>
        await Find(id, caller, work, stop) is { } found ? TypedResults.Ok(found) : Problems.Missing("payment");
}
