using System.Net;

namespace Jeugdregio.Gateway.Tests;

public sealed class HeaderTests(World world)
{
    internal static void AssertSecure(HttpResponseMessage answer, string version = GatewayApp.ApiVersion)
    {
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.Equal("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Equal("max-age=31536000; includeSubDomains", Header(answer, "Strict-Transport-Security"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal(version, Header(answer, "API-Version"));
        Assert.Empty(Header(answer, "Server"));
    }

    [Fact]
    public async Task The_headers_are_on_a_services_answer_over_weaker_ones_of_its_own_and_the_version_is_its_own()
    {
        using var answer = await world.Door.Get("/tendering/v1/lots", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertSecure(answer, FakeService.ApiVersion);
    }

    [Fact]
    public async Task The_headers_are_on_every_answer_of_the_gateway_itself()
    {
        using var unknown = await world.Door.Get("/tendering/v1/lots");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        AssertSecure(unknown);

        using var nowhere = await world.Door.Get("/nowhere", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal("not-found", await Door.CodeOf(nowhere));
        AssertSecure(nowhere);

        using var slash = await world.Door.Get("/openapi/");
        Assert.Equal(HttpStatusCode.NotFound, slash.StatusCode);
        AssertSecure(slash);

        using var method = await world.Door.Send(HttpMethod.Put, "/openapi", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
        Assert.Equal("method-not-allowed", await Door.CodeOf(method));
        AssertSecure(method);

        foreach (var path in (string[])["/", "/openapi", "/health/live", "/health/ready"])
        {
            using var answer = await world.Door.Get(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            AssertSecure(answer);
        }
    }

    [Fact]
    public async Task Only_openapi_documents_may_be_read_by_other_sites()
    {
        using var document = await world.Door.Send(HttpMethod.Get, "/tendering/v1/openapi.json", null,
            headers: headers => headers.Add("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        Assert.Equal("*", Header(document, "Access-Control-Allow-Origin"));
        foreach (var path in (string[])["/tendering/v1/lots", "/openapi", "/"])
        {
            using var answer = await world.Door.Send(HttpMethod.Get, path, world.Issuer.Make(),
                headers: headers => headers.Add("Origin", "https://elsewhere.example"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(Header(answer, "Access-Control-Allow-Origin"));
        }
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
}
