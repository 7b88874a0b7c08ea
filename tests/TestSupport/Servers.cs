using Jeugdregio.LocalEngine;
using Npgsql;

namespace Jeugdregio.TestSupport;

/// <summary>
/// A real PostgreSQL and a real RabbitMQ for a test run. The environment comes first (JEUGDREGIO_TEST_POSTGRES, an Npgsql
/// connection string of a superuser, and JEUGDREGIO_TEST_RABBITMQ, an amqp address; blank counts as unset), so that a build
/// server can bring its own; otherwise private ones are started and ended with the run.
/// </summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly string _directory = TemporaryDirectory.Create("test");
    private LocalPostgres? _postgres;
    private LocalRabbitMq? _rabbit;
    private string? _postgresAddress;
    private string? _rabbitAddress;

    public async Task<string> Postgres()
    {
        if (_postgresAddress is not null) return _postgresAddress;
        if (Environment.GetEnvironmentVariable("JEUGDREGIO_TEST_POSTGRES") is { Length: > 0 } given) return _postgresAddress = given;
        _postgres = new LocalPostgres(new(Path.Combine(_directory, "pg")) { Fast = true });
        await _postgres.StartAsync();
        return _postgresAddress = _postgres.ConnectionString();
    }

    public async Task<string> RabbitMq()
    {
        if (_rabbitAddress is not null) return _rabbitAddress;
        if (Environment.GetEnvironmentVariable("JEUGDREGIO_TEST_RABBITMQ") is { Length: > 0 } given) return _rabbitAddress = given;
        _rabbit = new LocalRabbitMq(new(Path.Combine(_directory, "mq")));
        await _rabbit.StartAsync();
        return _rabbitAddress = _rabbit.ConnectionString;
    }

    /// <summary>Creates an empty database with a name of its own and gives its connection string.</summary>
    public async Task<string> NewDatabase(string prefix)
    {
        var server = await Postgres();
        var name = $"{prefix}_{Guid.NewGuid():N}"[..Math.Min(60, prefix.Length + 13)];
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_rabbit is not null) await _rabbit.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a leftover in the temporary directory harms nobody
        }
    }
}
