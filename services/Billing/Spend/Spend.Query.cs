using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Lines;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Spend;

internal static class SpendQuery
{
    private const int MonthsMax = 60;

    internal static void MapSpend(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/spend", Read)
            .For(Role.Provider, Role.Municipality, Role.Buyer, Role.ContractManager, Role.Analyst, Role.Operations)
            .AlsoCsv()
            .WithName("ReadSpend").WithTags("reports")
            .WithSummary("What care cost by segment and product category, stay by itself; JSON or CSV.");

    private static async Task<Results<Ok<SpendReport>, CsvFile<SpendRow>, ProblemHttpResult>> Read(
        HttpRequest request, Caller caller, RegionPack region, UnitOfWork work, CancellationToken stop,
        string? from = null, string? until = null, string? municipality = null, string? provider = null)
    {
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParse(from, out var first)) return MonthText.Malformed("from");
        if (!MonthText.TryParse(until, out var last)) return MonthText.Malformed("until");
        if (MonthText.Count(first, last) is < 1 or > MonthsMax)
            return Problems.Malformed("until", $"The last month is 0 to {MonthsMax - 1} months after the first.");
        var query = Query(tenant, region, first, last);
        var rows = await work.Query<SpendRow>(query.Sql, query.Parameters, stop);
        return Csv.IsWanted(request)
            ? new CsvFile<SpendRow>(rows, $"spend-{from}-{until}", null)
            : TypedResults.Ok(SpendReport.Of(first, last, rows));
    }

    internal static ListQuery Query(Tenant tenant, RegionPack region, DateOnly from, DateOnly until)
    {
        string Own(string of) => string.Join(" and ", new[]
        {
            tenant.Municipality is not null ? $"{of}.municipality = @Municipality"
                : tenant.Provider is null ? $"{of}.municipality = any(@all)" : null,
            tenant.Provider is null ? null : $"{of}.provider = @Provider",
        }.OfType<string>());
        // municipality by municipality, each through its index
        var declarations = tenant.Provider is not null || tenant.Municipality is not null
            ? "declaration d"
            : """
              unnest(@all) as town cross join lateral (
                  select * from declaration
                  where municipality = town and last_period >= @from and first_period <= @last offset 0) d
              """;
        return new(
            $"""
            select l.segment, l.category, l.category = any(@stay) as is_stay,
                sum(l.amount_cents)::bigint as accepted_cents,
                coalesce(sum(l.amount_cents) filter (where p.status = 'paid'), 0)::bigint as paid_cents,
                sum(l.lines)::bigint as lines, sum(1 - l.lines)::bigint as instalments
            from (
                select l.segment, l.category, l.amount_cents, l.payment_id, 1 as lines
                from {declarations} {LineQueries.Own}
                where {Own("d")} and {LineQueries.InPeriod("@from", "@last")} and l.accepted
                union all
                select segment, left(product, 2), amount_cents, payment_id, 0 from instalment i
                where {Own("i")} and month between @from and @last) l
            left join payment p on p.id = l.payment_id
            group by l.segment, l.category order by l.segment, l.category
            """,
            new
            {
                tenant.Municipality, tenant.Provider, from, last = Months.Last(until),
                stay = ProductCode.StayCategories.ToArray(),
                all = region.Municipalities.Select(m => m.Code).ToArray(),
            });
    }
}
