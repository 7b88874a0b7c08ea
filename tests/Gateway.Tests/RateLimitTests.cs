using System.Net;

namespace Jeugdregio.Gateway.Tests;

[Trait("fault", "D1")]
public sealed class RateLimitTests(World world)
{
    [Fact]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_back_and_another_notices_nothing()
    {
        await using var door = await world.Open("--RateLimit:Client:Burst=2", "--RateLimit:Client:PerSecond=1");
        var wild = await world.Issuer.TokenOf("aanbieder-01000001");
        var refused = 0;
        for (var i = 0; i < 12; i++)
        {
            using var answer = await door.Get("/tendering/v1/lots", wild);
            if (answer.StatusCode is not HttpStatusCode.TooManyRequests)
                continue;
            refused++;
            Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            Assert.Equal("too-many-requests", await Door.CodeOf(answer));
            HeaderTests.AssertSecure(answer);
        }

        Assert.True(refused > 0);
        foreach (var other in (string[])["aanbieder-01000002", "gemeente-0385"])
        {
            using var answer = await door.Get("/tendering/v1/lots", await world.Issuer.TokenOf(other));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var health = await door.Get("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_second_token_of_the_same_client_empties_the_same_bucket()
    {
        await using var door = await world.Open("--RateLimit:Client:Burst=2", "--RateLimit:Client:PerSecond=1");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
        {
            using var answer = await door.Get("/tendering/v1/lots", world.Issuer.Make(client: "gemeente-0415"));
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Callers_without_a_valid_token_share_the_bucket_of_their_address_and_known_clients_there_do_not()
    {
        await using var door = await world.Open("--RateLimit:Anonymous:Burst=2", "--RateLimit:Anonymous:PerSecond=1");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var answer = await door.Get("/tendering/v1/lots", i % 2 == 0 ? null : "bad.bad.bad");
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var known = await door.Get("/tendering/v1/lots", world.Issuer.Make());
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }
}
