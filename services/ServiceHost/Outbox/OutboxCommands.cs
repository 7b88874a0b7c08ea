using Dapper;
using Npgsql;

namespace Jeugdregio.ServiceHost.Outbox;

/// <summary>The verbs <c>outbox list</c> and <c>outbox replay</c>: dead rows, seen and sent again.</summary>
internal static class OutboxCommands
{
    internal static async Task<int> List(NpgsqlDataSource source, TextWriter output)
    {
        await using var connection = await source.OpenConnectionAsync();
        var rows = await connection.QueryAsync<(long Id, string Type, string Stream, int Attempts, string? Error, bool Dead)>(
            """
            select id, type, stream, attempts, last_error, dead_at is not null
            from outbox where published_at is null order by id limit 1000
            """);
        foreach (var row in rows)
            await output.WriteLineAsync(
                $"{row.Id}\t{(row.Dead ? "dead" : "pending")}\t{row.Type}\t{row.Stream}\tattempts {row.Attempts}\t{row.Error}");
        return 0;
    }

    internal static async Task<int> Replay(NpgsqlDataSource source, TextWriter output)
    {
        await using var connection = await source.OpenConnectionAsync();
        var replayed = await connection.ExecuteAsync(
            """
            update outbox set dead_at = null, attempts = 0, next_attempt_at = '-infinity'
            where published_at is null and dead_at is not null
            """);
        await connection.ExecuteAsync("select pg_notify('outbox', '')");
        await output.WriteLineAsync($"{replayed} events will be published again.");
        return 0;
    }
}
