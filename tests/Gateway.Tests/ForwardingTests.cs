using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Jeugdregio.Gateway.Tests;

public sealed class ForwardingTests(World world)
{
    [Fact]
    public async Task A_path_goes_to_the_service_it_names_over_cleartext_http2()
    {
        var token = await world.Issuer.TokenOf("operations");
        foreach (var name in Routes.Services)
        {
            var mark = Mark();
            using var answer = await world.Door.Get($"/{name}/v1/things/{mark}?page=2", token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var seen = SeenBy(name, mark);
            Assert.Equal($"/v1/things/{mark}?page=2", seen.Target);
            Assert.Equal("HTTP/2", seen.Protocol);
            Assert.Equal($"Bearer {token}", seen.Headers["Authorization"]);
        }
    }

    [Theory]
    [InlineData("referrals", "jw315 jw305 jw307 jw302 jw301 jw316 jw319 jw306 jw308")]
    [InlineData("billing", "jw323 jw325")]
    public async Task An_ijw_message_has_one_address_and_goes_to_the_service_that_handles_it(
        string service, string messages)
    {
        var token = await world.Issuer.TokenOf("aanbieder-01000001");
        foreach (var message in messages.Split(' '))
        {
            var mark = Mark();
            using var body = new StringContent("<x/>", Encoding.UTF8, "application/xml");
            using var answer = await world.Door.Send(HttpMethod.Post, $"/ijw/v1/{message}?m={mark}", token, body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($"/ijw/v1/{message}?m={mark}", SeenBy(service, mark).Target);
            using var one = await world.Door.Get($"/ijw/v1/{message}/{mark}", token);
            Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        }

        using var unknown = await world.Door.Get("/ijw/v1/jw999", token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Nothing_a_caller_says_of_itself_in_a_header_reaches_a_service()
    {
        string[] forged =
        [
            "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-User",
            "X-Forwarded-Client-Cert", "X-User", "X-User-Id", "X-Role", "X-Roles", "X-Municipality", "X-Provider",
            "X-Remote-User", "X-Original-URL", "X-Rewrite-URL", "X-Real-IP", "X-HTTP-Method-Override", "x-tenant",
            "Forwarded", "Via", "True-Client-IP", "Cookie", "dapr-app-id", "dapr-caller-app-id", "baggage",
            "Remote-User", "Ssl-Client-Cert", "Client-Cert", "X_User",
        ];
        var mark = Mark();
        using var answer = await world.Door.Send(
            HttpMethod.Get, $"/contracting/v1/things/{mark}", world.Issuer.Make(), headers: headers =>
            {
                foreach (var name in forged)
                    headers.TryAddWithoutValidation(name, "forged-value");
                headers.TryAddWithoutValidation("Idempotency-Key", "kept");
            });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var seen = SeenBy("contracting", mark).Headers;
        Assert.DoesNotContain(seen, header => header.Value.Contains("forged", StringComparison.Ordinal));
        Assert.Equal(["X-Forwarded-For", "X-Forwarded-Proto"],
            seen.Keys.Where(name => name.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal).Select(name => name.ToLowerInvariant() switch
                {
                    "x-forwarded-for" => "X-Forwarded-For",
                    "x-forwarded-proto" => "X-Forwarded-Proto",
                    _ => name,
                }));
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal("kept", seen["Idempotency-Key"]);
    }

    [Fact]
    public async Task The_word_of_a_proxy_is_taken_only_when_its_network_is_named()
    {
        await using var door = await world.Open("--TrustedNetworks=127.0.0.0/8");
        var mark = Mark();
        using var answer = await door.Send(HttpMethod.Get, $"/tendering/v1/things/{mark}", world.Issuer.Make(),
            headers: headers => headers.Add("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal("203.0.113.7", SeenBy("tendering", mark).Headers["X-Forwarded-For"]);
    }

    [Fact]
    public async Task The_callers_trace_goes_on_in_the_service()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var parent = $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01";
        var mark = Mark();
        using var answer = await world.Door.Send(HttpMethod.Get, $"/tendering/v1/things/{mark}", world.Issuer.Make(),
            headers: headers => headers.Add("traceparent", parent));
        Assert.StartsWith($"00-{trace}-", SeenBy("tendering", mark).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tendering/v1/../../metrics")]
    [InlineData("/tendering/v1/%2e%2e/metrics")]
    [InlineData("/tendering/v1/..%2fmetrics")]
    [InlineData("/tendering/v1/..%5cmetrics")]
    [InlineData("/tendering/v1//things")]
    [InlineData("/tendering/v1/things/")]
    [InlineData("/tendering/metrics")]
    [InlineData("/tendering/v1/clock")]
    [InlineData("/jeugdregio.v1.Tendering/OpenLots")]
    public async Task No_path_leads_round_the_routes(string path)
    {
        var answer = await Raw(world.Door,
            $"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {world.Issuer.Make()}\r\n"
            + "Connection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 40[034] ", answer);
        Assert.DoesNotContain(world.Services["tendering"].Requests,
            seen => seen.Target.Contains("metrics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_address_of_something_new_is_the_one_the_caller_can_use()
    {
        using var answer = await world.Door.Send(HttpMethod.Post, "/referrals/v1/things", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("/referrals/v1/things/1", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_services_own_refusal_passes_unchanged()
    {
        using var answer = await world.Door.Get("/tendering/v1/refusal", world.Issuer.Make());
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal("too-late", await Door.CodeOf(answer));
    }

    [Fact]
    [Trait("invariant", "I14")]
    public async Task A_service_that_is_down_gives_a_clear_problem_and_leaves_the_others_alone()
    {
        await using var door = await world.Open($"--services:billing:grpc:0={Door.Nowhere}");
        using var down = await door.Get("/billing/v1/lines", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        Assert.NotNull(down.Headers.RetryAfter);
        Assert.Equal("service-unreachable", await Door.CodeOf(down));
        HeaderTests.AssertSecure(down);
        using var up = await door.Get("/tendering/v1/lots", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.OK, up.StatusCode);
    }

    [Fact]
    public async Task A_service_without_an_address_counts_as_down()
    {
        await using var door = await Door.Open(null, $"--Auth:Authority={world.Issuer.Address}");
        using var answer = await door.Get("/billing/v1/lines", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("service-unreachable", await Door.CodeOf(answer));
    }

    [Fact]
    public async Task A_service_that_breaks_off_gives_502_and_one_that_is_too_slow_504()
    {
        await using var door = await world.Open("--Timeouts:Seconds=1");
        using var broken = await door.Get("/billing/v1/abort", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.BadGateway, broken.StatusCode);
        Assert.Equal("service-answer-broken", await Door.CodeOf(broken));
        HeaderTests.AssertSecure(broken);
        using var slow = await door.Get("/billing/v1/hang", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.GatewayTimeout, slow.StatusCode);
        Assert.Equal("service-too-slow", await Door.CodeOf(slow));
        HeaderTests.AssertSecure(slow);
    }

    [Fact]
    public async Task A_caller_that_leaves_is_no_fault_of_the_service()
    {
        await using var door = await world.Open();
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/billing/v1/hang");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.Issuer.Make());
        var before = world.Services["billing"].Requests.Count;
        var asked = door.Http.SendAsync(request, leaving.Token);
        while (world.Services["billing"].Requests.Count == before)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await door.DisposeAsync();
        Assert.Contains(door.Log, line => line.Contains(" 499 ", StringComparison.Ordinal));
        Assert.DoesNotContain(door.Log, line => line.Contains("gave no answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_larger_than_the_address_takes_is_refused_before_a_service_is_troubled()
    {
        var mark = Mark();
        using var body = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        using var answer = await world.Door.Send(
            HttpMethod.Post, $"/billing/v1/things/{mark}", world.Issuer.Make(), body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body-too-large", await Door.CodeOf(answer));
        HeaderTests.AssertSecure(answer);
        Assert.DoesNotContain(world.Services["billing"].Requests,
            seen => seen.Target.Contains(mark, StringComparison.Ordinal));

        using var fits = new ByteArrayContent(new byte[1024 * 1024]);
        using var good = await world.Door.Send(HttpMethod.Post, "/billing/v1/things/x", world.Issuer.Make(), fits);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Theory]
    [InlineData("/billing/v1/big", 2)]
    [InlineData("/ijw/v1/jw323", 27)]
    public async Task A_body_that_does_not_say_its_length_is_cut_off_at_the_same_limit(string path, int megabytes)
    {
        using var answer = await Chunked(path, megabytes);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body-too-large", await Door.CodeOf(answer));
        HeaderTests.AssertSecure(answer);
    }

    /// <summary>
    /// Sends without a length. The door closes at its limit, and what is still under way can break the connection
    /// before the answer is read; then it is asked again, as a client would.
    /// </summary>
    private async Task<HttpResponseMessage> Chunked(string path, int megabytes)
    {
        for (var tries = 0; ; tries++)
        {
            using var body = new StreamContent(new MemoryStream(new byte[megabytes * 1024 * 1024]));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
            request.Headers.TransferEncodingChunked = true;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.Issuer.Make());
            try
            {
                return await world.Door.Http.SendAsync(request, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException) when (tries < 20)
            {
                // broken off while sending
            }
        }
    }

    [Fact]
    public async Task A_message_file_of_25_MB_passes_whole()
    {
        const int size = 25 * 1024 * 1024;
        using var body = new ByteArrayContent(new byte[size]);
        using var answer = await world.Door.Send(HttpMethod.Post, "/ijw/v1/jw323", world.Issuer.Make(), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(size, said.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task A_body_with_two_lengths_is_refused_and_the_connection_closed()
    {
        foreach (var lengths in (string[])
            [
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: xchunked\r\n",
            ])
        {
            var mark = Mark();
            var answer = await Raw(world.Door, $"POST /billing/v1/things HTTP/1.1\r\nHost: x\r\n"
                + $"Authorization: Bearer {world.Issuer.Make()}\r\n{lengths}\r\n0\r\n\r\n"
                + $"GET /billing/v1/smuggled/{mark} HTTP/1.1\r\n"
                + $"Host: x\r\nAuthorization: Bearer {world.Issuer.Make()}\r\n\r\n");
            Assert.DoesNotContain(world.Services["billing"].Requests,
                seen => seen.Target.Contains(mark, StringComparison.Ordinal));
            Assert.Matches("^HTTP/1.1 (400|501) ", answer);
            Assert.Single(System.Text.RegularExpressions.Regex.Matches(answer, "HTTP/1.1 "));
        }
    }

    [Fact]
    [Trait("invariant", "I11")]
    public async Task What_a_caller_writes_does_not_reach_the_log()
    {
        const string canary = "999900006";
        await using var door = await world.Open($"--services:billing:grpc:0={Door.Nowhere}");
        var token = world.Issuer.Make();
        string[] paths = ["/tendering/v1/things", "/billing/v1/things", "/tendering/v1/abort", "/nowhere"];
        foreach (var path in paths)
        {
            using var body = new StringContent($$"""{"bsn":"{{canary}}"}""", Encoding.UTF8, "application/json");
            using var posted = await door.Send(HttpMethod.Post, $"{path}?bsn={canary}", token, body);
            using var got = await door.Get($"{path}/{canary}?bsn={canary}", token);
            using var anonymous = await door.Get($"{path}/{canary}?bsn={canary}", token + canary);
        }

        await door.DisposeAsync();
        Assert.Contains(door.Log, line => line.Contains("client rno-analist", StringComparison.Ordinal));
        Assert.DoesNotContain(door.Log, line => line.Contains(canary, StringComparison.Ordinal));
        Assert.DoesNotContain(door.Log, line => line.Contains(token[..40], StringComparison.Ordinal));
    }

    private static string Mark() => Guid.NewGuid().ToString("N");

    private static async Task<string> Raw(Door door, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(door.Http.BaseAddress!.Host, door.Http.BaseAddress.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadToEndAsync(limit.Token);
    }

    private FakeService.Seen SeenBy(string service, string mark) =>
        world.Services[service].Requests.Single(seen => seen.Target.Contains(mark, StringComparison.Ordinal));
}
