using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Jeugdregio.Gateway.Tests;

/// <summary>With services of its own: the others' clocks stay where they are.</summary>
public sealed class ClockTests(World world) : IAsyncLifetime
{
    private readonly Dictionary<string, FakeService> _services = [];
    private Door _door = null!;
    private string _operations = "";

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Routes.Services)
            _services[name] = await FakeService.Start();
        _door = await Door.Open(null, [
            $"--Auth:Authority={world.Issuer.Address}", "--Clock:Movable=true",
            .. _services.Select(service => $"--services:{service.Key}:grpc:0={service.Value.Address}")]);
        _operations = await world.Issuer.TokenOf("operations");
    }

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        foreach (var service in _services.Values)
            await service.DisposeAsync();
    }

    [Fact]
    public async Task Days_are_counted_from_the_latest_of_the_services_and_all_get_there()
    {
        _services["billing"].Now = Moment("2026-03-05T12:00:00Z");
        var (status, answer) = await Move(new { days = 21 });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("2026-03-26T12:00:00Z", answer.GetProperty("now").GetString());
        Assert.All(_services.Values, service => Assert.InRange(
            service.Now, Moment("2026-03-26T12:00:00Z"), Moment("2026-03-26T12:00:01Z")));
    }

    [Fact]
    public async Task A_moment_is_taken_in_its_own_zone()
    {
        var (status, answer) = await Move(new { to = "2026-12-14T10:00:00+01:00" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("2026-12-14T09:00:00Z", answer.GetProperty("now").GetString());
    }

    [Fact]
    public async Task The_time_never_goes_back()
    {
        var (status, answer) = await Move(new { to = "2026-03-01T00:00:00Z" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.EndsWith("clock-goes-back", answer.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.All(_services.Values, service => Assert.Equal(0, service.ClockMoves));
    }

    [Fact]
    public async Task A_move_that_one_service_missed_names_it_and_is_completed_by_asking_the_same_again()
    {
        _services["referrals"].MovesBroken = true;
        var (status, answer) = await Move(new { days = 7 });
        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.EndsWith("clock-partly-moved", answer.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(["referrals"], Names(answer, "notMoved"));
        Assert.Equal(Routes.Services.Except(["referrals"]), Names(answer, "moved"));

        _services["referrals"].MovesBroken = false;
        var to = answer.GetProperty("to").GetString();
        var (again, done) = await Move(new { to });
        Assert.Equal(HttpStatusCode.OK, again);
        Assert.Equal(to, done.GetProperty("now").GetString());
        // the clocks that were there have run on, and were not touched again
        Assert.All(_services.Values, service => Assert.Equal(1, service.ClockMoves));

        var (third, _) = await Move(new { to });
        Assert.Equal(HttpStatusCode.OK, third);
    }

    [Fact]
    public async Task With_one_time_unknown_no_clock_is_moved()
    {
        _services["monitoring"].ClockBroken = true;
        var (status, answer) = await Move(new { days = 1 });
        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains("monitoring", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.All(_services.Values, service => Assert.Equal(0, service.ClockMoves));
    }

    [Fact]
    public async Task The_time_of_all_services_can_be_asked()
    {
        using var answer = await _door.Get("/clock", _operations);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("2026-03-02T09:00:00Z", said.GetProperty("now").GetString());
        Assert.Equal(Routes.Services,
            said.GetProperty("services").EnumerateArray().Select(s => s.GetProperty("name").GetString()!));
    }

    [Theory]
    [InlineData("{}", "days-or-to")]
    [InlineData("""{"days":1,"to":"2026-12-14T09:00:00Z"}""", "days-or-to")]
    [InlineData("""{"days":0}""", "days-out-of-range")]
    [InlineData("""{"days":-3}""", "days-out-of-range")]
    [InlineData("""{"days":1000000}""", "days-out-of-range")]
    [InlineData("""{"to":"2026-12-14T09:00:00"}""", "to-not-an-instant")]
    [InlineData("""{"to":"2026-12-14"}""", "to-not-an-instant")]
    [InlineData("""{"to":"soonZ"}""", "to-not-an-instant")]
    [InlineData("""{"days":"x"}""", "days-or-to")]
    [InlineData("[", "days-or-to")]
    public async Task A_body_that_does_not_say_where_to_is_refused_with_the_field(string body, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _door.Send(HttpMethod.Post, "/clock", _operations, content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, await Door.CodeOf(answer));
    }

    [Fact]
    public async Task Only_operations_moves_the_time()
    {
        foreach (var client in (string[])["gemeente-0385", "aanbieder-01000001", "rno-inkoper", "service-billing"])
        {
            using var body = JsonContent.Create(new { days = 1 });
            using var answer = await _door.Send(HttpMethod.Post, "/clock", await world.Issuer.TokenOf(client), body);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.All(_services.Values, service => Assert.Equal(0, service.ClockMoves));
    }

    [Fact]
    public async Task Where_the_clock_is_not_movable_there_is_no_such_address()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            using var answer = await world.Door.Send(method, "/clock", _operations);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task In_production_there_is_no_such_address_whatever_the_settings_say()
    {
        await using var door = await world.Open("--environment=Production", "--Clock:Movable=true",
            "--Auth:Authority=https://issuer.example");
        // without an issuer behind https nobody can be known there; that nothing is mapped shows in the table itself
        var routes = Door.RoutesOf(door);
        Assert.Contains("/openapi", routes);
        Assert.DoesNotContain("/clock", routes);
        Assert.Contains("/clock", Door.RoutesOf(_door));
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Names(JsonElement answer, string member) =>
        answer.GetProperty(member).EnumerateArray().Select(name => name.GetString()!);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> Move(object where)
    {
        using var body = JsonContent.Create(where);
        using var answer = await _door.Send(HttpMethod.Post, "/clock", _operations, body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
