using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Jeugdregio.DevIdentity;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Jeugdregio.Gateway.Tests;

public sealed class IssuerTests(World world)
{
    [Theory]
    [InlineData("gemeente-0385", "municipality access-team", "0385", null)]
    [InlineData("gemeente-0880", "municipality access-team", "0880", null)]
    [InlineData("aanbieder-01000001", "provider", null, "01000001")]
    [InlineData("aanbieder-42420001", "provider", null, "42420001")]
    [InlineData("rno-inkoper", "buyer", null, null)]
    [InlineData("rno-contractmanager", "contract-manager", null, null)]
    [InlineData("rno-analist", "analyst", null, null)]
    [InlineData("operations", "operations", null, null)]
    [InlineData("service-billing", "service", null, null)]
    public async Task A_token_says_who_the_client_is_and_nothing_more(
        string client, string roles, string? municipality, string? provider)
    {
        var token = new JsonWebToken(await world.Issuer.TokenOf(client));
        var said = JsonDocument.Parse(
            Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;

        Assert.Equal("RS256", token.Alg);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal(client, token.Subject);
        Assert.Equal(world.Issuer.Address.AbsoluteUri, token.Issuer);
        Assert.Equal(["jeugdregio"], token.Audiences);
        Assert.Equal(IssuerApp.TokenLifetime, token.ValidTo - token.IssuedAt);
        Assert.Equal(roles.Split(' '), said.GetProperty("role").EnumerateArray().Select(role => role.GetString()!));
        Assert.Equal(municipality is not null, said.TryGetProperty("municipality", out var codes));
        if (municipality is not null)
            Assert.Equal([municipality], codes.EnumerateArray().Select(code => code.GetString()!));
        Assert.Equal(provider is not null, said.TryGetProperty("provider", out var agb));
        if (provider is not null)
            Assert.Equal(provider, agb.GetString());
    }

    [Fact]
    public async Task Every_client_that_is_listed_gets_a_token()
    {
        var listed = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "clients.json"), TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(28, listed.GetArrayLength());
        foreach (var client in listed.EnumerateArray())
            Assert.NotEmpty(await world.Issuer.TokenOf(client.GetProperty("id").GetString()!));
    }

    [Theory]
    [InlineData("gemeente-0385", "gemeente-0415-secret", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("gemeente-0385", "", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("gemeente-9999", "gemeente-9999-secret", HttpStatusCode.Unauthorized, "invalid_client")]
    public async Task A_wrong_secret_and_an_unknown_client_are_refused_as_oauth_says(
        string client, string secret, HttpStatusCode status, string error)
    {
        var (given, answer) = await world.Issuer.Ask(new()
        {
            ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret,
        });
        if (secret.Length > 0)
            Assert.Equal(status, given);
        else
            Assert.True(given is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized);
        Assert.Contains(answer.GetProperty("error").GetString(), (string[])[error, "invalid_client"]);
        Assert.False(answer.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task A_client_with_a_public_key_gets_a_token_for_an_assertion_it_signed_and_for_no_other()
    {
        const string client = "aanbieder-01000003";
        var own = Issuer.NewKey("test");
        await using var issuer = await Issuer.Start($"--PublicKeys:{client}={Issuer.PublicPart(own)}");

        var (status, answer) = await issuer.AskWithAssertion(client, own);
        Assert.True(status is HttpStatusCode.OK, $"{status}: {answer}");
        Assert.Equal(client, new JsonWebToken(answer.GetProperty("access_token").GetString()).Subject);

        var (otherKey, refusal) = await issuer.AskWithAssertion(client, Issuer.NewKey("test"));
        Assert.Equal(HttpStatusCode.Unauthorized, otherKey);
        Assert.Equal("invalid_client", refusal.GetProperty("error").GetString());

        var (otherClient, _) = await issuer.AskWithAssertion("aanbieder-01000001", own);
        Assert.NotEqual(HttpStatusCode.OK, otherClient);
    }

    [Fact]
    public async Task A_service_has_the_secret_it_was_given_and_not_the_usual_one()
    {
        await using var issuer = await Issuer.Start("--ServiceClients:billing=something-long");
        Assert.NotEmpty(await issuer.TokenOf("service-billing", "something-long"));
        var (status, _) = await issuer.Ask(new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "service-billing",
            ["client_secret"] = "service-billing-secret",
        });
        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task A_token_outlives_a_restart_because_the_key_is_kept()
    {
        await using var first = await Issuer.Start();
        await using var again = await Issuer.Start(new FileInfo(first.KeyFile));
        Assert.Equal(await KeyIds(first), await KeyIds(again));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first.KeyFile));
    }

    [Theory]
    [InlineData("--environment=Production")]
    [InlineData("--environment=production")]
    public void The_development_issuer_does_not_start_in_production(string environment)
    {
        var refusal = Assert.Throws<IssuerRefusesException>(() => IssuerApp.Build([environment]));
        Assert.Contains("development issuer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clients_key_with_its_private_part_is_not_accepted()
    {
        var key = Issuer.NewKey("x");
        var part = JsonWebKeyOf(key);
        Assert.Throws<IssuerRefusesException>(() =>
            IssuerApp.Build(["--environment=Development", $"--PublicKeys:aanbieder-01000003={part}"]));
    }

    [Fact]
    public async Task The_issuer_is_ready_and_publishes_no_private_part_of_its_key()
    {
        var stop = TestContext.Current.CancellationToken;
        using var ready = await Issuer.Http.GetAsync(new Uri(world.Issuer.Address, "/health/ready"), stop);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var keys = await Issuer.Http.GetStringAsync(new Uri(world.Issuer.Address, "/.well-known/jwks"), stop);
        Assert.DoesNotContain("\"d\"", keys, StringComparison.Ordinal);
    }

    private static string JsonWebKeyOf(Microsoft.IdentityModel.Tokens.RsaSecurityKey key)
    {
        var all = key.Rsa.ExportParameters(includePrivateParameters: true);
        return JsonSerializer.Serialize(
            new { kty = "RSA", n = Encode(all.Modulus), e = Encode(all.Exponent), d = Encode(all.D) });

        static string Encode(byte[]? part) => Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(part);
    }

    private static async Task<string[]> KeyIds(Issuer issuer)
    {
        var keys = await Issuer.Http.GetFromJsonAsync<JsonElement>(new Uri(issuer.Address, "/.well-known/jwks"));
        return [.. keys.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }
}
