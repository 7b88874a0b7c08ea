using System.Reflection;
using System.Security.Cryptography;
using Jeugdregio.LocalEngine;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Jeugdregio.Chaos.Running;

/// <summary>Who can be killed.</summary>
internal enum Victim
{
    Billing,
    Postgres,
    Messaging,
}

/// <summary>
/// Billing in its own process, with a PostgreSQL and a RabbitMQ of its own, all with normal durability; each can be
/// killed and comes back. It is 10 November 2026 there.
/// </summary>
internal sealed class ChaosPlatform : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigContinue = 18;

    private static readonly DateTimeOffset Begin = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("jeugdregio-chaos-").FullName;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly int _port = Ports.FreeRow(6);
    private readonly Dictionary<Victim, SemaphoreSlim> _one =
        Enum.GetValues<Victim>().ToDictionary(victim => victim, _ => new SemaphoreSlim(1, 1));
    private readonly LocalPostgres _postgres;
    private readonly LocalRabbitMq _messaging;
    private readonly TokenIssuer _issuer;
    private readonly ClientKeys _clientKeys;
    private StreamWriter? _said;
    private int? _held;
    private Restarted? _billing;

    private ChaosPlatform()
    {
        // user postgres has to come by
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
        _issuer = new($"http://127.0.0.1:{_port + 1}");
        _postgres = new(new(Path.Combine(_folder, "postgres")) { Port = _port + 2 });
        _messaging = new(new(Path.Combine(_folder, "messaging"))
        {
            Port = _port + 3, DistributionPort = _port + 4, PortMapperPort = _port + 5,
        });
        _clientKeys = new(Convert.FromBase64String(_key));
        Vault = new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Keys:Messages:Current"] = "k1", ["Keys:Messages:k1"] = _key,
        }).Build());
    }

    /// <summary>Opens what Billing has sealed.</summary>
    internal Vault Vault { get; }

    /// <summary>Billing's address.</summary>
    internal Uri Address => new($"http://127.0.0.1:{_port}");

    internal TokenIssuer Issuer => _issuer;

    internal string Broker => _messaging.ConnectionString;

    /// <summary>Where the log of Billing is, and the data.</summary>
    internal string Folder => _folder;

    /// <summary>Leaves the folder when this ends, for whoever wants to look.</summary>
    internal bool KeepFolder { get; set; }

    internal static async Task<ChaosPlatform> Start()
    {
        var platform = new ChaosPlatform();
        try
        {
            await platform.StartAll();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>The pseudonym of a BSN; empty for what is none.</summary>
    internal string KeyOf(string bsn) => Bsn.TryParse(bsn, out var parsed) ? _clientKeys.Of(parsed).ToString() : "";

    /// <summary>An open connection to Billing's database, of nobody else.</summary>
    internal async Task<NpgsqlConnection> Database()
    {
        var connection = new NpgsqlConnection(
            $"{_postgres.ConnectionString("billing")};Pooling=false;Command Timeout=300");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>kill -9; after the pause it is started again. Returns when that is done.</summary>
    /// <returns>False when there was nobody to kill: it is just being started again.</returns>
    internal async Task<bool> Kill(Victim victim, TimeSpan pause)
    {
        await _one[victim].WaitAsync();
        try
        {
            switch (victim)
            {
                case Victim.Billing:
                    return _billing!.Kill(pause);
                case Victim.Postgres:
                    _postgres.Kill();
                    await _postgres.Exited;
                    EndHeld();
                    await Task.Delay(pause, TimeProvider.System);
                    await _postgres.StartAsync();
                    return true;
                default:
                    _messaging.Kill();
                    await _messaging.Exited;
                    await Task.Delay(pause, TimeProvider.System);
                    await _messaging.StartAsync();
                    return true;
            }
        }
        finally
        {
            _one[victim].Release();
        }
    }

    /// <summary>
    /// Stops a process of the server without ending it, until the server is killed or <see cref="LetGo"/>.
    /// </summary>
    internal void Hold(int process)
    {
        _held = process;
        Signals.Send(process, SigStop);
    }

    /// <summary>Lets it go on, if it is still there.</summary>
    internal void LetGo()
    {
        if (_held is { } held) Signals.Send(held, SigContinue);
        _held = null;
    }

    /// <summary>Waits until Billing says that it and what it needs are there.</summary>
    internal async Task Ready()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 0; attempt < 1_200; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // not there yet
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        throw new InvalidOperationException($"Billing does not become ready; its log is in {_folder}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_billing is not null) await _billing.DisposeAsync();
        await _messaging.DisposeAsync();
        await _postgres.DisposeAsync();
        await _issuer.DisposeAsync();
        if (_said is not null) await _said.DisposeAsync();
        foreach (var one in _one.Values) one.Dispose();
        if (!KeepFolder) Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAll()
    {
        _said = new(Path.Combine(_folder, "billing.log")) { AutoFlush = true };
        await _issuer.Start();
        await Task.WhenAll(_postgres.StartAsync(), _messaging.StartAsync());
        await _postgres.CreateDatabaseAsync("billing");
        var (code, text) = await ChildProcess.RunAsync(Spec("migrate"), CancellationToken.None);
        if (code != 0) throw new InvalidOperationException($"Billing's migration failed:\n{text}");
        await using (var connection = await Database())
        await using (var clock = new NpgsqlCommand("insert into clock (shift_seconds) values ($1)", connection))
        {
            clock.Parameters.AddWithValue((long)(Begin - TimeProvider.System.GetUtcNow()).TotalSeconds);
            await clock.ExecuteNonQueryAsync();
        }
        _billing = new(Spec());
        _billing.Start();
        await Ready();
    }

    /// <summary>What stands still does not notice that its server is gone, and would keep a new one away.</summary>
    private void EndHeld()
    {
        if (_held is { } held) Signals.Send(held, Signals.Kill);
        _held = null;
    }

    private ChildSpec Spec(params string[] verb) => new("billing", "dotnet", [Program, .. verb])
    {
        Output = line =>
        {
            lock (_said!) _said.WriteLine(line);
        },
        Environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["ConnectionStrings__billing"] = _postgres.ConnectionString("billing"),
            ["ConnectionStrings__messaging"] = _messaging.ConnectionString,
            ["Auth__Authority"] = _issuer.Address,
            ["Auth__Audience"] = "jeugdregio",
            ["Region__File"] = Path.Combine(Setting("RepositoryRoot"), "deploy/regions/zaanstreek-waterland.json"),
            ["Clock__Movable"] = "true",
            // so that parts of long declarations are killed too
            ["Judging__LinesOfPart"] = "3",
            ["Keys__ClientKey"] = _key,
            ["Keys__Messages__Current"] = "k1",
            ["Keys__Messages__k1"] = _key,
        },
    };

    private static string Program => Path.Combine(
        Setting("RepositoryRoot"), "services/Billing/bin", Setting("Configuration"), "net10.0/Jeugdregio.Billing.dll");

    private static string Setting(string name) => typeof(ChaosPlatform).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;
}
