using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.TestSupport;
using Npgsql;

namespace Jeugdregio.SystemTests;

/// <summary>F5: the publisher runs first, alone, on an empty broker; its subscribers have never run and come later.</summary>
[Trait("needs", "platform"), Trait("fault", "F5"), Trait("invariant", "I4")]
public sealed class ColdStartTests : IAsyncLifetime
{
    private const int Events = 50;
    private readonly Servers _servers = new();
    private readonly List<Process> _running = [];

    [Fact]
    public async Task A_publisher_that_starts_before_its_subscribers_have_ever_run_loses_nothing()
    {
        var tendering = await _servers.NewDatabase("tendering");
        var contracting = await _servers.NewDatabase("contracting");
        await Run("tendering", tendering, "migrate");
        await Start("tendering", tendering);
        await using (var outbox = new NpgsqlConnection(tendering))
        {
            await outbox.OpenAsync();
            for (var i = 0; i < Events; i++)
                await outbox.ExecuteAsync(
                    """
                    insert into outbox (message_id, stream, type, body) values (gen_random_uuid(), @stream, @type, @body::jsonb);
                    select pg_notify('outbox', '')
                    """, new { stream = $"lot-{i}", type = typeof(LotAwarded).FullName, body = JsonSerializer.Serialize(Award(), JsonSerializerOptions.Web) });
            // confirmed by the broker, with nobody there to receive them
            await Wait.Until(async () => await outbox.ExecuteScalarAsync<long>("select count(*) from outbox where published_at is null") == 0);
        }
        await Run("contracting", contracting, "migrate");
        await Start("contracting", contracting);
        await using var agreements = new NpgsqlConnection(contracting);
        await agreements.OpenAsync();
        await Wait.Until(async () => await agreements.ExecuteScalarAsync<long>("select count(*) from agreement") == Events);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        await _servers.DisposeAsync();
    }

    private static LotAwarded Award() => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "01000001", "B", "2+1+1+1", ["0439"],
        [new("45A48", "84", 65_000)], new(2027, 1, 1), TimeProvider.System.GetUtcNow());

    private async Task Run(string service, string database, string verb)
    {
        using var process = Process.Start(await Info(service, database, verb))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task Start(string service, string database) => _running.Add(Process.Start(await Info(service, database))!);

    private async Task<ProcessStartInfo> Info(string service, string database, params string[] verbs)
    {
        var name = char.ToUpperInvariant(service[0]) + service[1..];
        var info = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = verbs.Length > 0,
            Environment =
            {
                [$"ConnectionStrings__{service}"] = database,
                ["ConnectionStrings__messaging"] = await _servers.RabbitMq(),
                ["ASPNETCORE_URLS"] = "http://localhost:0",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Auth__Authority"] = "http://localhost:1",
                ["Region__File"] = Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"),
            },
        };
        info.ArgumentList.Add(RunningPlatform.Program($"services/{name}", name));
        foreach (var verb in verbs) info.ArgumentList.Add(verb);
        return info;
    }
}
