using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Jeugdregio.Gateway.Tests;

/// <summary>A service as the gateway sees one: cleartext HTTP/2 on a port, and answers of every sort.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    internal const string ApiVersion = "7.8.9";
    private readonly WebApplication _app;

    private FakeService(WebApplication app) => _app = app;

    internal string Address => _app.Urls.Single();

    /// <summary>Requests that reached it: method, path with query, headers, protocol.</summary>
    internal ConcurrentQueue<Seen> Requests { get; } = new();

    internal DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    internal bool ClockBroken { get; set; }

    internal bool MovesBroken { get; set; }

    internal int ClockMoves { get; private set; }

    internal static async Task<FakeService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var service = new FakeService(app);
        app.Use((context, next) =>
        {
            service.Requests.Enqueue(new Seen(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(
                    h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                context.Request.Protocol));
            return next(context);
        });
        service.Map(app);
        await app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.MapGet("/openapi.json", () => new { openapi = "3.1.1" });
        app.MapGet("/health/ready", () => "ready");
        app.MapGet("/v1/abort", (HttpContext context) => context.Abort());
        app.MapGet("/v1/hang", (CancellationToken stop) => Task.Delay(Timeout.Infinite, stop));
        app.MapPost("/v1/things", () => TypedResults.Created("/v1/things/1"));
        app.MapGet("/v1/refusal", () => TypedResults.Problem(
            type: "urn:jeugdregio:problem:too-late", title: "Refused", detail: "Too late.", statusCode: 422));
        app.MapGet("/v1/clock", () => ClockBroken ? Results.StatusCode(500) : Results.Ok(new { now = Now }));
        app.MapPost("/v1/clock", (MoveTo body) =>
        {
            if (MovesBroken)
                return Results.StatusCode(500);
            ClockMoves++;
            // as a real clock: it runs on
            Now = DateTimeOffset.Parse(body.To, CultureInfo.InvariantCulture).AddMilliseconds(700);
            return Results.Ok(new { now = Now });
        });
        app.MapFallback(async (HttpContext context) =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            context.Response.Headers["API-Version"] = ApiVersion;
            context.Response.Headers.XFrameOptions = "ALLOWALL";
            context.Response.Headers.CacheControl = "public, max-age=60";
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.Server = "secret/1.0";
            await context.Response.WriteAsJsonAsync(new { bytes = body.Length });
        });
    }

    internal sealed record Seen(string Method, string Target, Dictionary<string, string> Headers, string Protocol);

    private sealed record MoveTo(string To);
}
