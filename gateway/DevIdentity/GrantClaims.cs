using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Jeugdregio.DevIdentity;

/// <summary>
/// What a token says of its client: <c>sub</c>, <c>role</c> (always an array), <c>municipality</c> (an array of CBS
/// codes, for a municipality's system), <c>provider</c> (one AGB code, for a provider's system), <c>aud</c>.
/// </summary>
internal sealed class GrantClaims(DemoClients clients) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    internal const string Audience = "jeugdregio";

    internal static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<GrantClaims>()
            .Build();

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        // the client has been authenticated by now; one that is not listed can only be a mistake of ours
        if (context.ClientId is null || clients.Find(context.ClientId) is not { } client)
        {
            context.Reject(error: Errors.InvalidClient, description: "The client is not known.");
            return ValueTask.CompletedTask;
        }

        var identity = new ClaimsIdentity(
            TokenValidationParameters.DefaultAuthenticationType, Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id);
        identity.AddClaim(ArrayOf(Claims.Role, client.Roles));
        if (client.Municipalities.Count > 0)
            identity.AddClaim(ArrayOf("municipality", client.Municipalities));
        if (client.Provider is not null)
            identity.SetClaim("provider", client.Provider);
        identity.SetResources(Audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    /// <summary>As JSON, since a list of one would otherwise become a plain string in the token.</summary>
    private static Claim ArrayOf(string type, IReadOnlyList<string> values) =>
        new(type, JsonSerializer.Serialize(values), JsonClaimValueTypes.JsonArray);
}
