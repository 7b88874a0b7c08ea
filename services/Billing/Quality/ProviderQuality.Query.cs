using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Quality;

internal static class ProviderQualityQuery
{
    internal static void MapProviderQuality(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/provider-quality", List)
            .For(Role.Provider, Role.Municipality, Role.ContractManager, Role.Analyst, Role.Operations).AlsoCsv()
            .WithName("ListProviderQuality").WithTags("reports")
            .WithSummary("Administrative quality of providers in a month: refused, late, credited, not reported.");

    private static async Task<
        Results<Ok<Listed<ProviderQuality, string?>>, CsvFile<ProviderQuality>, ProblemHttpResult>> List(
            HttpRequest request, Caller caller, RegionPack region, UnitOfWork work, TimeProvider clock,
            CancellationToken stop, string? month = null, string? municipality = null, string? provider = null,
            string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParse(month, out var first)) return MonthText.Malformed("month");
        if (after is not null && !AgbCode.TryParse(after, out _)) return Lists.WrongCursor();
        var query = Query(tenant, region, first, ReportTerms.LastEndDue(clock.Today()), after ?? "", take);
        var rows = await work.Query<QualityCounts>(query.Sql, query.Parameters, stop);
        return Lists.Answer(
            request, [.. rows.Select(r => ProviderQuality.Of(first, r))], take, $"provider-quality-{month}",
            q => q.Provider);
    }

    internal static ListQuery Query(
        Tenant tenant, RegionPack region, DateOnly month, DateOnly lastEndDue, string after, int take)
    {
        string?[] conditions =
        [
            "provider > @after",
            tenant.Municipality is null ? null : "municipality = @Municipality",
            tenant.Provider is null ? null : "provider = @Provider",
        ];
        var where = string.Join(" and ", conditions.OfType<string>());
        return new(
            $"""
            with received as (
                select id, provider, municipality, received_on, lines, lines_rejected, first_line, last_line
                from declaration
                where received_on between @month and @last and {where}),
            totals as (
                select provider, count(*) as declarations, sum(lines) as lines, sum(lines_rejected) as rejected
                from received group by provider),
            judged as (
                select r.provider, l.municipality, l.allocation_number, l.is_credit, l.accepted,
                    r.received_on - l.period_end as days
                from received r cross join lateral (
                    select * from declaration_line
                    where id between r.first_line and r.last_line and declaration_id = r.id offset 0) l),
            counted as (
                select provider, count(*) filter (where is_credit) as credits,
                    count(*) filter (where not is_credit and days > @lateAfter) as late,
                    round(coalesce(avg(days) filter (where not is_credit), 0), 1) as average_days
                from judged group by provider),
            begun as (
                select provider, count(*) as allocations, count(*) filter (where not exists (
                    select from care_standing s where s.municipality = j.municipality
                      and s.allocation_number = j.allocation_number and s.kind = 'start' and not s.taken_back))
                    as missing
                from (select distinct provider, municipality, allocation_number from judged
                    where accepted and not is_credit) j
                group by provider),
            ended as (
                select provider, count(*) as allocations, count(*) filter (where not exists (
                    select from care_standing s where s.municipality = a.municipality
                      and s.allocation_number = a.number and s.kind = 'stop' and s.reason <> '20'
                      and not s.taken_back)) as missing
                from allocation a
                where end_date between @month and least(@last, @lastEndDue) and {where}
                  and reason_for_change is distinct from '13' and exists (
                    select from care_standing s where s.municipality = a.municipality
                      and s.allocation_number = a.number and s.kind = 'start' and not s.taken_back)
                group by provider)
            select provider, coalesce(t.declarations, 0) as declarations, coalesce(t.lines, 0)::bigint as lines,
                coalesce(t.rejected, 0)::bigint as rejected_lines, coalesce(c.late, 0) as late_lines,
                coalesce(c.credits, 0) as credit_lines, coalesce(c.average_days, 0) as average_days_after_period,
                coalesce(b.allocations, 0) as allocations, coalesce(b.missing, 0) as missing_starts,
                coalesce(e.allocations, 0) as ended_allocations, coalesce(e.missing, 0) as missing_stops
            from totals t left join counted c using (provider) left join begun b using (provider)
            full join ended e using (provider)
            order by provider limit @take
            """,
            new
            {
                tenant.Municipality, tenant.Provider, month, last = Months.Last(month), lastEndDue, after, take,
                lateAfter = region.LateDeclarations.AfterDays,
            });
    }
}
