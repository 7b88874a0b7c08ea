using Jeugdregio.LocalEngine;

namespace Jeugdregio.Chaos.Running;

/// <summary>A process that is started again whenever it has ended, as a host does.</summary>
internal sealed class Restarted(ChildSpec spec) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    // a process that ends by itself, because its database is away, is not started again in a circle
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private volatile ChildProcess? _process;
    private TimeSpan _pause;
    private Task _running = Task.CompletedTask;

    internal void Start() => _running = Run(_stop.Token);

    /// <summary>kill -9, and so long before it is started again.</summary>
    /// <returns>False when it is just not there.</returns>
    internal bool Kill(TimeSpan pause)
    {
        if (_process is not { HasExited: false } process) return false;
        _pause = pause;
        process.Kill();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            _pause = default;
            var process = _process = await ChildProcess.StartAsync(spec);
            await Task.WhenAny(process.Exited, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
            await process.StopAsync(Signals.Terminate, Patience);
            var pause = _pause > ShortestPause ? _pause : ShortestPause;
            await Task.WhenAny(Task.Delay(pause, TimeProvider.System, stop));
        }
    }
}
