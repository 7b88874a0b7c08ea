using System.Security.Claims;
using System.Security.Cryptography;
using Jeugdregio.ServiceHost.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.Chaos.Running;

/// <summary>Says over HTTP which key it signs with, as an issuer does, and gives tokens to whoever asks here.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _app;

    internal TokenIssuer(string address)
    {
        Address = address;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(
            new Dictionary<string, string> { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/keys" }));
        _app.MapGet("/keys", () =>
        {
            var part = _key.ExportParameters(includePrivateParameters: false);
            var (n, e) = (Base64UrlEncoder.Encode(part.Modulus), Base64UrlEncoder.Encode(part.Exponent));
            return Results.Json(new { keys = new[] { new { kty = "RSA", kid = "chaos", use = "sig", n, e } } });
        });
    }

    internal string Address { get; }

    internal Task Start() => _app.StartAsync();

    /// <summary>A token of a provider's records system, good for two hours.</summary>
    internal string Provider(string agb)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = "jeugdregio",
            Subject = new(
                [new Claim("sub", $"aanbieder-{agb}"), new Claim("role", Role.Provider), new("provider", agb)]),
            IssuedAt = now,
            NotBefore = now.AddSeconds(-5),
            Expires = now.AddHours(2),
            SigningCredentials = new(new RsaSecurityKey(_key) { KeyId = "chaos" }, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
