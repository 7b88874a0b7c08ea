using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.Gateway;

/// <summary>
/// The issuer's keys are needed and cannot be had: nobody is let in, and that is not the caller's fault.
/// </summary>
internal sealed class IssuerUnreachableException(Exception? cause)
    : Exception("The token issuer cannot be reached.", cause);

/// <summary>
/// Who may call: whoever shows a token of our issuer, for us, signed with a key it publishes, and not run out.
/// </summary>
internal static class Tokens
{
    /// <summary>
    /// Public-key signatures only. With HS256 allowed, the public key itself could be used as the secret.
    /// </summary>
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>How much the clocks of issuer and gateway may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    internal static void Add(IServiceCollection services, GatewaySettings settings, IWebHostEnvironment environment)
    {
        // keys fetched over a line anyone can write on are no keys
        if (environment.IsProduction() && !settings.Authority.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("In production the setting Auth:Authority must be an https address.");
        services.AddSingleton(provider => new TokenCache(
            provider.GetRequiredService<TimeProvider>(), settings.TokenCacheSize, settings.TokenCacheTime));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenCache, TimeProvider>((options, cache, clock) =>
            {
                options.Authority = settings.Authority;
                options.RequireHttpsMetadata = environment.IsProduction();
                options.MapInboundClaims = false;
                options.SaveToken = false;
                options.BackchannelTimeout = TimeSpan.FromSeconds(5);
                options.TokenValidationParameters = Parameters(settings, clock);
                // the handler would turn any failure into a 401; this one is ours and not the caller's
                options.Events = new JwtBearerEvents
                {
                    OnAuthenticationFailed = failed => failed.Exception is IssuerUnreachableException
                        ? Task.FromException(failed.Exception)
                        : Task.CompletedTask,
                };
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(new CachingTokenHandler(cache, clock));
            });
    }

    private static TokenValidationParameters Parameters(GatewaySettings settings, TimeProvider clock) => new()
    {
        ValidAudience = settings.Audience,
        ValidAlgorithms = Algorithms,
        ValidTypes = settings.TokenTypes,
        NameClaimType = "sub",
        RoleClaimType = "role",
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = Skew,
        // the framework would look at the machine's clock directly
        LifetimeValidator = (from, until, _, _) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return until is { } end && now < end + Skew && (from is not { } start || start - Skew <= now);
        },
    };
}

/// <summary>Checks a token as <see cref="JsonWebTokenHandler"/> does, unless it did so a moment ago.</summary>
internal sealed class CachingTokenHandler(TokenCache cache, TimeProvider clock) : TokenHandler
{
    private static readonly TimeSpan FetchTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly JsonWebTokenHandler _handler =
        new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };
    private long _askAgainAfter;

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        var key = TokenCache.KeyOf(token);
        if (cache.Find(key) is { } known)
            return known;

        await HaveKeys(validationParameters.ConfigurationManager);
        var result = await _handler.ValidateTokenAsync(token, validationParameters);
        if (result is { IsValid: true, SecurityToken: JsonWebToken read })
        {
            // made on first use; made now, so that requests sharing the result only read it
            _ = result.ClaimsIdentity;
            cache.Keep(key, result, new DateTimeOffset(read.ValidTo, TimeSpan.Zero));
        }

        return result;
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(
        SecurityToken token, TokenValidationParameters validationParameters) =>
        _handler.ValidateTokenAsync(token, validationParameters);

    public override SecurityToken ReadToken(string token) => _handler.ReadToken(token);

    /// <summary>
    /// Without keys the handler would call every token invalid, and a caller would throw away a good one. While the
    /// issuer is away it is asked once in two seconds, so that requests do not queue up behind it.
    /// </summary>
    private async Task HaveKeys(BaseConfigurationManager? issuer)
    {
        if (issuer is null)
            return;
        if (clock.GetUtcNow().Ticks < Interlocked.Read(ref _askAgainAfter))
            throw new IssuerUnreachableException(null);
        try
        {
            using var limit = new CancellationTokenSource(FetchTime, clock);
            await issuer.GetBaseConfigurationAsync(limit.Token);
        }
        catch (Exception cause) when (cause is InvalidOperationException or OperationCanceledException or IOException)
        {
            Interlocked.Exchange(ref _askAgainAfter, (clock.GetUtcNow() + Pause).Ticks);
            throw new IssuerUnreachableException(cause);
        }
    }
}

/// <summary>
/// Ready means: tokens can be checked. Services that are down do not make the gateway unready for the others.
/// </summary>
internal sealed class IssuerKeysCheck(IOptionsMonitor<JwtBearerOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var issuer = options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!;
            var configuration = await issuer.GetConfigurationAsync(cancellationToken);
            return configuration.SigningKeys.Count > 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The issuer publishes no keys.");
        }
        catch (Exception cause) when (cause is InvalidOperationException or OperationCanceledException or IOException)
        {
            return HealthCheckResult.Unhealthy("The issuer's keys cannot be fetched.");
        }
    }
}
