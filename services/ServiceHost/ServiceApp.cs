using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Clocks;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.ServiceHost.Outbox;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.ServiceHost.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.ServiceHost;

/// <summary>
/// A service's Program in one page: what it publishes, what it consumes, whom it asks, what it maps. Everything else (telemetry,
/// health, tokens, problems, database, outbox, inbox, clock, verbs) is set up here, the same for all.
/// </summary>
public sealed class ServiceApp
{
    private readonly string[] _args;
    private readonly string _name;
    private readonly List<PublishedEvent> _published = [];
    private readonly List<ConsumedEvent> _consumed = [];
    private readonly List<Assembly> _migrations;
    private readonly List<Action<WebApplication>> _maps = [];
    private readonly WebApplicationBuilder _builder;

    private ServiceApp(string[] args, string name, Assembly assembly)
    {
        (_args, _name) = (args, name);
        _migrations = [typeof(ServiceApp).Assembly, assembly];
        _builder = WebApplication.CreateBuilder(args);
    }

    public IServiceCollection Services => _builder.Services;

    public IConfiguration Configuration => _builder.Configuration;

    /// <param name="args">The command line; the first word may be a verb.</param>
    /// <param name="name">The service's name: of its database, its queues, its client at the issuer.</param>
    /// <param name="assembly">Where its migrations are embedded.</param>
    public static ServiceApp Create(string[] args, string name, Assembly assembly) => new(args, name, assembly);

    /// <summary>Declares an event and who has subscribed to it by contract; see <see cref="PublishedEvent"/>.</summary>
    public ServiceApp Publishes<TEvent>(params string[] subscribers)
        where TEvent : class
    {
        _published.Add(new(typeof(TEvent), subscribers));
        return this;
    }

    public ServiceApp Consumes<TEvent, TConsumer>()
        where TEvent : class
        where TConsumer : EventConsumer<TEvent>
    {
        // there is one queue for it: two would each get half
        if (_consumed.Any(c => c.Event == typeof(TEvent)))
            throw new InvalidOperationException($"{typeof(TEvent).Name} has its consumer already: let that one do both.");
        _consumed.Add(new(typeof(TEvent), typeof(TConsumer)));
        return this;
    }

    /// <summary>Migrations of a shared part that keeps tables in this service's database; run before the service's own.</summary>
    public ServiceApp Migrates(Assembly assembly)
    {
        _migrations.Insert(1, assembly);
        return this;
    }

    public ServiceApp Map(Action<WebApplication> map)
    {
        _maps.Add(map);
        return this;
    }

    /// <summary>Serves until told to stop, or carries out the verb: <c>migrate</c>, <c>outbox list|replay</c>, <c>errors list|replay</c>.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Run()
    {
        var database = Configuration.GetConnectionString(_name) ?? throw Missing($"ConnectionStrings:{_name}");
        var broker = Configuration.GetConnectionString("messaging") ?? throw Missing("ConnectionStrings:messaging");
        var verb = string.Join(' ', _args.TakeWhile(a => !a.StartsWith('-')));
        AddPlumbing(database, broker, serving: verb.Length == 0);
        await using var app = _builder.Build();
        if (verb.Length > 0) return await Verbs.Run(verb, app.Services, _consumed.Select(c => Topology.QueueOf(_name, c.Event)));
        UsePlumbing(app);
        await app.RunAsync();
        return 0;
    }

    private void AddPlumbing(string database, string broker, bool serving)
    {
        _builder.AddTelemetry(_name);
        _builder.WebHost.UseKestrelCore().ConfigureKestrel(ListenOnTwoPorts);
        Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        Services.AddSingleton<TimeProvider>(IsClockMovable ? new MovableClock(TimeProvider.System) : TimeProvider.System);
        Services.AddSingleton(provider => DataSource(database, provider));
        Services.AddSingleton(new Database(database, _migrations));
        Services.AddSingleton<StoreState>();
        Services.AddSingleton<Wakeups>();
        Services.AddScoped<UnitOfWork>();
        Services.AddSingleton<ClientKeys>().AddSingleton<Vault>();
        Services.AddHttpContextAccessor();
        Services.AddHttpClient("identity");
        Services.AddSingleton(provider => new ServiceTokens(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient("identity"), Configuration, _name));
        Services.AddSingleton<GrpcClients.Deadlines>();
        Services.AddGrpc(options => options.Interceptors.Add<ServerErrors>());
        Services.AddTokens(Configuration, _builder.Environment);
        Services.AddApiDescription(_name);
        Services.AddProblemDetails(Problems.Trace).AddExceptionHandler<ExceptionProblems>();
        Services.ConfigureHttpJsonOptions(options =>
        {
            Strict(options.SerializerOptions);
            options.SerializerOptions.Converters.Add(new UtcInstant());
        });
        Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        Services.AddBus(_name, broker, _published, serving ? _consumed : []);
        Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<BrokerHealth>("broker")
            .AddCheck<RelayHealth>("outbox");
        if (!serving) return;
        Services.AddHostedService<ClockLoader>();
        Services.AddHostedService(provider => provider.GetRequiredService<StoreState>());
        Services.AddHostedService(provider => provider.GetRequiredService<Wakeups>());
        if (_published.Count > 0) Services.AddHostedService<Relay>();
    }

    private void UsePlumbing(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problems.OfStatus(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.Use((context, next) =>
        {
            context.Response.Headers["API-Version"] = ServiceVersion.Text;
            return next(context);
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<KnownQuery>();
        app.UseMiddleware<PlainTexts>();
        app.UseMiddleware<Acts>();
        app.MapOperations();
        app.MapOpenApi("/openapi.json").AllowAnonymous();
        if (app.Services.GetRequiredService<TimeProvider>() is MovableClock movable) app.MapClock(movable);
        foreach (var map in _maps) map(app);
        AuthSetup.CheckEveryEndpointNamesItsRoles(app);
    }

    private bool IsClockMovable => !_builder.Environment.IsProduction() && Configuration.GetValue<bool>("Clock:Movable");

    /// <summary>HTTP/1.1 for health, metrics and people; cleartext HTTP/2 for gRPC and the gateway. One port cannot do both without TLS.</summary>
    private void ListenOnTwoPorts(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // a JW323 may be 25 MB (OP179); endpoints with a smaller need say so themselves
        kestrel.Limits.MaxRequestBodySize = 26 * 1024 * 1024;
        var urls = Configuration["urls"] ?? Configuration["ASPNETCORE_URLS"]
            ?? string.Join(';', (Configuration["HTTP_PORTS"] ?? "8080").Split(';').Select(p => $"http://+:{p}"));
        var first = BindingAddress.Parse(urls.Split(';')[0]);
        Listen(first.Host, first.Port, HttpProtocols.Http1);
        if (Configuration.GetValue<int?>("GRPC_PORT") is { } grpc) Listen(first.Host, grpc, HttpProtocols.Http2);

        void Listen(string host, int port, HttpProtocols protocols)
        {
            if (IPAddress.TryParse(host, out var address)) kestrel.Listen(address, port, l => l.Protocols = protocols);
            else if (host == "localhost" && port != 0) kestrel.ListenLocalhost(port, l => l.Protocols = protocols);
            else if (host == "localhost") kestrel.Listen(IPAddress.Loopback, port, l => l.Protocols = protocols);
            else kestrel.ListenAnyIP(port, l => l.Protocols = protocols);
        }
    }

    /// <summary>What the caller sends must be what is expected: no unknown or double fields, no numbers in quotes, no depth.</summary>
    internal static void Strict(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.MaxDepth = 32;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private NpgsqlDataSource DataSource(string connectionString, IServiceProvider provider)
    {
        var data = Database.Source(connectionString);
        data.Name = _name;
        data.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        return data.Build();
    }

    private static InvalidOperationException Missing(string setting) => new($"{setting} is not configured.");
}
