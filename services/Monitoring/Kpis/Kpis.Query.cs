using System.Globalization;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Monitoring.Kpis;

/// <summary>Figures of one group; what was not grouped by is null.</summary>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Inflow">Clients whose care with a provider and product started for the first time (M10).</param>
/// <param name="Outflow">Clients whose care with a provider and product stopped for good (M10); a stop for a while does
/// not count.</param>
/// <param name="ClientsInCare">Different clients whose care was running on the last day of the month, or of the last
/// month when not grouped by month (M26).</param>
/// <param name="RequestToStart">From the request to the first day of care, by month of that day (M16).</param>
/// <param name="AllocatedCents">What allocations that start in the month can cost at most.</param>
/// <param name="AcceptedCents">Accepted declaration lines of the month, credits subtracted.</param>
/// <param name="PaidCents">Paid of the month.</param>
/// <param name="RejectedLines">Refused declaration lines of the month.</param>
internal sealed record KpiRow(
    string? Month, string? Municipality, string? Provider, string? Segment, long Inflow, long Outflow,
    long ClientsInCare, DaysToStart RequestToStart, long AllocatedCents, long AcceptedCents, long PaidCents,
    long RejectedLines);

/// <param name="Count">Allocations that were asked for and on which care started.</param>
/// <param name="AverageDays">To one decimal; null when there are none.</param>
/// <param name="MedianDays">To one decimal; null when there are none.</param>
internal sealed record DaysToStart(long Count, decimal? AverageDays, decimal? MedianDays);

/// <param name="From">First month.</param>
/// <param name="Until">Last month.</param>
/// <param name="GroupBy">What the rows are grouped by.</param>
/// <param name="Rows">Groups with any figure, in order.</param>
internal sealed record KpiAnswer(string From, string Until, IReadOnlyList<string> GroupBy, IReadOnlyList<KpiRow> Rows);

internal static class KpiQuery
{
    private const int MonthsMax = 60;
    private static readonly string[] Dimensions = ["month", "municipality", "provider", "segment"];

    internal static void MapKpis(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/kpis", Read)
            .For(Role.Municipality, Role.Provider, Role.Analyst, Role.Buyer, Role.ContractManager, Role.Operations)
            .WithName("ReadKpis").WithTags("kpis").WithSummary("Flow of clients, waiting and money, grouped as asked.");

    private static async Task<Results<Ok<KpiAnswer>, ProblemHttpResult>> Read(
        Caller caller, UnitOfWork work, CancellationToken stop, string? from = null, string? until = null,
        string? municipality = null, string? provider = null, string? segment = null, string? groupBy = null)
    {
        if (!TryMonth(from, out var first)) return Problems.Malformed("from", "A month is written as 2026-01.");
        if (!TryMonth(until, out var last)) return Problems.Malformed("until", "A month is written as 2026-12.");
        var months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        if (months is < 1 or > MonthsMax)
            return Problems.Malformed("until", $"The last month is 0 to {MonthsMax - 1} months after the first.");
        var asked = (groupBy ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (asked.FirstOrDefault(a => !Dimensions.Contains(a)) is not null)
            return Problems.Malformed("groupBy", "Any of month, municipality, provider, segment, separated by commas.");
        string[] group = [.. Dimensions.Where(asked.Contains)];
        var own = caller.WorksForRegion ? null : caller.Municipalities.Select(m => m.ToString()).ToArray();
        var ownProvider = caller.WorksForRegion ? null : caller.Provider?.ToString();
        if (!caller.WorksForRegion && ownProvider is null && municipality is not null && !own!.Contains(municipality))
            return Problems.Missing("municipality");
        if (ownProvider is not null && provider is not null && provider != ownProvider)
            return Problems.Missing("provider");
        var values = await work.Query<Value>(
            Sql(group),
            new { first, last, municipality, provider, segment, ownProvider, own = ownProvider is null ? own : null },
            stop);
        return TypedResults.Ok(new KpiAnswer(Text(first), Text(last), group, Rows(values)));
    }

    private static IReadOnlyList<KpiRow> Rows(IReadOnlyList<Value> values) =>
    [
        .. values.GroupBy(v => (v.Month, v.Municipality, v.Provider, v.Segment))
            .OrderBy(g => g.Key.Month).ThenBy(g => g.Key.Municipality, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Provider, StringComparer.Ordinal).ThenBy(g => g.Key.Segment, StringComparer.Ordinal)
            .Select(g =>
            {
                var figures = g.ToDictionary(v => v.Kpi);
                long Whole(string kpi) => (long)(figures.GetValueOrDefault(kpi)?.Figure ?? 0);
                var days = figures.GetValueOrDefault("days");
                return new KpiRow(
                    g.Key.Month is { } month ? Text(month) : null, g.Key.Municipality, g.Key.Provider, g.Key.Segment,
                    Whole("inflow"), Whole("outflow"), Whole("in-care"),
                    new(Whole("days"), days?.Average, days?.Median),
                    Whole("allocated"), Whole("accepted"), Whole("paid"), Whole("rejected"));
            }),
    ];

    /// <summary>
    /// One statement for all figures, so that they are of one moment. Only names from <see cref="Dimensions"/> are put
    /// into the text; what the caller gives comes in as parameters.
    /// </summary>
    private static string Sql(string[] group)
    {
        var byMunicipality = group.Contains("municipality");
        // a client in two municipalities is one client of the region, and one of each by municipality (M26)
        var place = byMunicipality ? "municipality" : "null::text";
        var months = group.Contains("month")
            ? "generate_series(@first::timestamp, @last::timestamp, interval '1 month')"
            : "(values (@last::timestamp))";
        return $"""
            with starts as (
                select municipality, client_key, provider, product, segment, start_date, allocation_number, requested_on
                from care_start where {Filter}),
            first_start as (
                select {place} as municipality, client_key, provider, product,
                    (array_agg(segment order by start_date))[1] as segment,
                    date_trunc('month', min(start_date))::date as month
                from starts group by {place}, client_key, provider, product),
            stopped as (
                select distinct {place} as municipality, client_key, provider, product, segment,
                    date_trunc('month', end_date)::date as month
                from care_stop where reason <> '20' and {Filter}),
            running as (
                select c.municipality, c.client_key, c.provider, c.segment, m.month::date as month
                from {months} as m(month)
                join care c on c.start_date <= (m.month + interval '1 month' - interval '1 day')::date
                    and (c.end_date is null or c.end_date >= (m.month + interval '1 month' - interval '1 day')::date)
                where {Filter}),
            begun as (
                select municipality, provider, segment, allocation_number, requested_on, min(start_date) as start_date
                from starts where requested_on is not null group by 1, 2, 3, 4, 5),
            waited as (
                select municipality, provider, segment, date_trunc('month', start_date)::date as month,
                    greatest(0, start_date - requested_on) as days from begun),
            allocated as (
                select municipality, provider, segment, date_trunc('month', start_date)::date as month, allocated_cents
                from present_allocation where reason_for_change is distinct from '13' and {Filter}),
            rejected as (
                select r.municipality, r.provider, a.segment, r.month
                from rejected_line_fact r
                left join present_allocation a
                    on a.municipality = r.municipality and a.allocation_number = r.allocation_number
                        and a.provider = r.provider)
            {Figure("inflow", "count(*)", "first_start", group)}
            union all {Figure("outflow", "count(*)", "stopped", group)}
            union all {Figure("in-care", "count(distinct client_key)", "running", group)}
            union all {Figure("days", "count(*)", "waited", group, "round(avg(days), 1)", MedianDays)}
            union all {Figure("allocated", "coalesce(sum(allocated_cents), 0)", "allocated", group)}
            union all {Figure("accepted", "coalesce(sum(amount_cents), 0)", "accepted_line_fact", group, filter: Filter)}
            union all {Figure("paid", "coalesce(sum(amount_cents), 0)", "payment_fact", group, filter: Filter)}
            union all {Figure("rejected", "count(*)", "rejected", group, filter: Filter)}
            """;
    }

    private const string MedianDays = "round(percentile_cont(0.5) within group (order by days)::numeric, 1)";

    private const string Filter =
        """
        (@municipality::text is null or municipality = @municipality)
            and (@provider::text is null or provider = @provider)
        and (@segment::text is null or segment = @segment) and (@ownProvider::text is null or provider = @ownProvider)
        and (@own::text[] is null or municipality = any(@own))
        """;

    private static string Figure(
        string kpi, string figure, string from, string[] group, string average = "null::numeric",
        string median = "null::numeric", string filter = "true")
    {
        var columns = string.Join(", ", Dimensions.Select(d => group.Contains(d) ? d : $"null::{TypeOf(d)} as {d}"));
        var grouping = group.Length == 0 ? "" : $"group by {string.Join(", ", group)}";
        return $"""
            select '{kpi}' as kpi, {columns}, ({figure})::numeric as figure, {average} as average, {median} as median
            from {from} where month between @first and @last and {filter} {grouping}
            """;
    }

    private static string TypeOf(string dimension) => dimension == "month" ? "date" : "text";

    private static bool TryMonth(string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month);

    private static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private sealed record Value(
        string Kpi, DateOnly? Month, string? Municipality, string? Provider, string? Segment, decimal Figure,
        decimal? Average, decimal? Median);
}
