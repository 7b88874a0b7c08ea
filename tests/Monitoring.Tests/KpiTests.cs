using System.Net;
using System.Text.Json;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Monitoring.Tests;

[Collection<MonitoringCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class KpiTests(MonitoringService service)
{
    [Fact]
    [Trait("requirement", "M10")]
    public async Task Care_flows_in_at_its_first_start_and_out_at_its_last_stop()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Start("anna", "2026-03-10"),
            story.Stop("anna", "2026-03-10", "2026-04-20", reason: "20"),
            story.Start("anna", "2026-05-05"),
            story.Stop("anna", "2026-05-05", "2026-06-30"),
            story.Start("bert", "2026-04-01", allocation: 2));
        Assert.Equal(
            ["2026-03 1 0 1", "2026-04 1 0 1", "2026-05 0 0 2", "2026-06 0 1 2", "2026-07 0 0 1"],
            await Flow(story, "2026-03", "2026-07"));
    }

    [Fact]
    [Trait("requirement", "M10")]
    public async Task A_start_or_stop_that_is_taken_back_was_never_there_and_can_come_again()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Start("anna", "2026-03-10"), story.Start("anna", "2026-03-10", takenBack: true, reported: 2),
            story.Start("bert", "2026-03-11", allocation: 2),
            story.Stop("bert", "2026-03-11", "2026-03-20", allocation: 2),
            story.Stop("bert", "2026-03-11", "2026-03-20", allocation: 2, takenBack: true, reported: 3));
        Assert.Equal(["2026-03 1 0 1"], await Flow(story, "2026-03", "2026-03"));
        await service.Hear(
            story.Start("anna", "2026-03-10", reported: 4),
            story.Stop("bert", "2026-03-11", "2026-03-20", allocation: 2, reported: 5));
        Assert.Equal(["2026-03 2 1 1"], await Flow(story, "2026-03", "2026-03"));
    }

    [Fact]
    [Trait("requirement", "M10")]
    public async Task What_one_message_takes_back_and_reports_anew_stands()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Start("anna", "2026-03-10"),
            story.Stop("anna", "2026-03-10", "2026-03-20"),
            story.Stop("anna", "2026-03-10", "2026-04-20", reported: 2),
            story.Stop("anna", "2026-03-10", "2026-03-20", takenBack: true, reported: 2));
        Assert.Equal(["2026-03 1 0 1", "2026-04 0 1 0"], await Flow(story, "2026-03", "2026-04"));
    }

    [Fact]
    [Trait("requirement", "M26")]
    public async Task A_client_in_two_municipalities_is_one_client_of_the_region_and_one_of_each()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Start("anna", "2026-03-10"), story.Start("anna", "2026-03-12", allocation: 2, municipality: "0479"),
            story.Start("bert", "2026-03-12", allocation: 3, municipality: "0479"));
        var whole =
            Assert.Single(await Rows(TestTokens.Analyst, $"from=2026-03&until=2026-03&provider={story.Provider}"));
        Assert.Equal((2, 2), (Number(whole, "clientsInCare"), Number(whole, "inflow")));
        var each =
            await Rows(
                TestTokens.Analyst, $"from=2026-03&until=2026-03&provider={story.Provider}&groupBy=municipality");
        Assert.Equal(
            ["0439 1 1", "0479 2 2"],
            each.Select(r => $"{r.GetProperty("municipality")} {Number(r, "clientsInCare")} {Number(r, "inflow")}"));
    }

    [Fact]
    [Trait("requirement", "M16")]
    public async Task From_request_to_start_counts_days_once_per_allocation()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Start("anna", "2026-03-11", requested: "2026-03-01"),
            story.Stop("anna", "2026-03-11", "2026-03-20", reason: "20"),
            story.Start("anna", "2026-03-25", requested: "2026-03-01", reported: 2),
            story.Start("bert", "2026-03-05", allocation: 2, requested: "2026-03-01"),
            story.Start("cato", "2026-03-31", allocation: 3, requested: "2026-03-01"),
            story.Start("dirk", "2026-03-01", allocation: 4, requested: "2026-03-09"),
            story.Start("eefje", "2026-03-01", allocation: 5));
        var days =
            Assert.Single(await Rows(TestTokens.Analyst, $"from=2026-03&until=2026-03&provider={story.Provider}"))
                .GetProperty("requestToStart");
        Assert.Equal(
            (4, 11.0m, 7.0m),
            (days.GetProperty("count").GetInt32(), days.GetProperty("averageDays").GetDecimal(),
                days.GetProperty("medianDays").GetDecimal()));
    }

    [Fact]
    [Trait("requirement", "B17")]
    public async Task Money_is_counted_in_cents_by_segment_and_month_and_deleted_allocations_cost_nothing()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Allocation(1, 1, 50_000), story.Allocation(1, 2, 60_000), story.Allocation(2, 1, 70_000),
            story.Allocation(2, 2, 70_000, reason: "13"), story.Allocation(3, 1, 5, start: "2026-04-01", segment: "C"),
            story.Accepted("2026-03-01", 10_000, -2_500), story.Accepted("2026-04-01", 1),
            story.Rejected("2026-03-01", "0611", "9346"), story.Paid("2026-03-01", 7_500));
        var rows =
            await Rows(
                TestTokens.Analyst, $"from=2026-03&until=2026-04&provider={story.Provider}&groupBy=segment,month");
        Assert.Equal(
            ["2026-03 B 60000 7500 7500 2", "2026-04 B 0 1 0 0", "2026-04 C 5 0 0 0"],
            rows.Select(r =>
                $"{r.GetProperty("month")} {r.GetProperty("segment")} "
                + $"{Number(r, "allocatedCents")} {Number(r, "acceptedCents")} "
                + $"{Number(r, "paidCents")} {Number(r, "rejectedLines")}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [Trait("invariant", "I6")]
    public async Task Events_shuffled_and_doubled_give_the_same_figures(int seed)
    {
        var (inOrder, shuffled) = (new Story(service.NewProvider()), new Story(service.NewProvider()));
        await service.Hear(All(inOrder, new Random(seed)));
        var events = All(shuffled, new Random(seed));
        object[] doubled = [.. events, .. events];
        new Random(seed).Shuffle(doubled);
        await service.Hear(doubled);
        // and once more as if from another outbox: other message ids, the same facts
        await service.Hear(events);
        Assert.Equal(await Everything(inOrder), await Everything(shuffled));
    }

    [Fact]
    [Trait("invariant", "I8")]
    public async Task Everybody_sees_their_own_and_nobody_a_client_key()
    {
        var story = new Story(service.NewProvider());
        await service.Hear(
            story.Start("anna", "2026-03-10"), story.Start("anna", "2026-03-12", allocation: 2, municipality: "0479"));
        var own =
            await Rows(
                TestTokens.Municipality("0439"),
                $"from=2026-03&until=2026-03&groupBy=municipality,provider&provider={story.Provider}");
        Assert.Equal("0439", Assert.Single(own).GetProperty("municipality").GetString());
        var ofProvider = await Rows(TestTokens.Provider(story.Provider), "from=2026-03&until=2026-03&groupBy=provider");
        Assert.Equal(story.Provider, Assert.Single(ofProvider).GetProperty("provider").GetString());
        Assert.DoesNotContain(story.Client("anna"), ofProvider[0].ToString(), StringComparison.Ordinal);
        const string Kpis = "/v1/kpis?from=2026-03&until=2026-03&groupBy=provider";
        await TenantWalk.Check(
            service, [TestTokens.Municipality("0852"), TestTokens.Provider("65656055")],
            new Dictionary<string, TenantExample>
            {
                ["GET /v1/kpis"] = new(Kpis, IsList: true)
                {
                    Owner = TestTokens.Provider(story.Provider),
                    Also = [new(Kpis, IsList: true) { Owner = TestTokens.Municipality("0439") }],
                },
                ["GET /v1/facts/counts"] = new("/v1/facts/counts", RegionOnly: true),
                ["GET /v1/clock"] = new("/v1/clock", RegionOnly: true),
                ["POST /v1/clock"] = new("/v1/clock", """{"to":"2026-11-10T12:00:00Z"}""", RegionOnly: true),
            },
            story.Provider);
        foreach (
            var (token, filter) in new[] {
                (TestTokens.Municipality("0852"), "municipality=0439"),
                (TestTokens.Provider("65656055"), $"provider={story.Provider}") })
        {
            using var client = service.Client(token);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await client.GetAsync(new Uri($"/v1/kpis?from=2026-03&until=2026-03&{filter}", UriKind.Relative)))
                    .StatusCode);
        }
    }

    [Fact]
    public Task No_input_however_odd_is_an_error_of_ours() => OddInput.Check(service);

    [Fact]
    [Trait("requirement", "G03")]
    public Task Every_endpoint_serves_the_approved_roles_and_refuses_all_others() => RoleWalk.Check(service);

    [Theory]
    [InlineData("until=2026-03")]
    [InlineData("from=2026-13&until=2026-03")]
    [InlineData("from=2026-04&until=2026-03")]
    [InlineData("from=2000-04&until=2026-03")]
    [InlineData("from=2026-03&until=2026-03&groupBy=client_key")]
    public async Task A_question_that_makes_no_sense_is_named(string query)
    {
        using var client = service.Client(TestTokens.Analyst);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await client.GetAsync(new Uri($"/v1/kpis?{query}", UriKind.Relative))).StatusCode);
    }

    /// <summary>
    /// Some care of some clients, with temporary and final stops, corrections and money; the same for the same random
    /// numbers.
    /// </summary>
    private static object[] All(Story story, Random random)
    {
        var events = new List<object>();
        for (var allocation = 1; allocation <= 15; allocation++)
        {
            var client = $"client-{random.Next(8)}";
            var municipality = random.Next(3) == 0 ? "0479" : "0439";
            var start = Story.Day("2026-02-01").AddDays(random.Next(90));
            var end = start.AddDays(random.Next(60));
            var (from, until) = ($"{start:yyyy-MM-dd}", $"{end:yyyy-MM-dd}");
            events.Add(story.Allocation(allocation, 1, random.Next(1_000)));
            events.Add(story.Allocation(allocation, 2, random.Next(1_000), reason: random.Next(4) == 0 ? "13" : "04"));
            events.Add(
                story.Start(
                    client, from, allocation, municipality,
                    requested: $"{start.AddDays(-random.Next(30)):yyyy-MM-dd}"));
            if (random.Next(2) == 0) events.Add(
                story.Stop(client, from, until, random.Next(2) == 0 ? "20" : "31", allocation, municipality));
            if (random.Next(4) == 0) events.Add(
                story.Start(client, from, allocation, municipality, takenBack: true, reported: 2));
        }
        events.AddRange(
            [story.Accepted("2026-03-01", random.Next(900), -random.Next(90)), story.Rejected("2026-04-01", "0611"),
                story.Paid("2026-03-01", 5)]);
        return [.. events];
    }

    private async Task<string> Everything(Story story)
    {
        var text = "";
        foreach (var group in new[] { "", "month", "municipality,month", "month,segment,municipality,provider" })
            foreach (
                var row in await Rows(
                    TestTokens.Analyst, $"from=2026-01&until=2026-12&provider={story.Provider}&groupBy={group}"))
                text += row.ToString().Replace(story.Provider, "", StringComparison.Ordinal) + "\n";
        return text;
    }

    private async Task<IEnumerable<string>> Flow(Story story, string from, string until) =>
        (await Rows(TestTokens.Analyst, $"from={from}&until={until}&provider={story.Provider}&groupBy=month"))
        .Select(r =>
            $"{r.GetProperty("month")} {Number(r, "inflow")} {Number(r, "outflow")} {Number(r, "clientsInCare")}");

    private async Task<IReadOnlyList<JsonElement>> Rows(string token, string query) =>
        [.. (await service.Get(token, $"/v1/kpis?{query}")).GetProperty("rows").EnumerateArray()];

    private static long Number(JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
