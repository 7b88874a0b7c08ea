using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;

namespace Jeugdregio.Gateway;

/// <summary>
/// The one door: it checks who calls, how often and how much, and passes the request on to the service whose name the
/// path begins with. It knows no word of the domain beyond those names, and the services check the token again
/// themselves.
/// </summary>
internal static class GatewayApp
{
    /// <summary>
    /// The version of what the gateway itself answers; a service's own answer carries that service's version.
    /// </summary>
    internal const string ApiVersion = "1.0.0";

    // a test puts a clock or a log of its own in place through adjust
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = GatewaySettings.Read(builder.Configuration);
        AccessLog.QuietFrameworkLogs(builder);
        Telemetry.Add(builder);
        ServerLimits.Set(builder, settings);
        AddServices(builder, settings);
        adjust?.Invoke(builder);

        var app = builder.Build();
        UsePipeline(app, settings);
        MapEndpoints(app, settings);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, GatewaySettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        // no cookie and no form is ever protected here; the keys must not be left behind on a disk
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        Tokens.Add(services, settings, builder.Environment);
        // whatever is not opened by name stays shut, also a path that does not exist
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(AuthenticatedOnly)
            .SetFallbackPolicy(AuthenticatedOnly)
            .AddPolicy(BusinessClock.Policy, policy => policy.RequireRole("operations"));
        services.AddRateLimiter(limits => RateLimits.Set(limits, settings));
        services.AddCors(cors => cors.AddPolicy(Routes.OpenToBrowsers, policy =>
            policy.AllowAnyOrigin().WithMethods("GET").WithExposedHeaders("API-Version")));
        services.AddRequestTimeouts();
        services.AddHealthChecks().AddCheck<IssuerKeysCheck>("issuer-keys", tags: ["ready"]);
        services.AddSingleton<ServiceCalls>();
        services.AddSingleton<ServiceStates>();
        services.AddSingleton<BusinessClock>();
        Forwarding.Add(services, settings);
        if (settings.TrustedNetworks.Count > 0)
            services.Configure<ForwardedHeadersOptions>(options => TrustProxies(options, settings.TrustedNetworks));
    }

    private static AuthorizationPolicy AuthenticatedOnly { get; } =
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    /// <summary>
    /// Behind an ingress every caller has the ingress's address; its word is taken only when its network is named.
    /// </summary>
    private static void TrustProxies(ForwardedHeadersOptions options, IReadOnlyList<string> networks)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    }

    private static void UsePipeline(WebApplication app, GatewaySettings settings)
    {
        if (settings.TrustedNetworks.Count > 0)
            app.UseForwardedHeaders();
        app.Use(ResponseHeaders.OnEveryAnswer);
        app.UseMiddleware<AccessLog>();
        app.UseMiddleware<Problems>();
        app.Use(RequestGuard.CleanAndCheckPath);
        if (settings.MetricsPort is { } port)
            Telemetry.UseMetricsPort(app, port);
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        // after authentication, because the limit is the client's and not that of an address many clients may share
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseRequestTimeouts();
        app.Use(RequestGuard.CheckBodySize);
    }

    private static void MapEndpoints(WebApplication app, GatewaySettings settings)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") })
            .AllowAnonymous().DisableRateLimiting();
        if (settings.MetricsPort is null)
            app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(BusinessClock.Policy);
        Landing.Map(app);
        if (settings.ClockMovable && !app.Environment.IsProduction())
            BusinessClock.Map(app);
        Routes.MapHidden(app);
        app.MapReverseProxy();
    }
}
