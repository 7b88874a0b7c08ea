using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.ServiceHost.Auth;

/// <summary>Bearer tokens of one issuer, checked by every service itself; whoever is not named is refused.</summary>
public static class AuthSetup
{
    internal static void AddTokens(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration["Auth:Authority"] ?? configuration["services:identity:http:0"];
            options.Audience = configuration["Auth:Audience"] ?? "jeugdregio";
            options.RequireHttpsMetadata = environment.IsProduction();
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new()
            {
                ValidateAudience = true,
                RoleClaimType = "role",
                NameClaimType = "sub",
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
        services.AddAuthorizationBuilder()
            // an endpoint that names nobody serves nobody; a path that is none goes on to its 404, and a method or a type
            // of body that it does not take to 405 and 415: for those routing makes endpoints without a route
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(asked =>
                    asked.Resource is HttpContext context && context.GetEndpoint() is not RouteEndpoint).Build());
    }

    /// <summary>Serves only callers with one of these roles (G03).</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params string[] roles)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(roles));
        endpoint.WithMetadata(new ServedRoles(roles));
        return endpoint;
    }

    /// <summary>Fails the start when an endpoint names neither its roles nor that it is open to all.</summary>
    internal static void CheckEveryEndpointNamesItsRoles(IEndpointRouteBuilder routes)
    {
        foreach (var endpoint in routes.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
                && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && endpoint.DisplayName?.Contains("unimplemented", StringComparison.OrdinalIgnoreCase) != true)
                throw new InvalidOperationException($"Endpoint {endpoint.DisplayName} names no roles (G03).");
    }
}

/// <summary>The roles an endpoint serves; the tests that walk the route table read it.</summary>
public sealed record ServedRoles(IReadOnlyList<string> Roles);
