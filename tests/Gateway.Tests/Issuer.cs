using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Jeugdregio.DevIdentity;
using Jeugdregio.LocalEngine;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.Gateway.Tests;

/// <summary>
/// A running DevIdentity, and its signing key in the test's hands to make the tokens it would never issue.
/// </summary>
public sealed class Issuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _directory;

    private Issuer(WebApplication app, Uri address, DirectoryInfo directory, string keyFile)
    {
        (_app, Address, _directory, KeyFile) = (app, address, directory, keyFile);
        Key = ReadKey(KeyFile);
    }

    internal static HttpClient Http { get; } = new();

    internal Uri Address { get; }

    internal string KeyFile { get; }

    internal RsaSecurityKey Key { get; }

    internal static Task<Issuer> Start(params string[] more) => Start(null, more);

    internal static async Task<Issuer> Start(FileInfo? keyFile, params string[] more)
    {
        var directory = Directory.CreateTempSubdirectory("issuer-");
        var file = keyFile?.FullName ?? Path.Combine(directory.FullName, "signing-key.pem");
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var app = IssuerApp.Build([
            "--environment=Development", $"--urls={address}",
            $"--Identity:KeyFile={file}", .. more]);
        await app.StartAsync();
        return new Issuer(app, address, directory, file);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    internal async Task<string> TokenOf(string client, string? secret = null)
    {
        var (status, answer) = await Ask(new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = secret ?? client + "-secret",
        });
        Assert.True(status is HttpStatusCode.OK, $"{status}: {answer}");
        return answer.GetProperty("access_token").GetString()!;
    }

    internal async Task<(HttpStatusCode Status, JsonElement Answer)> Ask(Dictionary<string, string> form)
    {
        using var body = new FormUrlEncodedContent(form);
        using var answer = await Http.PostAsync(new Uri(Address, "/connect/token"), body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    internal Task<(HttpStatusCode Status, JsonElement Answer)> AskWithAssertion(string client, SecurityKey key) =>
        Ask(new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = client,
                Audience = Address.AbsoluteUri,
                Claims = new Dictionary<string, object> { ["sub"] = client, ["jti"] = Guid.NewGuid().ToString() },
                TokenType = "client-authentication+jwt",
                Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1),
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            }),
        });

    /// <summary>A token as the issuer makes them, with what the test wants different.</summary>
    internal string Make(Action<SecurityTokenDescriptor>? change = null, string client = "rno-analist")
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Address.AbsoluteUri,
            Audience = "jeugdregio",
            Claims = new Dictionary<string, object> { ["sub"] = client, ["role"] = new[] { "analyst" } },
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    internal static string PublicPart(RsaSecurityKey key)
    {
        var part = key.Rsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            kty = "RSA",
            kid = key.KeyId,
            use = "sig",
            alg = "RS256",
            n = Base64UrlEncoder.Encode(part.Modulus),
            e = Base64UrlEncoder.Encode(part.Exponent),
        });
    }

    internal static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    private static RsaSecurityKey ReadKey(string file)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new RsaSecurityKey(rsa)
        {
            KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())),
        };
    }
}
