using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.LocalEngine;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Outbox;
using Jeugdregio.ServiceHost.PersonalData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.Benchmarks.Month;

/// <summary>
/// Billing's judging as the service does it, on a PostgreSQL of its own with normal durability; no HTTP before it and
/// no relay behind it.
/// </summary>
internal sealed class MonthPlatform : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jeugdregio-month-").FullName;
    private LocalPostgres? _postgres;
    private IHost? _host;

    internal NpgsqlDataSource Data => _host!.Services.GetRequiredService<NpgsqlDataSource>();

    internal string BsnKey(string bsn) => Values.Bsn.TryParse(bsn, out var parsed)
        ? _host!.Services.GetRequiredService<ClientKeys>().Of(parsed).ToString()
        : throw new ArgumentException("No BSN.", nameof(bsn));

    internal TimeProvider Clock => _host!.Services.GetRequiredService<TimeProvider>();

    /// <summary>A folder for files, gone with the platform.</summary>
    internal string Files => Directory.CreateDirectory(Path.Combine(_folder, "files")).FullName;

    /// <summary>What the server has taken: the postmaster, its children that ended, and those that are there.</summary>
    internal TimeSpan DatabaseCpu()
    {
        var postmaster = Stat(_postgres!.ProcessId!.Value);
        var ticks = postmaster[11..15].Sum(long.Parse) + Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(folder => Stat(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)))
            .Where(stat => stat.Length > 15
                && int.Parse(stat[1], CultureInfo.InvariantCulture) == _postgres.ProcessId)
            .Sum(stat => stat[11..13].Sum(long.Parse));
        return TimeSpan.FromMilliseconds(10 * ticks);

        // of /proc/N/stat behind the name: state, parent, …, user and system ticks of its own and of its children
        static string[] Stat(int process)
        {
            try
            {
                var text = File.ReadAllText($"/proc/{process}/stat");
                return text[(text.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                // it ended meanwhile
                return [];
            }
        }
    }

    internal static async Task<MonthPlatform> Start()
    {
        var platform = new MonthPlatform();
        platform._postgres = new LocalPostgres(new(Path.Combine(platform._folder, "postgres")));
        await platform._postgres.StartAsync();
        await platform._postgres.CreateDatabaseAsync("billing");
        var connection = new NpgsqlConnectionStringBuilder(platform._postgres.ConnectionString("billing"))
        {
            CommandTimeout = 0,
        }.ConnectionString;
        new Database(
            connection, [typeof(Database).Assembly, typeof(MailboxStore).Assembly, typeof(JudgingSetup).Assembly])
            .Migrate();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var keys = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Keys:ClientKey"] = keys, ["Keys:Messages:Current"] = "k1", ["Keys:Messages:k1"] = keys,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole();
        builder.Services
            .AddSingleton<TimeProvider>(new ThirdOfNovember())
            .AddSingleton(Database.Source(connection).Build())
            .AddSingleton(new EventTypes([
                new(typeof(DeclarationLinesAccepted), []), new(typeof(DeclarationLinesRejected), []),
            ]))
            .AddSingleton<ClientKeys>().AddSingleton<Vault>()
            .AddSingleton(RegionFile.Load(
                Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json")))
            .AddSingleton<Wakeups>().AddHostedService(provider => provider.GetRequiredService<Wakeups>())
            .AddScoped<UnitOfWork>()
            .AddJudging()
            .AddMailbox(JudgingSetup.Mailbox with { Limits = new() { Bytes = int.MaxValue } });
        platform._host = builder.Build();
        await platform._host.StartAsync();
        return platform;
    }

    /// <summary>Tells Billing of contracts and allocations, in bulk.</summary>
    internal async Task Tell(IEnumerable<Tariff> tariffs, IEnumerable<Allocation> allocations)
    {
        foreach (var part in tariffs.Chunk(10_000))
            await Act((scope, stop) => scope.GetRequiredService<TariffStore>().Merge(part, stop));
        foreach (var part in allocations.Chunk(10_000))
            await Act((scope, stop) => scope.GetRequiredService<AllocationStore>().Merge(part, stop));
        await Execute("vacuum analyze");
        await Execute("checkpoint;");
    }

    /// <summary>Takes one file in, as the endpoint does: read, held against the rules, stored, committed.</summary>
    internal async Task<Guid> Receive(MonthFile file)
    {
        var bytes = await File.ReadAllBytesAsync(file.Path);
        var reading = IjwReader.Read(bytes, MessageKind.Jw323, new() { Bytes = int.MaxValue });
        if (reading.Verdict is not Verdict.Accepted)
            throw new InvalidOperationException($"{file.Path} is not right: {reading.Findings[0]}");
        var intake = _host!.Services.GetRequiredService<MessageIntake>();
        return (await intake.Receive(reading, bytes, "benchmark", default)).Id;
    }

    internal async Task<T> Ask<T>(string sql, object? parameters = null)
    {
        await using var connection = await Data.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<T>(new CommandDefinition(sql, parameters)))!;
    }

    internal async Task Execute(string sql)
    {
        await using var connection = await Data.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
        NpgsqlConnection.ClearAllPools();
        if (_postgres is not null) await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Act(Func<IServiceProvider, CancellationToken, Task> act)
    {
        await using var scope = _host!.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.Begin(default);
        await act(scope.ServiceProvider, default);
        await work.Commit(default);
    }

    /// <summary>The day on which a month's files come in, whenever this runs.</summary>
    private sealed class ThirdOfNovember : TimeProvider
    {
        private readonly DateTimeOffset _start = new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero);
        private readonly long _began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_began);
    }
}
