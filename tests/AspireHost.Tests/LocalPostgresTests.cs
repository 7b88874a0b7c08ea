using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Jeugdregio.LocalEngine;
using Npgsql;

namespace Jeugdregio.AspireHost.Tests;

[Trait("needs", "database")]
public sealed class LocalPostgresTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_survives_a_kill_of_the_server_and_a_restart()
    {
        using var folder = new TemporaryDirectory();
        await using var postgres = new LocalPostgres(new(folder.Path) { Fast = true });
        await postgres.StartAsync(Stop);
        await postgres.CreateDatabaseAsync("tendering", Stop);
        await postgres.CreateDatabaseAsync("tendering", Stop);
        var connection = postgres.ConnectionString("tendering");
        await Execute(connection, "create table kept (number integer); insert into kept values (42)");

        var pidFile = Path.Combine(folder.Path, "run", "postgres.pid");
        Assert.Equal(postgres.ProcessId, int.Parse(await File.ReadAllTextAsync(pidFile, Stop), CultureInfo.InvariantCulture));
        postgres.Kill();
        Assert.Equal(137, await postgres.Exited);
        await postgres.StartAsync(Stop);

        Assert.Equal(42, await Execute(connection, "select number from kept"));
        await postgres.StopAsync();
        Assert.False(File.Exists(pidFile));
        await postgres.StartAsync(Stop);
        Assert.Equal(42, await Execute(connection, "select number from kept"));
    }

    [Fact]
    public async Task It_is_durable_unless_asked_otherwise_and_listens_on_this_machine_only()
    {
        using var folder = new TemporaryDirectory();
        await using var postgres = new LocalPostgres(new(folder.Path));
        await postgres.StartAsync(Stop);

        Assert.Equal("on", await Execute(postgres.ConnectionString(), "show fsync"));
        Assert.Equal("on", await Execute(postgres.ConnectionString(), "show synchronous_commit"));
        Assert.Equal("127.0.0.1", await Execute(postgres.ConnectionString(), "show listen_addresses"));
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString()) { Password = "x" }.ConnectionString;
        await Assert.ThrowsAsync<PostgresException>(() => Execute(wrong, "select 1"));
        var secret = File.GetUnixFileMode(Path.Combine(folder.Path, "secrets", "postgres"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, secret);
    }

    [Fact]
    public async Task A_server_left_behind_is_ended_at_the_next_start()
    {
        using var folder = new TemporaryDirectory();
        await using var first = new LocalPostgres(new(folder.Path) { Fast = true });
        await first.StartAsync(Stop);
        await using var second = new LocalPostgres(new(folder.Path) { Fast = true });
        await second.StartAsync(Stop);

        await first.Exited.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(1, await Execute(second.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_resource_and_the_way_out()
    {
        using var folder = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var postgres = new LocalPostgres(new(folder.Path) { Port = port });

        var refused = await Assert.ThrowsAsync<PortTakenException>(() => postgres.StartAsync(Stop));

        Assert.Equal(port, refused.Port);
        Assert.Contains($"Port {port}, needed by postgres", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--port", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<object?> Execute(string connectionString, string sql)
    {
        var plain = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(plain);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop);
    }
}
