using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Forecasts;

/// <summary>What a municipality's year will cost, as it looked on a day.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Year">Calendar year of care.</param>
/// <param name="MadeOn">Day on which it was made.</param>
/// <param name="TotalCents">Paid, approved and expected together.</param>
/// <param name="PaidCents">Euro cents paid.</param>
/// <param name="ApprovedCents">Euro cents accepted or agreed as instalments, and not paid.</param>
/// <param name="ExpectedCents">Euro cents expected of allocations.</param>
/// <param name="MissingLines">Lines of months that are over that are still to come (an estimate).</param>
/// <param name="MissingCents">What they come to; part of the expected.</param>
/// <param name="PreviousId">The forecast before it, of the same year.</param>
/// <param name="DeviationCents">How much more (or less) it comes to than that one.</param>
/// <param name="MadeBy">Client id; the service itself once a month.</param>
/// <param name="MadeAt">UTC.</param>
internal sealed record ForecastView(
    Guid Id, string Municipality, int Year, DateOnly MadeOn, long TotalCents, long PaidCents, long ApprovedCents,
    long ExpectedCents, int MissingLines, long MissingCents, Guid? PreviousId, long? DeviationCents, string MadeBy,
    DateTime MadeAt)
{
    internal static ForecastView Of(Forecast made) => new(
        made.Id, made.Municipality, made.Year, made.MadeOn, made.PaidCents + made.ApprovedCents + made.ExpectedCents,
        made.PaidCents, made.ApprovedCents, made.ExpectedCents, made.MissingLines, made.MissingCents, made.PreviousId,
        made.DeviationCents, made.MadeBy, made.MadeAt.UtcDateTime);
}

internal static class ForecastQueries
{
    private const string Selected =
        """
        select id, municipality, year, made_on, paid_cents + approved_cents + expected_cents as total_cents, paid_cents,
            approved_cents, expected_cents, missing_lines, missing_cents, previous_id, deviation_cents, made_by, made_at
        from forecast
        """;

    internal static void MapForecasts(this IEndpointRouteBuilder routes)
    {
        string[] readers = [Role.Municipality, Role.ContractManager, Role.Analyst, Role.Operations];
        routes.MapMakeForecast();
        routes.MapGet("/v1/forecasts", List).For(readers).AlsoCsv()
            .WithName("ListForecasts").WithTags("forecasts")
            .WithSummary("Forecasts with their deviation from the one before, oldest first; JSON or CSV.");
        routes.MapGet("/v1/forecasts/{id:guid}", Read).For(readers)
            .WithName("ReadForecast").WithTags("forecasts").WithSummary("One forecast.");
        routes.MapGet("/v1/forecasts/{id:guid}/parts", Parts).For(readers).AlsoCsv()
            .WithName("ListForecastParts").WithTags("forecasts")
            .WithSummary("A forecast by month of care and segment; JSON or CSV.");
    }

    private static async Task<Results<Ok<Listed<ForecastView, string?>>, CsvFile<ForecastView>, ProblemHttpResult>>
        List(
            HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
            int? year = null, string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, null, out var tenant, out var missing)) return missing!;
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, year, id, take);
        var rows = await work.Query<ForecastView>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "forecasts", f => f.Id.ToString());
    }

    internal static ListQuery Query(Tenant tenant, int? year, Guid after, int take)
    {
        string?[] conditions =
        [
            "id > @after", tenant.Municipality is null ? null : "municipality = @Municipality",
            year is null ? null : "year = @year",
        ];
        return new(
            $"{Selected} where {string.Join(" and ", conditions.OfType<string>())} order by id limit @take",
            new { tenant.Municipality, year, after, take });
    }

    private static async Task<Results<Ok<ForecastView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, UnitOfWork work, CancellationToken stop) =>
        await Find(id, caller, work, stop) is { } found ? TypedResults.Ok(found) : Problems.Missing("forecast");

    private static async Task<Results<Ok<Listed<ForecastPart, string?>>, CsvFile<ForecastPart>, ProblemHttpResult>>
        Parts(Guid id, HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop)
    {
        if (await Find(id, caller, work, stop) is null) return Problems.Missing("forecast");
        // twelve months of a few segments: all of it is one answer
        var query = PartsQuery(id);
        var rows = await work.Query<ForecastPart>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, rows.Count + 1, $"forecast-{id:N}", _ => "");
    }

    internal static ListQuery PartsQuery(Guid forecast) => new(
        """
        select segment, month, paid_cents, approved_cents, expected_cents, missing_lines from forecast_part
        where forecast_id = @forecast order by month, segment
        """, new { forecast });

    private static async Task<ForecastView?> Find(Guid id, Caller caller, UnitOfWork work, CancellationToken stop) =>
        await work.Find<ForecastView>($"{Selected} where id = @id", new { id }, stop) is { } found
        && Own.MaySee(caller, found.Municipality, "")
            ? found
            : null;
}
