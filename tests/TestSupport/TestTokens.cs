using System.Security.Claims;
using System.Security.Cryptography;
using Jeugdregio.ServiceHost.Auth;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.TestSupport;

/// <summary>Issues tokens that the service under test trusts: the same checks as with the real issuer, another key.</summary>
public static class TestTokens
{
    private const string Issuer = "https://identity.test";
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };
    private static readonly RSA StrangersKey = RSA.Create(2048);

    public static string Buyer { get; } = For("rno-inkoper", [Role.Buyer]);

    public static string ContractManager { get; } = For("rno-contractmanager", [Role.ContractManager]);

    public static string Analyst { get; } = For("rno-analist", [Role.Analyst]);

    public static string Operations { get; } = For("operations", [Role.Operations]);

    /// <summary>A provider's records system.</summary>
    public static string Provider(string agb) => For($"aanbieder-{agb}", [Role.Provider], provider: agb);

    /// <summary>A municipality with its access team.</summary>
    public static string Municipality(params string[] codes) =>
        For($"gemeente-{codes[0]}", [Role.Municipality, Role.AccessTeam], codes);

    public static string Service(string name) => For($"service-{name}", [Role.Service]);

    public static string For(string client, string[] roles, string[]? municipalities = null, string? provider = null) =>
        Issue(Descriptor(client, roles, municipalities, provider));

    /// <summary>Tokens with these roles that no service may believe, by what is wrong with them.</summary>
    internal static IEnumerable<(string Kind, string Token)> Untrusted(string[] roles)
    {
        var namesake = new RsaSecurityKey(StrangersKey) { KeyId = Key.KeyId };
        var stranger = new SigningCredentials(namesake, SecurityAlgorithms.RsaSha256);
        yield return ("signed by somebody else", But(d => d.SigningCredentials = stranger));
        yield return ("not signed", But(d => d.SigningCredentials = null));
        yield return ("of another issuer", But(d => d.Issuer = "https://elsewhere.test"));
        yield return ("for another audience", But(d => d.Audience = "elsewhere"));
        yield return ("expired", But(d =>
        {
            d.IssuedAt = d.NotBefore = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2);
            d.Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        }));

        string But(Action<SecurityTokenDescriptor> change)
        {
            var token = Descriptor("untrusted", roles);
            change(token);
            return Issue(token);
        }
    }

    private static SecurityTokenDescriptor Descriptor(
        string client, string[] roles, string[]? municipalities = null, string? provider = null)
    {
        var claims = new List<Claim> { new("sub", client) };
        claims.AddRange(roles.Select(r => new Claim("role", r)));
        claims.AddRange((municipalities ?? []).Select(m => new Claim("municipality", m)));
        if (provider is not null) claims.Add(new("provider", provider));
        return new()
        {
            Issuer = Issuer,
            Audience = "jeugdregio",
            Subject = new(claims),
            IssuedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            NotBefore = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-5),
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
            SigningCredentials = new(Key, SecurityAlgorithms.RsaSha256),
        };
    }

    private static string Issue(SecurityTokenDescriptor token) => new JsonWebTokenHandler().CreateToken(token);

    /// <summary>Makes a service trust these tokens.</summary>
    public static void Trust(IServiceCollection services) =>
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Authority = null;
            options.Configuration = new OpenIdConnectConfiguration { Issuer = Issuer };
            options.Configuration.SigningKeys.Add(Key);
            // or the issuer's name, which nobody knows, is looked up again and again
            options.ConfigurationManager =
                new StaticConfigurationManager<OpenIdConnectConfiguration>(options.Configuration);
            options.TokenValidationParameters.ValidIssuer = Issuer;
            options.TokenValidationParameters.IssuerSigningKey = Key;
        });
}
