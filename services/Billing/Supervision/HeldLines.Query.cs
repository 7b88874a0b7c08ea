using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Supervision;

/// <summary>A line that is not paid before somebody has looked at it.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="PeriodEnd">Last day of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="ReceivedOn">Day of receipt.</param>
/// <param name="Why"><c>supervision</c>, <c>late</c>, or <c>withheld</c> by somebody who looked.</param>
internal sealed record HeldLine(
    Guid LineId, string Provider, string Reference, long AllocationNumber, string Product, DateOnly PeriodStart,
    DateOnly PeriodEnd, long AmountCents, DateOnly ReceivedOn, string Why);

internal static class HeldLinesQuery
{
    internal static void MapHeldLines(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/held-lines", List).For(Role.Municipality).AlsoCsv()
            .WithName("ListHeldLines").WithTags("supervision")
            .WithSummary("Lines that wait for a check by hand, or were withheld by one.");

    private static async Task<Results<Ok<Listed<HeldLine, string?>>, CsvFile<HeldLine>, ProblemHttpResult>> List(
        HttpRequest request, Caller caller, RegionPack region, UnitOfWork work, CancellationToken stop,
        string? municipality = null, string? provider = null, string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, region, id, take);
        var rows = await work.Query<HeldLine>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "held-lines", l => l.LineId.ToString());
    }

    internal static ListQuery Query(Tenant tenant, RegionPack region, Guid after, int take)
    {
        var late = region.LateDeclarations;
        return new(
            $"""
            select l.id as line_id, l.provider, l.reference, l.allocation_number, l.product, l.period_start,
                l.period_end, l.amount_cents, d.received_on,
                case when c.approved is not null then 'withheld' when s.provider is not null then 'supervision'
                    else 'late' end as why
            from declaration_line l
            join declaration d on d.id = l.declaration_id
            left join supervision s on s.provider = l.provider and s.ended_at is null
            left join lateral (select approved from line_check where line_id = l.id order by id desc limit 1) c on true
            where d.municipality = @Municipality {(tenant.Provider is null ? "" : "and d.provider = @Provider")}
              and l.accepted and not l.voided and l.payment_id is null and not l.is_credit
              and coalesce(not c.approved, s.provider is not null
                  or @checkLate and d.received_on - l.period_end > @lateAfter)
              and l.id > @after
            order by l.id limit @take
            """,
            new
            {
                tenant.Municipality, tenant.Provider, after, take, lateAfter = late.AfterDays,
                checkLate = late.Consequence is LateConsequence.CheckByHand,
            });
    }
}
