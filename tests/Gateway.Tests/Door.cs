using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Jeugdregio.Gateway.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(World))]

namespace Jeugdregio.Gateway.Tests;

/// <summary>
/// The issuer, the five services and a gateway with its ordinary settings, for all tests that change none of them.
/// </summary>
public sealed class World : IAsyncLifetime
{
    public Issuer Issuer { get; private set; } = null!;

    internal Dictionary<string, FakeService> Services { get; } = [];

    internal Door Door { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await Issuer.Start();
        foreach (var name in Routes.Services)
            Services[name] = await FakeService.Start();
        Door = await Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        foreach (var service in Services.Values)
            await service.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>Another gateway before the same services; later settings win.</summary>
    internal Task<Door> Open(params string[] settings) => Open(null, settings);

    internal async Task<Door> Open(TimeProvider? clock, params string[] settings)
    {
        var door = await Door.Open(clock, [
            $"--Auth:Authority={Issuer.Address}",
            .. Services.Select(service => $"--services:{service.Key}:grpc:0={service.Value.Address}"),
            .. settings]);
        // as whoever starts a gateway does: the check fetches the issuer's keys
        using var ready = await door.Get("/health/ready");
        return door;
    }
}

/// <summary>A running gateway and a caller before it.</summary>
internal sealed class Door : IAsyncDisposable
{
    /// <summary>An address where nobody ever listens.</summary>
    internal const string Nowhere = "http://127.0.0.1:1";

    private readonly WebApplication _app;

    private Door(WebApplication app, ConcurrentQueue<string> log)
    {
        (_app, Log) = (app, log);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri(app.Urls.First()),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    internal HttpClient Http { get; }

    /// <summary>Every line the gateway logged.</summary>
    internal ConcurrentQueue<string> Log { get; }

    internal IServiceProvider Services => _app.Services;

    internal static async Task<Door> Open(TimeProvider? clock, params string[] settings)
    {
        var log = new ConcurrentQueue<string>();
        var app = GatewayApp.Build(
            ["--environment=Development", "--urls=http://127.0.0.1:0", .. settings],
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(new Lines(log));
                if (clock is not null)
                    builder.Services.AddSingleton(clock);
            });
        await app.StartAsync();
        return new Door(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    internal Task<HttpResponseMessage> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token);

    internal Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? token, HttpContent? body = null,
        Action<HttpRequestHeaders>? headers = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        headers?.Invoke(request.Headers);
        return Http.SendAsync(request);
    }

    internal static List<string> RoutesOf(Door door) =>
        [.. door.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)];

    internal static async Task<string> CodeOf(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        return problem.GetProperty("type").GetString()!.Split(':')[^1];
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception) + " " + exception);

        public void Dispose()
        {
        }
    }
}
