using System.Text.Json;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Tenants;

internal static class ControlExamples
{
    internal static Dictionary<string, TenantExample> Of(Victim victim)
    {
        var (provider, municipality) = (victim.Scene.ProviderToken, victim.Scene.MunicipalityToken);
        var control = $"/v1/material-controls/{victim.Control}";
        var drawing = new
        {
            provider = victim.Scene.Provider, from = "2026-10", until = "2026-10", size = 1,
            municipality = Scene.Municipality,
        };
        var finding = new { lineId = victim.Line, unlawfulCents = 0, reason = "Mine." };
        return new()
        {
            ["POST /v1/supervisions"] =
                new("/v1/supervisions", """{"provider":"29999998","reason":"Mine."}""", RegionOnly: true),
            ["POST /v1/supervisions/{id:guid}/ends"] =
                new($"/v1/supervisions/{Guid.NewGuid()}/ends", """{"reason":"Mine."}""", RegionOnly: true),
            ["GET /v1/supervisions"] = new(
                "/v1/supervisions",
                PublicBecause: "Every municipality has to know whose lines it checks before it pays them."),
            ["POST /v1/line-checks"] = new(
                "/v1/line-checks",
                JsonSerializer.Serialize(new { lines = new[] { victim.Line }, approved = true, reason = "Mine." })),
            ["GET /v1/held-lines"] = new("/v1/held-lines?limit=200", IsList: true)
            {
                Owner = municipality, Cursor = "after", HiddenFrom = [provider],
            },
            ["POST /v1/material-controls"] = new("/v1/material-controls", JsonSerializer.Serialize(drawing)),
            ["GET /v1/material-controls"] = new("/v1/material-controls?limit=200", IsList: true)
            {
                Owner = municipality, Cursor = "after", HiddenFrom = [provider],
            },
            ["GET /v1/material-controls/{id:guid}"] = new(control) { Owner = municipality, HiddenFrom = [provider] },
            ["GET /v1/material-controls/{id:guid}/lines"] = new($"{control}/lines")
            {
                Owner = municipality, HiddenFrom = [provider],
            },
            ["POST /v1/material-controls/{id:guid}/findings"] =
                new($"{control}/findings", JsonSerializer.Serialize(finding)),
            ["GET /v1/recoveries"] = new("/v1/recoveries?limit=200", IsList: true)
            {
                Owner = provider, Cursor = "after",
            },
        };
    }
}
