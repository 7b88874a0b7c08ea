using System.Diagnostics;
using Jeugdregio.ServiceHost.Telemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Instrumentation.Http;
using OpenTelemetry.Metrics;

namespace Jeugdregio.Gateway;

/// <summary>
/// The telemetry every process has, without the addresses as callers wrote them; and where metrics can be read.
/// </summary>
internal static class Telemetry
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.AddTelemetry(builder.Configuration["OTEL_SERVICE_NAME"] ?? "gateway");
        builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(options =>
            options.EnrichWithHttpResponse = (activity, _) => HideAddress(activity));
        builder.Services.Configure<HttpClientTraceInstrumentationOptions>(options =>
            options.EnrichWithHttpResponseMessage = (activity, _) => HideAddress(activity));
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics =>
            metrics.AddMeter("Microsoft.AspNetCore.RateLimiting"));
    }

    /// <summary>
    /// On the metrics port there are metrics and health and nothing else; on the main port there are no metrics.
    /// </summary>
    internal static void UseMetricsPort(WebApplication app, int port) =>
        app.MapWhen(context => context.Connection.LocalPort == port, metrics =>
        {
            metrics.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
            metrics.UseHealthChecks("/health/ready");
            metrics.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });

    /// <summary>The route says which act it was; what a caller put in the path is not for the trace store.</summary>
    private static void HideAddress(Activity activity)
    {
        activity.SetTag("url.path", null);
        activity.SetTag("url.query", null);
        activity.SetTag("url.full", null);
    }
}
