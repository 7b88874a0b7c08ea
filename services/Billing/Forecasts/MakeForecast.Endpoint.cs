using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Forecasts;

/// <summary>The forecast asked for.</summary>
/// <param name="Year">This year, the last or the next; when left out this year.</param>
/// <param name="Municipality">CBS code; may be left out by who acts for one municipality.</param>
internal sealed record NewForecast(int? Year = null, string? Municipality = null);

internal static class MakeForecastEndpoint
{
    internal static void MapMakeForecast(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/forecasts", Make).For(Role.Municipality).Act()
            .WithName("MakeForecast").WithTags("forecasts")
            .WithSummary("Makes a forecast of a year; one is made of itself every month.");

    private static async Task<Results<Created<ForecastView>, ProblemHttpResult>> Make(
        NewForecast body, Caller caller, ForecastMaking making, TimeProvider clock, CancellationToken stop)
    {
        if (caller.Municipalities.Count != 1 && body.Municipality is null)
            return Problems.Malformed("municipality", "You act for more than one municipality: say for which.");
        var municipality = body.Municipality ?? caller.Municipalities.First().ToString();
        if (!caller.Municipalities.Any(m => m.ToString() == municipality)) return Problems.Missing("municipality");
        await making.Lock(municipality, stop);
        var outcome = await making.Make(new(municipality, body.Year ?? clock.Today().Year), caller, stop);
        return outcome.Refused(out var why, out var made)
            ? why.ToProblem()
            : TypedResults.Created($"/v1/forecasts/{made.Id}", ForecastView.Of(made));
    }
}
