using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jeugdregio.ServiceHost.Outbox;

/// <summary>What the relay last saw, for the gauges and the readiness check.</summary>
public sealed class RelayState
{
    private readonly TimeProvider _clock;
    private volatile OutboxSize _size = new(0, 0, 0);
    private long _lastConfirmTicks;

    public RelayState(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create("Jeugdregio.Outbox");
        meter.CreateObservableGauge("outbox.pending", () => _size.Pending, "{event}", "Events not yet confirmed by the broker.");
        meter.CreateObservableGauge("outbox.dead", () => _size.Dead, "{event}", "Events that wait for a person.");
        meter.CreateObservableGauge("outbox.oldest", () => _size.OldestSeconds, "s", "Age of the oldest pending event.");
        meter.CreateObservableGauge("outbox.last_confirm", LastConfirm, "s", "Unix time of the last confirm of the broker.");
    }

    public OutboxSize Size => _size;

    internal void Measured(OutboxSize size) => _size = size;

    internal void Confirmed(DateTimeOffset now) => Interlocked.Exchange(ref _lastConfirmTicks, now.UtcTicks);

    /// <summary>Events wait, and the broker has confirmed none for over a minute.</summary>
    internal bool IsStuck =>
        _size.Pending > _size.Dead && _size.OldestSeconds > 60
        && _clock.GetUtcNow().UtcTicks - Interlocked.Read(ref _lastConfirmTicks) > TimeSpan.TicksPerMinute;

    private double LastConfirm()
    {
        var ticks = Interlocked.Read(ref _lastConfirmTicks);
        return ticks == 0 ? 0 : (ticks - DateTimeOffset.UnixEpoch.UtcTicks) / (double)TimeSpan.TicksPerSecond;
    }
}

internal sealed class RelayHealth(RelayState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.IsStuck
            ? HealthCheckResult.Unhealthy($"{state.Size.Pending} events wait, the oldest for {state.Size.OldestSeconds:0} s.")
            : HealthCheckResult.Healthy());
}
