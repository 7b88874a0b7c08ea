using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Jeugdregio.DevIdentity;

/// <summary>Why this issuer will not start; the message is meant for the person who started it.</summary>
internal sealed class IssuerRefusesException(string message) : Exception(message);

/// <summary>
/// An OAuth 2.0 issuer for a developer's own machine and for tests: client credentials with a secret or with a signed
/// assertion, RS256 access tokens of one hour. Its secrets are public knowledge, so it refuses to run in Production.
/// </summary>
internal static class IssuerApp
{
    internal static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <exception cref="IssuerRefusesException">The environment is Production, or the configuration cannot be
    /// used.</exception>
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (builder.Environment.IsProduction())
        {
            throw new IssuerRefusesException(
                "DevIdentity is a development issuer: its client secrets can be read in its source. It does not "
                + "start in the Production environment (which is also the default). For local use set "
                + "ASPNETCORE_ENVIRONMENT=Development; in production configure a real OpenID Connect issuer.");
        }

        var settings = builder.Configuration;
        var clients = DemoClients.Read(settings);
        var issuer = IssuerAddress(settings);

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // request lines would put addresses of callers on every line and say nothing of use here
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        var databaseName = $"issuer-{Guid.NewGuid():N}";
        builder.Services.AddDbContext<ClientDatabase>(options => options
            .UseInMemoryDatabase(databaseName)
            .ConfigureWarnings(warnings => warnings.Ignore(InMemoryEventId.TransactionIgnoredWarning))
            .UseOpenIddict());
        // nothing is protected with these keys here; without this line they would be left behind in the home directory
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        AddIssuer(builder.Services, settings, issuer);
        builder.Services.AddSingleton(clients);
        builder.Services.AddSingleton<Seeding>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Seeding>());

        var app = builder.Build();
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        app.MapGet("/health/ready", (Seeding seeding) => seeding.Done
            ? Results.Ok(new { status = "ready" })
            : Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable));
        return app;
    }

    private static void AddIssuer(IServiceCollection services, ConfigurationManager settings, Uri issuer)
    {
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<ClientDatabase>())
            .AddServer(server =>
            {
                server.SetIssuer(issuer);
                server.SetTokenEndpointUris("connect/token");
                server.AllowClientCredentialsFlow();
                server.SetAccessTokenLifetime(TokenLifetime);
                // the gateway and the services read the token themselves, with nothing but the public key
                server.DisableAccessTokenEncryption();
                // tokens are self-contained; rows kept for each would only fill the memory
                server.DisableTokenStorage();
                server.DisableAuthorizationStorage();
                server.AddSigningKey(SigningKey.LoadOrMake(settings["Identity:KeyFile"]));
                server.AddEphemeralEncryptionKey();
                // loopback only: no certificate to make before the first run
                server.UseAspNetCore().DisableTransportSecurityRequirement();
                server.AddEventHandler(GrantClaims.Descriptor);
            });
    }

    /// <summary>
    /// The address callers know this issuer by: <c>Identity:Issuer</c>, else the first address it listens on. It stands
    /// in every token as <c>iss</c>, so it must not depend on which name a caller happened to use.
    /// </summary>
    private static Uri IssuerAddress(ConfigurationManager settings)
    {
        var ports = settings["HTTP_PORTS"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var listening = settings["URLS"]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ?? (ports.Length > 0 ? $"http://localhost:{ports[0]}" : "http://localhost:5000");
        var address = settings["Identity:Issuer"] ?? listening
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var issuer) && issuer.Scheme is "http" or "https"
            ? issuer
            : throw new IssuerRefusesException($"Identity__Issuer is not an http address: '{address}'.");
    }
}

/// <summary>Where the issuer keeps its clients while it runs; nothing of it outlives the process.</summary>
internal sealed class ClientDatabase(DbContextOptions<ClientDatabase> options) : DbContext(options);

/// <summary>Puts the demo clients in place before the first request; readiness waits for it.</summary>
internal sealed class Seeding(IServiceProvider services, DemoClients clients) : IHostedService
{
    internal bool Done { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var client in clients.All)
        {
            var application = new OpenIddictApplicationDescriptor
            {
                ClientId = client.Id,
                ClientSecret = client.Secret,
                ClientType = ClientTypes.Confidential,
                JsonWebKeySet = client.Keys,
            };
            application.Permissions.Add(Permissions.Endpoints.Token);
            application.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
            await manager.CreateAsync(application, cancellationToken);
        }

        Done = true;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
