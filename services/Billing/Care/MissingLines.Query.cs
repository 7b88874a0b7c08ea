using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Care;

/// <summary>An allocation of which a month has passed without a line that counts.</summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="PeriodStart">First day of the month that the allocation has.</param>
/// <param name="PeriodEnd">Last day.</param>
/// <param name="StartReported">A start of care is known; without one there may have been no care.</param>
internal sealed record MissingLine(
    string Municipality, long AllocationNumber, string Provider, string Segment, string? Product, DateOnly PeriodStart,
    DateOnly PeriodEnd, bool StartReported);

internal static class MissingLinesQuery
{
    internal static void MapMissingLines(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/missing-lines", List).For(Role.Provider, Role.Municipality).AlsoCsv()
            .WithName("ListMissingLines").WithTags("lines")
            .WithSummary("Allocations of which a past month has no accepted line yet (B07).");

    private static async Task<Results<Ok<Listed<MissingLine, string?>>, CsvFile<MissingLine>, ProblemHttpResult>> List(
        HttpRequest request, Caller caller, UnitOfWork work, TimeProvider clock, CancellationToken stop,
        string? month = null, string? municipality = null, string? provider = null, string? after = null,
        int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParse(month, out var first)) return MonthText.Malformed("month");
        if (Months.Last(first) >= clock.Today())
            return Problems.Malformed("month", "That month is not over yet.", "B07");
        if (!TryCursor(after, out var afterMunicipality, out var afterNumber)) return Lists.WrongCursor();
        var query = Query(tenant, first, afterMunicipality, afterNumber, take);
        var rows = await work.Query<MissingLine>(query.Sql, query.Parameters, stop);
        return Lists.Answer(
            request, rows, take, $"missing-lines-{month}", l => $"{l.Municipality}.{l.AllocationNumber}");
    }

    internal static ListQuery Query(
        Tenant tenant, DateOnly month, string afterMunicipality, long afterNumber, int take)
    {
        string?[] conditions =
        [
            "a.start_date <= @last", "(a.end_date is null or a.end_date >= @month)",
            "a.reason_for_change is distinct from '13'",
            "(a.municipality, a.number) > (@afterMunicipality, @afterNumber)",
            tenant.Municipality is null ? null : "a.municipality = @Municipality",
            tenant.Provider is null ? null : "a.provider = @Provider",
        ];
        return new(
            $"""
            select a.municipality, a.number as allocation_number, a.provider, a.segment, a.product,
                greatest(a.start_date, @month) as period_start, least(a.end_date, @last) as period_end,
                exists (select from care_standing s where s.municipality = a.municipality
                    and s.allocation_number = a.number and s.kind = 'start' and not s.taken_back) as start_reported
            from allocation a
            where {string.Join(" and ", conditions.OfType<string>())}
              and not exists (
                  select from declaration_line l
                  where l.municipality = a.municipality and l.allocation_number = a.number
                    and l.period_start between @month and @last
                    and l.accepted and not l.is_credit and l.credited_by is null)
              and not exists (
                  select from care_standing s where s.municipality = a.municipality
                    and s.allocation_number = a.number and s.kind = 'stop' and s.reason <> '20' and not s.taken_back
                    and s.end_date < @month)
            order by a.municipality, a.number limit @take
            """,
            new
            {
                tenant.Municipality, tenant.Provider, month, last = Months.Last(month), afterMunicipality, afterNumber,
                take,
            });
    }

    private static bool TryCursor(string? after, out string municipality, out long number)
    {
        (municipality, number) = ("", -1);
        if (after is null) return true;
        if (after.Split('.') is not [var code, var text] || !MunicipalityCode.TryParse(code, out _)) return false;
        municipality = code;
        return long.TryParse(
            text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out number);
    }
}
