using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Tenants;

internal static class ReportExamples
{
    internal static Dictionary<string, TenantExample> Of(Victim victim)
    {
        var (provider, municipality) = (victim.Scene.ProviderToken, victim.Scene.MunicipalityToken);
        var forecast = $"/v1/forecasts/{victim.Forecast}";
        return new()
        {
            ["GET /v1/missing-lines"] = new("/v1/missing-lines?month=2026-08&limit=500", IsList: true)
            {
                Owner = provider, Cursor = "after",
            },
            ["GET /v1/provider-quality"] = new("/v1/provider-quality?month=2026-11&limit=500", IsList: true)
            {
                Owner = provider, Cursor = "after",
            },
            // totals by segment: they name nobody, and are of another for another
            ["GET /v1/spend"] = new(
                $"/v1/spend?from=2026-01&until=2026-12&municipality={Scene.Municipality}"
                + $"&provider={victim.Scene.Provider}") { Owner = provider },
            ["POST /v1/forecasts"] = new("/v1/forecasts", $$"""{"municipality":"{{Scene.Municipality}}"}"""),
            ["GET /v1/forecasts"] = new("/v1/forecasts?limit=500", IsList: true)
            {
                Owner = municipality, Cursor = "after", HiddenFrom = [provider],
            },
            ["GET /v1/forecasts/{id:guid}"] = new(forecast) { Owner = municipality, HiddenFrom = [provider] },
            ["GET /v1/forecasts/{id:guid}/parts"] = new($"{forecast}/parts")
            {
                Owner = municipality, HiddenFrom = [provider],
            },
        };
    }
}
