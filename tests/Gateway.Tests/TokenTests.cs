using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.Gateway.Tests;

[Trait("requirement", "G03")]
public sealed class TokenTests(World world)
{
    [Fact]
    public async Task A_token_of_the_issuer_lets_its_client_through()
    {
        string[] clients = ["gemeente-0385", "aanbieder-01000001", "rno-inkoper", "operations", "service-billing"];
        foreach (var client in clients)
        {
            using var answer = await world.Door.Get("/tendering/v1/lots", await world.Issuer.TokenOf(client));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task No_token_no_way_through_to_any_route()
    {
        foreach (var path in Routes.Services.Select(name => $"/{name}/v1/things")
            .Concat(["/ijw/v1/jw323", "/ijw/v1/jw305", "/nowhere", "/metrics", "/tendering/v2/things", "/tendering"]))
        {
            using var answer = await world.Door.Get(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
            Assert.Equal("not-authenticated", await Door.CodeOf(answer));
        }
    }

    [Fact]
    public async Task A_token_made_as_the_issuer_makes_them_is_the_control_of_the_forgeries_below() =>
        Assert.Equal(HttpStatusCode.OK, await StatusOf(world.Issuer.Make()));

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var good = world.Issuer.Make().Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        await Refused($"{header}.{good[1]}.");
        await Refused($"{header}.{good[1]}.{good[2]}");
        await Refused($"{good[0]}.{good[1]}.");
    }

    [Fact]
    public async Task The_public_key_used_as_a_shared_secret_is_refused()
    {
        var pem = Encoding.UTF8.GetBytes(world.Issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem());
        var der = world.Issuer.Key.Rsa.ExportSubjectPublicKeyInfo();
        var modulus = world.Issuer.Key.Rsa.ExportParameters(false).Modulus!;
        foreach (var secret in (byte[][])[pem, der, modulus])
        {
            var key = new SymmetricSecurityKey(secret) { KeyId = world.Issuer.Key.KeyId };
            await Refused(world.Issuer.Make(token =>
                token.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256)));
        }
    }

    [Fact]
    public async Task A_signature_of_another_key_or_another_algorithm_is_refused()
    {
        await Refused(world.Issuer.Make(token => token.SigningCredentials =
            new SigningCredentials(Issuer.NewKey(world.Issuer.Key.KeyId), SecurityAlgorithms.RsaSha256)));
        await Refused(world.Issuer.Make(token => token.SigningCredentials =
            new SigningCredentials(Issuer.NewKey("unknown"), SecurityAlgorithms.RsaSha256)));
        await Refused(world.Issuer.Make(token => token.SigningCredentials =
            new SigningCredentials(world.Issuer.Key, SecurityAlgorithms.RsaSha512)));
    }

    [Fact]
    public async Task A_key_the_token_itself_points_to_is_not_used()
    {
        var own = Issuer.NewKey("mine");
        await Refused(world.Issuer.Make(token =>
        {
            token.SigningCredentials = new SigningCredentials(own, SecurityAlgorithms.RsaSha256);
            token.AdditionalHeaderClaims = new Dictionary<string, object>
            {
                ["jku"] = "http://127.0.0.1:9/keys", ["jwk"] = Issuer.PublicPart(own),
            };
        }));
    }

    [Fact]
    public async Task An_expired_token_and_one_from_the_future_are_refused()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await Refused(world.Issuer.Make(token =>
        {
            (token.IssuedAt, token.NotBefore) = (now.AddHours(-2), now.AddHours(-2));
            token.Expires = now.AddMinutes(-1);
        }));
        await Refused(world.Issuer.Make(token => token.NotBefore = now.AddMinutes(5)));
        await Refused(world.Issuer.Make(token => token.Expires = null));
    }

    [Fact]
    public async Task A_token_for_somebody_else_or_of_somebody_else_or_of_another_kind_is_refused()
    {
        await Refused(world.Issuer.Make(token => token.Audience = "elsewhere"));
        await Refused(world.Issuer.Make(token => token.Audience = null));
        await Refused(world.Issuer.Make(token => token.Issuer = "https://issuer.example/"));
        await Refused(world.Issuer.Make(token => token.TokenType = "JWT"));
        await Refused(world.Issuer.Make(token => token.TokenType = "client-authentication+jwt"));
    }

    [Fact]
    public async Task A_token_changed_in_any_part_is_refused_also_when_the_whole_one_was_just_accepted()
    {
        var good = world.Issuer.Make();
        Assert.Equal(HttpStatusCode.OK, await StatusOf(good));
        var parts = good.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("analyst", "operations", StringComparison.Ordinal);
        await Refused($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}");
        for (var at = 0; at < good.Length; at += 37)
        {
            // the last letter of a part may hold bits that mean nothing, so another one of the part is changed
            var changed = good.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            if (at + 1 < good.Length && good[at + 1] != '.' && good[at] != '.')
                await Refused(new string(changed));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusOf(good));
    }

    [Fact]
    public async Task A_token_in_the_query_is_no_token()
    {
        using var answer = await world.Door.Get("/tendering/v1/lots?access_token=" + world.Issuer.Make());
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_cache_does_not_keep_a_token_beyond_its_end()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var door = await world.Open(clock);
        var cache = door.Services.GetRequiredService<TokenCache>();
        var token = world.Issuer.Make(token => token.Expires = clock.GetUtcNow().UtcDateTime.AddSeconds(20));
        var key = TokenCache.KeyOf(token);

        Assert.Equal(HttpStatusCode.OK, await StatusOf(token, door));
        Assert.NotNull(cache.Find(key));
        clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Null(cache.Find(key));
        // past the end and past what the clocks may differ
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(token, door));
    }

    [Fact]
    public void A_result_is_kept_for_a_minute_at_most_and_not_at_all_without_an_end()
    {
        var clock = new FakeTimeProvider();
        var cache = new TokenCache(clock, 10, TimeSpan.FromSeconds(60));
        var key = TokenCache.KeyOf("a");
        cache.Keep(key, Result(), clock.GetUtcNow().AddHours(1));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(cache.Find(key));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(cache.Find(key));

        cache.Keep(key, Result(), DateTimeOffset.MinValue);
        Assert.Null(cache.Find(key));
    }

    [Fact]
    public void The_cache_stays_within_its_size_and_keeps_what_is_in_use()
    {
        var clock = new FakeTimeProvider();
        var cache = new TokenCache(clock, 100, TimeSpan.FromSeconds(60));
        var busy = TokenCache.KeyOf("busy");
        cache.Keep(busy, Result(), clock.GetUtcNow().AddHours(1));
        for (var i = 0; i < 10_000; i++)
        {
            cache.Keep(TokenCache.KeyOf($"token {i}"), Result(), clock.GetUtcNow().AddHours(1));
            Assert.NotNull(cache.Find(busy));
            Assert.InRange(cache.Count, 1, 101);
        }
    }

    [Fact]
    public async Task Without_the_issuers_keys_nobody_is_let_in_and_the_gateway_is_not_ready()
    {
        await using var door = await world.Open($"--Auth:Authority={Door.Nowhere}");
        for (var i = 0; i < 3; i++)
        {
            using var answer = await door.Get("/tendering/v1/lots", world.Issuer.Make());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("issuer-unreachable", await Door.CodeOf(answer));
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        using var ready = await door.Get("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await door.Get("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var control = await world.Door.Get("/health/ready");
        Assert.Equal(HttpStatusCode.OK, control.StatusCode);
    }

    [Fact]
    public async Task Without_an_issuer_or_in_production_with_one_over_plain_http_the_gateway_does_not_start()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Door.Open(null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Open("--environment=Production"));
    }

    [Fact]
    public async Task Metrics_are_for_operations_only()
    {
        using var analyst = await world.Door.Get("/metrics", await world.Issuer.TokenOf("rno-analist"));
        Assert.Equal(HttpStatusCode.Forbidden, analyst.StatusCode);
        Assert.Equal("not-allowed", await Door.CodeOf(analyst));
        using var operations = await world.Door.Get("/metrics", await world.Issuer.TokenOf("operations"));
        Assert.Equal(HttpStatusCode.OK, operations.StatusCode);
    }

    private static TokenValidationResult Result() => new() { IsValid = true, ClaimsIdentity = new ClaimsIdentity() };

    private async Task Refused(string token) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(token));

    private async Task<HttpStatusCode> StatusOf(string token, Door? door = null)
    {
        using var answer = await (door ?? world.Door).Get("/tendering/v1/lots", token);
        return answer.StatusCode;
    }
}
