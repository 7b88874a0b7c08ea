using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jeugdregio.ServiceHost.Telemetry;

/// <summary>Readiness with its reasons, so that a person with curl sees what is missing.</summary>
internal static class HealthAnswer
{
    internal static Task Write(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status == HealthStatus.Healthy ? "ok" : e.Value.Description ?? "failed"),
        });
}
