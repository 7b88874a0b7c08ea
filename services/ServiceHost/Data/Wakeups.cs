using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>
/// One LISTEN connection for the whole service. A notification wakes whoever waits for its channel; who waits also looks
/// again by itself after a while, so a lost notification costs time, never work.
/// </summary>
/// <remarks>
/// Notifications are sent after the commit, together, from a connection of their own: PostgreSQL lets only one
/// transaction at a time commit that notifies, so that from within they would make all commits wait in line.
/// </remarks>
public sealed class Wakeups(NpgsqlDataSource source, ILogger<Wakeups> log) : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    /// <summary>The task that the next notification on <paramref name="channel"/> completes.</summary>
    /// <remarks>Take it before looking for work, await it (and a time-out) after finding none: nothing slips between.</remarks>
    public Task Signal(string channel) =>
        _waiting.GetOrAdd(channel, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes who waits for the channel: here at once, in the service's other processes a moment later.</summary>
    internal void Tell(string channel)
    {
        Wake(channel);
        _told.Writer.TryWrite(channel);
    }

    private void Wake(string channel)
    {
        if (_waiting.TryRemove(channel, out var waiting)) waiting.TrySetResult();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Keep(Listen, stoppingToken), Keep(TellOthers, stoppingToken));

    private async Task Listen(NpgsqlConnection connection, CancellationToken stop)
    {
        connection.Notification += (_, e) => Wake(e.Channel);
        await using (var listen = new NpgsqlCommand("listen outbox; listen work; listen clock", connection))
            await listen.ExecuteNonQueryAsync(stop);
        while (true) await connection.WaitAsync(stop);
    }

    private async Task TellOthers(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var notify = new NpgsqlCommand("select pg_notify(told, '') from unnest($1) as told", connection);
        var channels = new NpgsqlParameter<string[]>();
        notify.Parameters.Add(channels);
        while (true)
        {
            HashSet<string> told = [await _told.Reader.ReadAsync(stop)];
            await Task.Delay(Gather, stop);
            while (_told.Reader.TryRead(out var channel)) told.Add(channel);
            channels.TypedValue = [.. told];
            await notify.ExecuteNonQueryAsync(stop);
        }
    }

    private async Task Keep(Func<NpgsqlConnection, CancellationToken, Task> use, CancellationToken stop)
    {
        var isLost = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop);
                isLost = false;
                await use(connection, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                if (!isLost)
                    log.LogWarning(
                        "Lost the notification connection ({Reason}); polling until it is back.", e.GetType().Name);
                isLost = true;
                await Task.Delay(Patience, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

/// <summary>
/// Work that waits in rows (something received, something due): done one transaction at a time until there is none, then
/// again at the next notification on <c>work</c> or <c>clock</c>, or after five seconds.
/// </summary>
/// <param name="services">Gives each piece of work its scope.</param>
/// <param name="wakeups">Tells when there is work again.</param>
/// <param name="log">Hears of what failed.</param>
/// <param name="workers">How many pieces are done at the same moment.</param>
public abstract class Sweep(IServiceProvider services, Wakeups wakeups, ILogger log, int workers = 1)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>Takes one piece of work (<c>for update skip locked</c>) and does it in the open transaction.</summary>
    /// <returns>False when there was none.</returns>
    protected abstract Task<bool> DoOne(IServiceProvider scope, UnitOfWork work, CancellationToken stop);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Work(stoppingToken)));

    /// <summary>After a failure, in a transaction of its own: puts the piece of work aside.</summary>
    /// <returns>True when it is out of the way, so that the next piece need not wait.</returns>
    protected virtual Task<bool> PutAside(Exception failure, UnitOfWork work, CancellationToken stop) =>
        Task.FromResult(false);

    private async Task Work(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var (work, clock) = (wakeups.Signal("work"), wakeups.Signal("clock"));
                while (await Once(stop)) failures = 0;
                await Task.WhenAny(work, clock, Task.Delay(Poll, stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // a sweep never ends the service: it says what happened and tries again
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (services.GetService<StoreState>()?.Missed(e) is not true)
                    log.LogError(e, "{Sweep} failed; trying again.", GetType().Name);
                // told to stop meanwhile, it stops: that is no failure of the service
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5_000, 100 << Math.Min(failures++, 6))), stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> Once(CancellationToken stop)
    {
        try
        {
            return await InTransaction(DoOne, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!await InTransaction((_, work, _) => PutAside(e, work, stop), stop)) throw;
            log.LogError(e, "{Sweep} failed at one piece of work; it is put aside.", GetType().Name);
            return true;
        }
    }

    private async Task<bool> InTransaction(Func<IServiceProvider, UnitOfWork, CancellationToken, Task<bool>> act, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.Begin(stop);
        var done = await act(scope.ServiceProvider, work, stop);
        await work.Commit(stop);
        return done;
    }
}
