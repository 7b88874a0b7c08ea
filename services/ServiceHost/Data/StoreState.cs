using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>
/// Whether the database answers. Whoever meets that it does not says so here and not in the log: there it is one line
/// when it goes away and one when it is back. How often it was missed meanwhile is counted.
/// </summary>
public sealed class StoreState : BackgroundService
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Lock _one = new();
    private readonly Counter<long> _missed;
    private readonly Func<CancellationToken, Task> _ask;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreState> _log;
    private TaskCompletionSource _wentAway = New();
    private volatile bool _isAway;
    private long _since;
    private long _last;
    private long _misses;

    public StoreState(NpgsqlDataSource source, IMeterFactory meters, TimeProvider clock, ILogger<StoreState> log)
        : this(stop => Ask(source, stop), meters, clock, log)
    {
    }

    /// <param name="ask">Asks the database something; throws when it does not answer.</param>
    /// <param name="meters">For the counter and the gauge.</param>
    /// <param name="clock">For how long.</param>
    /// <param name="log">Hears of it going and coming back.</param>
    internal StoreState(
        Func<CancellationToken, Task> ask, IMeterFactory meters, TimeProvider clock, ILogger<StoreState> log)
    {
        (_ask, _clock, _log) = (ask, clock, log);
        var meter = meters.Create("Jeugdregio.Store");
        _missed = meter.CreateCounter<long>(
            "store.missed", "{attempt}", "Requests and pieces of work that the database did not answer.");
        meter.CreateObservableGauge(
            "store.away", () => _isAway ? 1 : 0, "1", "Whether the database does not answer at this moment.");
    }

    public bool IsAway => _isAway;

    /// <summary>Is that the database not answering, rather than somebody's fault? At HTTP a 503.</summary>
    public static bool IsOutage(Exception e) => e is NpgsqlException { IsTransient: true } or TimeoutException;

    /// <summary>Somebody did not get an answer.</summary>
    /// <returns>True when that was an outage and so has been told here; else it is the caller's to tell.</returns>
    public bool Missed(Exception e)
    {
        if (!IsOutage(e)) return false;
        _missed.Add(1);
        lock (_one)
        {
            _last = _clock.GetTimestamp();
            _misses++;
            if (_isAway) return true;
            (_isAway, _since, _misses) = (true, _last, 1);
            _wentAway.TrySetResult();
        }
        _log.LogError(
            "The database does not answer ({Reason}); what needs it is refused or waits until it does.", Reason(e));
        return true;
    }

    /// <summary>Asks until it answers again, while it is away.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _wentAway.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            if (await Answers(stoppingToken)) Back();
            if (_isAway)
                await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Answers(CancellationToken stop)
    {
        try
        {
            await _ask(stop);
            return true;
        }
#pragma warning disable CA1031 // whatever it is, it is no answer
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>It answered; but while others still miss it, it is not back.</summary>
    private void Back()
    {
        double seconds;
        long misses;
        lock (_one)
        {
            if (_clock.GetElapsedTime(_last) < Calm) return;
            (seconds, misses) = (_clock.GetElapsedTime(_since, _last).TotalSeconds, _misses);
            _isAway = false;
            _wentAway = New();
        }
        _log.LogWarning(
            "The database answers again; it was missed {Misses} times in {Seconds:0} s.", misses, seconds);
    }

    private static async Task Ask(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var command = source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(stop);
    }

    private static string Reason(Exception e) =>
        e is PostgresException { SqlState: var state } ? state : e.GetBaseException().GetType().Name;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
