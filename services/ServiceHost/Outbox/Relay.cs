using System.Diagnostics;
using Dapper;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.ServiceHost.Outbox;

/// <summary>
/// The only publisher of a service. Takes pending outbox rows in batches, publishes each stream in order (streams side by
/// side), and marks a row published only after the broker has confirmed it. At least once; the inbox makes it once.
/// </summary>
/// <remarks>
/// One relay works per database (a session lock). A publish whose connection drops would wait for its confirm for ever,
/// so each has a time-out. An event nobody can receive yet comes back (Mandatory) and is retried. A row that this build
/// cannot read is dead: it and what follows in its stream wait for a person (<c>outbox list</c>, <c>outbox replay</c>).
/// </remarks>
public sealed class Relay(
    NpgsqlDataSource source, Wakeups wakeups, EventTypes events, IBus bus, Topology topology, RelayState state,
    TimeProvider clock, ILogger<Relay> log) : BackgroundService
{
    internal const int BatchSize = 500;
    private const int StreamsAtOnce = 128;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromSeconds(1);
    private static readonly ActivitySource Trace = new("Jeugdregio.Outbox");

    // hashtext('relay') would do; a constant can be looked up in pg_locks
    private const long SessionLock = 0x4A52_0001;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            try
            {
                await Lead(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the relay never ends the service: it says what happened and tries again
            catch (Exception e)
#pragma warning restore CA1031
            {
                // the same again at once is no news: what is away is still away
                if (e.GetType().Name != told || clock.GetElapsedTime(began) > Settled)
                    log.LogWarning("The outbox relay stopped ({Reason}) and starts again.", e.GetType().Name);
                told = e.GetType().Name;
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Lead(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        while (!await connection.ExecuteScalarAsync<bool>("select pg_try_advisory_lock(@SessionLock)", new { SessionLock }))
            await Task.Delay(Poll, stop);
        try
        {
            await topology.Declare(stop);
            var measured = 0L;
            while (true)
            {
                var wake = wakeups.Signal("outbox");
                var published = await Batch(connection, stop);
                // a count of what waits is for the gauges; under load it must not cost more than the batches themselves
                if (measured == 0 || clock.GetElapsedTime(measured) >= MeasureEvery)
                {
                    state.Measured(await Measure(connection, stop));
                    measured = clock.GetTimestamp();
                }
                if (published == 0) await Task.WhenAny(wake, Task.Delay(Poll, stop));
                stop.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            // the connection goes back to a pool: a session lock must not go with it
            if (connection.State == System.Data.ConnectionState.Open)
                await connection.ExecuteAsync("select pg_advisory_unlock(@SessionLock)", new { SessionLock });
        }
    }

    private async Task<int> Batch(NpgsqlConnection connection, CancellationToken stop)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select o.id, o.message_id, o.stream, o.type, o.body, o.trace_parent, o.attempts
            from outbox o
            where o.published_at is null and not exists (
                select 1 from outbox earlier
                where earlier.published_at is null and earlier.stream = o.stream and earlier.id <= o.id
                  and (earlier.dead_at is not null or earlier.next_attempt_at > now()))
            order by o.id
            limit @BatchSize
            """, new { BatchSize }, cancellationToken: stop))).AsList();
        if (rows.Count == 0) return 0;

        var results = new List<Result>(rows.Count);
        await Parallel.ForEachAsync(
            rows.GroupBy(r => r.Stream),
            new ParallelOptions { MaxDegreeOfParallelism = StreamsAtOnce, CancellationToken = stop },
            async (stream, _) =>
            {
                foreach (var row in stream)
                {
                    var result = await PublishOne(row, stop);
                    lock (results) results.Add(result);
                    if (result.Error is not null) break;
                }
            });
        await Record(connection, results, stop);
        return results.Count(r => r.Error is null);
    }

    private async Task<Result> PublishOne(Row row, CancellationToken stop)
    {
        if (events.Read(row.Type, row.Body) is not { } message)
            return new(row, "This build cannot read the event.", Dead: true);
        using var activity = Trace.StartActivity("outbox publish", ActivityKind.Internal, row.TraceParent);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(PublishTimeout);
        try
        {
            await bus.Publish(message, message.GetType(), context =>
            {
                context.MessageId = row.MessageId;
                context.Mandatory = true;
            }, timeout.Token).WaitAsync(PublishTimeout, stop);
            state.Confirmed(clock.GetUtcNow());
            return new(row, null, Dead: false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // whatever the reason: the row stays, the next attempt comes
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (row.Attempts is 0 or 10)
                log.LogWarning("Event {MessageId} was not confirmed ({Reason}); it stays in the outbox.", row.MessageId, e.GetType().Name);
            return new(row, e.GetType().Name, Dead: false);
        }
    }

    private static Task Record(NpgsqlConnection connection, List<Result> results, CancellationToken stop) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            update outbox set published_at = now(), last_error = null where id = any(@done);
            update outbox o
            set attempts = o.attempts + 1,
                last_error = f.error,
                dead_at = case when f.dead then now() end,
                next_attempt_at = now() + least(30, 0.2 * 2 ^ least(o.attempts, 10)) * interval '1 second'
            from unnest(@failed, @errors, @dead) as f(id, error, dead)
            where o.id = f.id
            """,
            new
            {
                done = results.Where(r => r.Error is null).Select(r => r.Row.Id).ToArray(),
                failed = results.Where(r => r.Error is not null).Select(r => r.Row.Id).ToArray(),
                errors = results.Where(r => r.Error is not null).Select(r => r.Error).ToArray(),
                dead = results.Where(r => r.Error is not null).Select(r => r.Dead).ToArray(),
            }, cancellationToken: stop));

    private static Task<OutboxSize> Measure(NpgsqlConnection connection, CancellationToken stop) =>
        connection.QuerySingleAsync<OutboxSize>(new CommandDefinition(
            """
            select count(*) as pending, count(dead_at) as dead,
                   coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest_seconds
            from (select created_at, dead_at from outbox where published_at is null limit 100000) o
            """, cancellationToken: stop));

    private sealed record Row(long Id, Guid MessageId, string Stream, string Type, string Body, string? TraceParent, int Attempts);

    private sealed record Result(Row Row, string? Error, bool Dead);
}

/// <summary>How much the outbox still has to tell.</summary>
/// <param name="Pending">Rows not published yet, dead ones included.</param>
/// <param name="Dead">Rows that wait for a person.</param>
/// <param name="OldestSeconds">Age of the oldest pending row.</param>
public sealed record OutboxSize(long Pending, long Dead, double OldestSeconds);
