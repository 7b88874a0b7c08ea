using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Lines;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Instalments;

/// <summary>An instalment of a product that is paid by lump sum, and how its payment stands.</summary>
/// <param name="Id">The instalment; in the ledger it is also the transfer.</param>
/// <param name="ScheduleId">The schedule that it was agreed in.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Month">First day of the month that it is for.</param>
/// <param name="DueOn">Day on which it falls due.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="Payment"><c>open</c>, <c>prepared</c>, <c>sent</c> to a bank, <c>paid</c> or <c>returned</c>.</param>
/// <param name="PaymentId">The payment, once it is sent.</param>
internal sealed record InstalmentListing(
    Guid Id, Guid ScheduleId, Guid AgreementId, string Municipality, string Provider, string Segment, string Product,
    DateOnly Month, DateOnly DueOn, long AmountCents, string Payment, Guid? PaymentId);

internal static class InstalmentQueries
{
    internal static void MapInstalments(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/instalments", List)
            .For(Role.Provider, Role.Municipality, Role.ContractManager, Role.Analyst, Role.Operations).AlsoCsv()
            .WithName("ListInstalments").WithTags("instalments")
            .WithSummary("Instalments of what is paid by lump sum, by month; JSON or CSV.");

    private static async Task<
        Results<Ok<Listed<InstalmentListing, string?>>, CsvFile<InstalmentListing>, ProblemHttpResult>> List(
            HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
            string? provider = null, string? month = null, string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParseOptional(month, out var first)) return MonthText.Malformed("month");
        if (!Lists.TryCursor(after, out var day, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, first, day, id, take);
        var rows = await work.Query<InstalmentListing>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "instalments", i => Lists.Cursor(i.Month, i.Id));
    }

    internal static ListQuery Query(Tenant tenant, DateOnly? month, DateOnly? afterMonth, Guid afterId, int take)
    {
        string?[] conditions =
        [
            tenant.Municipality is null ? null : "i.municipality = @Municipality",
            tenant.Provider is null ? null : "i.provider = @Provider",
            month is null ? null : "i.month = @month",
            afterMonth is null ? null : "(i.month, i.id) > (@afterMonth, @afterId)",
        ];
        var where = string.Join(" and ", conditions.OfType<string>());
        return new(
            $"""
            select i.id, i.schedule_id, i.agreement_id, i.municipality, i.provider, i.segment, i.product, i.month,
                i.due_on, i.amount_cents, coalesce(p.status, 'open') as payment,
                {LineQueries.PaymentId} as payment_id
            from instalment i left join payment p on p.id = i.payment_id
            where {(where.Length == 0 ? "true" : where)}
            order by i.month, i.id limit @take
            """, new { tenant.Municipality, tenant.Provider, month, afterMonth, afterId, take });
    }
}
