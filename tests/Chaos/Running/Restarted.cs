using Jeugdregio.LocalEngine;

namespace Jeugdregio.Chaos.Running;

/// <summary>A process that is started again whenever it has ended, as a host does.</summary>
internal sealed class Restarted(ChildSpec spec) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private readonly CancellationTokenSource _stop = new();
    private volatile ChildProcess? _process;
    private TimeSpan _pause;
    private Task _running = Task.CompletedTask;

    internal void Start() => _running = Run();

    /// <summary>kill -9, and so long before it is started again.</summary>
    internal void Kill(TimeSpan pause)
    {
        _pause = pause;
        _process?.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_process is { } process) await process.StopAsync(Signals.Terminate, Patience);
        await _running;
        _stop.Dispose();
    }

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            _process = await ChildProcess.StartAsync(spec);
            await _process.Exited;
            // a process that ends by itself, because its database is away, is not started again in a circle
            var pause = _pause == default ? TimeSpan.FromMilliseconds(200) : _pause;
            _pause = default;
            await Task.WhenAny(Task.Delay(pause, TimeProvider.System, _stop.Token));
        }
    }
}
