using System.Text;
using Dapper;
using Jeugdregio.Story;
using Jeugdregio.TestSupport;

namespace Jeugdregio.SystemTests;

[CollectionDefinition]
public sealed class PlatformCollection : ICollectionFixture<RunningPlatform>;

[Collection(typeof(PlatformCollection)), Trait("needs", "platform")]
public sealed class StoryTests(RunningPlatform platform)
{
    [Fact, Trait("invariant", "I2"), Trait("invariant", "I11")]
    public async Task The_story_can_be_told_again_and_again_and_tells_nobody_who_the_child_is()
    {
        using var client = platform.Client();
        for (var time = 0; time < 2; time++)
        {
            using var told = new StringWriter();
            Assert.True(await new StoryTeller(client, told).Tell(), told.ToString());
        }
        await OneTraceFromTheGatewayToTheLastConsumer();
        await Canaries(client);
    }

    /// <summary>What went in as BSN, name and token came out nowhere: not in logs, traces, metrics, events, decisions or problems.</summary>
    private async Task Canaries(Platform client)
    {
        Assert.NotEmpty(Child.Planted);
        string[] canaries = [.. Child.Planted, .. client.Tokens.SelectMany(t => new[] { t, t.Split('.')[2] })];
        var places = new List<(string Place, string Text)>();
        foreach (var file in Directory.EnumerateFiles(platform.Logs, "*", SearchOption.AllDirectories))
            places.Add((Path.GetFileName(file), await File.ReadAllTextAsync(file)));
        places.AddRange(platform.Telemetry.Received.Select(r => ($"otlp {r.Signal}", Encoding.UTF8.GetString(r.Bytes))));
        places.AddRange(client.Problems.Select(p => ("problem", p)));
        using var http = new HttpClient();
        places.Add(("metrics of the gateway", (await client.Quietly("operations", "/metrics")).Body));
        foreach (var port in Enumerable.Range(platform.Port + 10, 5))
            places.Add(($"metrics {port}", await http.GetStringAsync(new Uri($"http://localhost:{port}/metrics"))));
        foreach (var service in (string[])["tendering", "contracting", "referrals", "billing", "monitoring"])
        {
            await using var database = await platform.Database(service);
            places.AddRange((await database.QueryAsync<string>("select body from outbox")).Select(b => ($"{service} event", b)));
            places.AddRange((await database.QueryAsync<string>("select input::text || outcome::text from decision")).Select(b => ($"{service} decision", b)));
        }
        Assert.True(places.Count > 100, "There was little to search.");
        var hits = places.SelectMany(p => canaries.Where(c => p.Text.Contains(c, StringComparison.Ordinal)).Select(c => $"{p.Place}: {c[..5]}…"))
            .Distinct().ToList();
        Assert.True(hits.Count == 0, string.Join("\n", hits));
    }

    private async Task OneTraceFromTheGatewayToTheLastConsumer()
    {
        // a trace id of an event that Billing told must be among the spans of the gateway and of Monitoring
        await using var billing = await platform.Database("billing");
        var parents = (await billing.QueryAsync<string>("select trace_parent from outbox where trace_parent is not null")).ToList();
        Assert.NotEmpty(parents);
        await using var referrals = await platform.Database("referrals");
        var asked = (await referrals.QueryAsync<string>(
            "select trace_parent from outbox where type like '%AllocationMade' and trace_parent is not null")).ToList();
        Assert.NotEmpty(asked);
        var traceId = Convert.FromHexString(asked[0].Split('-')[1]);
        await Wait.Until(() =>
        {
            var services = platform.Telemetry.Received.Where(r => r.Signal == "traces" && r.Bytes.AsSpan().IndexOf(traceId) >= 0)
                .Select(r => Encoding.UTF8.GetString(r.Bytes)).ToList();
            return Task.FromResult(((string[])["gateway", "referrals", "contracting", "billing", "monitoring"])
                .All(s => services.Any(t => t.Contains(s, StringComparison.Ordinal))));
        }, "The decision to allocate is not one trace from gateway through Contracting (gRPC) to Billing and Monitoring (events).");
    }
}
