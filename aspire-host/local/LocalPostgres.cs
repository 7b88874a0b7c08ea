using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Jeugdregio.LocalEngine;

/// <summary>How to run a private PostgreSQL cluster.</summary>
/// <param name="DataDirectory">Everything it keeps lives under this directory; the same directory is the same cluster.</param>
public sealed record LocalPostgresOptions(string DataDirectory)
{
    /// <summary>TCP port on 127.0.0.1; 0 chooses a free one at each start.</summary>
    public int Port { get; init; }

    /// <summary>For tests only: no fsync, so a crash of the machine may lose the cluster. A kill -9 loses nothing.</summary>
    public bool Fast { get; init; }

    /// <summary>Names the pid file, the log file and the resource in messages.</summary>
    public string Name { get; init; } = "postgres";

    internal Action<string>? Echo { get; init; }
}

/// <summary>
/// A private PostgreSQL (15 or later) from the programs installed on this machine: own cluster, own port on 127.0.0.1,
/// own superuser password. As root the server runs as user <c>postgres</c>, since it refuses to run as root.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const int OldestMajor = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly LocalPostgresOptions options;
    private readonly DataDirectory data;
    private readonly PidFile pid;
    private LogFile? log;
    private ChildProcess? server;
    private string? password;

    /// <summary>Nothing is started yet.</summary>
    public LocalPostgres(LocalPostgresOptions options)
    {
        this.options = options;
        data = new DataDirectory(options.DataDirectory) { Echo = options.Echo };
        pid = data.Pid(options.Name);
        Port = options.Port;
    }

    /// <summary>The port on 127.0.0.1; known after <see cref="StartAsync"/> when it was to be chosen.</summary>
    public int Port { get; private set; }

    /// <summary>Process id of the postmaster while it runs; also in <c>run/&lt;name&gt;.pid</c>.</summary>
    public int? ProcessId => server is { HasExited: false } running ? running.Id : null;

    /// <summary>Completes with the exit code when the server that was started last has ended, for whatever reason.</summary>
    public Task<int> Exited => server?.Exited ?? Task.FromResult(0);

    /// <summary>Npgsql connection string for a database of this cluster, as superuser. Holds a password: never print it.</summary>
    public string ConnectionString(string database = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = Superuser,
        Password = password ?? throw new InvalidOperationException($"{options.Name} has not been started."),
        Database = database,
    }.ConnectionString;

    /// <summary>
    /// Makes the cluster when there is none, starts it, and returns when it answers. Ends a server that an earlier
    /// process left behind in this directory. May be called again after <see cref="Kill"/> or <see cref="StopAsync"/>.
    /// </summary>
    /// <exception cref="PortTakenException">Another program has the port.</exception>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; says why.</exception>
    public async Task StartAsync(CancellationToken stop = default)
    {
        if (ProcessId is not null)
            return;
        await pid.EndStaleAsync(Signals.Interrupt, TimeSpan.FromSeconds(20), stop);
        if (Port == 0)
            Port = Ports.Free();
        // started again, a child of the server that was killed may have the port for a moment: Launch tries again
        if (server is null)
            Ports.Demand(Port, options.Name);

        log ??= data.Log(options.Name);
        password = data.Password(options.Name);
        var cluster = await ClusterDirectory(stop);
        var bin = FindPrograms(ClusterMajor(cluster));
        if (ClusterMajor(cluster) is null)
            await MakeCluster(bin, cluster, stop);
        await Launch(bin, cluster, stop);
    }

    /// <summary>Creates a database when it is not there yet.</summary>
    /// <param name="name">Lower-case letters, digits and underscores.</param>
    /// <param name="stop">Ends the attempt.</param>
    public async Task CreateDatabaseAsync(string name, CancellationToken stop = default)
    {
        if (name.Length is 0 or > 63 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"'{name}' is no database name: lower-case letters, digits, underscores.", nameof(name));
        await using var connection = new NpgsqlConnection(Unpooled(ConnectionString()));
        await connection.OpenAsync(stop);
        try
        {
            await using var create = new NpgsqlCommand($"create database \"{name}\"", connection);
            await create.ExecuteNonQueryAsync(stop);
        }
        catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase)
        {
            // made at an earlier start
        }
    }

    /// <summary>Fast shutdown: open transactions are rolled back, everything committed is written.</summary>
    public async Task StopAsync()
    {
        if (server is not null)
            await server.StopAsync(Signals.Interrupt, TimeSpan.FromSeconds(20));
        pid.Clear();
    }

    /// <summary>kill -9 of the postmaster, as a crash; <see cref="StartAsync"/> brings it back.</summary>
    public void Kill() => server?.Kill();

    /// <summary>Stops the server; the data stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        log?.Dispose();
    }

    private static string Unpooled(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Timeout = 5 }.ConnectionString;

    private async Task Launch(string bin, string cluster, CancellationToken stop)
    {
        // a server whose predecessor was killed waits for that one's backends to notice, hence more than one attempt
        for (var attempt = 1; ; attempt++)
        {
            server = await ChildProcess.StartAsync(new ChildSpec(options.Name, Path.Combine(bin, "postgres"), Settings(cluster))
            {
                User = ServerUser,
                WorkingDirectory = cluster,
                DeathSignal = "INT",
                Output = log!.Write,
                Environment = PlainEnvironment,
            });
            pid.Write(server.Id);
            if (await Answers(stop))
                return;
            if (attempt == 5)
            {
                throw new InvalidOperationException(
                    $"{options.Name} does not start; its last lines ({log.Path}):\n{log.Tail}");
            }
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
        }
    }

    private List<string> Settings(string cluster)
    {
        // the path of a unix socket may have 107 bytes; a cluster in a deeper directory has TCP only
        var socket = Encoding.UTF8.GetByteCount($"{cluster}/.s.PGSQL.{Port}") <= 107 ? cluster : "";
        List<(string Name, string Value)> settings =
        [
            ("listen_addresses", "127.0.0.1"),
            ("port", Port.ToString(CultureInfo.InvariantCulture)),
            ("unix_socket_directories", socket),
            ("max_connections", "300"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("log_line_prefix", "%m [%p] "),
            ("password_encryption", "scram-sha-256"),
        ];
        if (options.Fast)
        {
            settings.AddRange(
            [
                ("fsync", "off"), ("full_page_writes", "off"),
                ("wal_level", "minimal"), ("max_wal_senders", "0"), ("autovacuum_naptime", "5min"),
            ]);
        }
        else
        {
            settings.AddRange(
            [
                ("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"),
                // room for a month's files before the next checkpoint
                ("shared_buffers", "512MB"), ("max_wal_size", "4GB"), ("wal_compression", "on"),
            ]);
        }
        return ["-D", cluster, .. settings.SelectMany(setting => new[] { "-c", $"{setting.Name}={setting.Value}" })];
    }

    private async Task<bool> Answers(CancellationToken stop)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (server is { HasExited: false } && clock.GetElapsedTime(began) < Patience)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Unpooled(ConnectionString()));
                await connection.OpenAsync(stop);
                return true;
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword)
            {
                await StopAsync();
                throw new InvalidOperationException(
                    $"The cluster in {data.Root} was made with another password than the one in its secrets directory. "
                    + "Put that file back, or start with --fresh.", refused);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, stop);
            }
        }
        return false;
    }

    private async Task MakeCluster(string bin, string cluster, CancellationToken stop)
    {
        // made beside its place and moved there, so that a cluster is whole or absent
        var fresh = cluster + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        Directory.CreateDirectory(fresh, Private);
        var passwordFile = fresh + ".password";
        DataDirectory.WritePrivate(passwordFile, password!);
        try
        {
            await Own(fresh, stop);
            await Own(passwordFile, stop);
            List<string> arguments =
            [
                "-D", fresh, "-U", Superuser, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C.UTF-8", "--lc-collate=C", "--no-instructions",
            ];
            if (options.Fast)
                arguments.Add("--no-sync");
            var (code, text) = await ChildProcess.RunAsync(
                new ChildSpec("initdb", Path.Combine(bin, "initdb"), arguments)
                {
                    User = ServerUser,
                    Environment = PlainEnvironment,
                },
                stop);
            if (code != 0)
                throw new InvalidOperationException($"initdb for {options.Name} failed:\n{text}");
            // the place exists already, empty, so that rights on it could be tried
            Directory.Delete(cluster);
            Directory.Move(fresh, cluster);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static UnixFileMode Private => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static string? ServerUser => Signals.IsRoot ? Superuser : null;

    private static Dictionary<string, string?> PlainEnvironment => new()
    {
        // a setting of the person's own PostgreSQL must not reach this one
        ["PGDATA"] = null,
        ["PGPORT"] = null,
        ["PGHOST"] = null,
        ["PGUSER"] = null,
        ["PGPASSWORD"] = null,
        ["PGOPTIONS"] = null,
        ["LC_ALL"] = "C.UTF-8",
    };

    /// <summary>
    /// The cluster's directory. As root the data directory may lie where user postgres cannot come (under /root);
    /// then the cluster lies in /var/tmp and the data directory has a link to it.
    /// </summary>
    private async Task<string> ClusterDirectory(CancellationToken stop)
    {
        var place = data.In(options.Name);
        if (ServerUser is null)
        {
            Directory.CreateDirectory(place, Private);
            return place;
        }
        if (new DirectoryInfo(place).LinkTarget is { } target && Directory.Exists(target))
            return target;
        Directory.CreateDirectory(place, Private);
        await Own(place, stop);
        var (code, _) = await ChildProcess.RunAsync(
            new ChildSpec("test", "test", ["-w", place]) { User = ServerUser }, stop);
        if (code == 0)
            return place;
        var elsewhere = $"/var/tmp/jeugdregio-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..12]}";
        Directory.Delete(place);
        SweepElsewhere();
        Directory.CreateDirectory(elsewhere);
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "belongs-to"), place, stop);
        var cluster = Path.Combine(elsewhere, options.Name);
        Directory.CreateDirectory(cluster, Private);
        await Own(elsewhere, stop);
        await Own(cluster, stop);
        File.CreateSymbolicLink(place, cluster);
        return cluster;
    }

    /// <summary>Clusters in /var/tmp whose data directory is gone, as that of a test is after it.</summary>
    private static void SweepElsewhere()
    {
        foreach (var folder in Directory.EnumerateDirectories("/var/tmp", "jeugdregio-*"))
        {
            var note = Path.Combine(folder, "belongs-to");
            if (File.Exists(note) && Path.GetDirectoryName(File.ReadAllText(note)) is { } owner && !Directory.Exists(owner)
                && Directory.EnumerateFiles(folder, "postmaster.pid", SearchOption.AllDirectories).FirstOrDefault() is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task Own(string path, CancellationToken stop)
    {
        if (ServerUser is null)
            return;
        var (code, text) = await ChildProcess.RunAsync(new ChildSpec("chown", "chown", [$"{Superuser}:", path]), stop);
        if (code != 0)
            throw new InvalidOperationException($"Cannot give {path} to user {Superuser}: {text}");
    }

    private static int? ClusterMajor(string cluster)
    {
        var version = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(version) ? int.Parse(File.ReadAllText(version), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The directory of PostgreSQL's programs: those of the cluster's own version, else the newest.</summary>
    private static string FindPrograms(int? major)
    {
        var found = Installed().Where(bin => File.Exists(Path.Combine(bin.Path, "initdb"))).ToList();
        var fitting = found.Where(bin => major is null ? bin.Major >= OldestMajor : bin.Major == major)
            .OrderByDescending(bin => bin.Major)
            .FirstOrDefault();
        if (fitting.Path is not null)
            return fitting.Path;
        throw new InvalidOperationException(major is null
            ? $"PostgreSQL {OldestMajor} or later is not installed (looked for initdb in /usr/lib/postgresql/*/bin, "
                + "/usr/pgsql-*/bin and along PATH). Debian or Ubuntu: apt-get install postgresql. "
                + "Elsewhere: name its bin directory in JEUGDREGIO_POSTGRES_BIN."
            : $"The data directory was made by PostgreSQL {major}, which is no longer installed. "
                + "Install that version, or start with --fresh to begin with empty databases.");
    }

    private static IEnumerable<(int Major, string Path)> Installed()
    {
        if (Environment.GetEnvironmentVariable("JEUGDREGIO_POSTGRES_BIN") is { Length: > 0 } named)
            yield return (VersionOf(named), named);
        foreach (var (root, prefix) in new[] { ("/usr/lib/postgresql", ""), ("/usr", "pgsql-") })
        {
            if (!Directory.Exists(root))
                continue;
            foreach (var folder in Directory.EnumerateDirectories(root, prefix + "*"))
            {
                var number = Path.GetFileName(folder)[prefix.Length..];
                if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var major))
                    yield return (major, Path.Combine(folder, "bin"));
            }
        }
        if (Tools.Find("initdb") is { } onPath && Path.GetDirectoryName(onPath) is { } directory)
            yield return (VersionOf(directory), directory);
    }

    /// <summary>Major version of the programs in a directory, by the one file of theirs that names it.</summary>
    private static int VersionOf(string bin)
    {
        using var ask = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            Path.Combine(bin, "postgres"), ["--version"]) { RedirectStandardOutput = true });
        var words = ask?.StandardOutput.ReadToEnd().Split(' ') ?? [];
        var number = words.Length > 2 ? words[2].Split('.')[0].Trim() : "";
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
