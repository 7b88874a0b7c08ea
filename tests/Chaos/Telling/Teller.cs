using System.Collections.Concurrent;
using Jeugdregio.Chaos.Running;
using MassTransit;

namespace Jeugdregio.Chaos.Telling;

/// <summary>
/// Contracting and Referrals as Billing hears them: events on their own exchanges in the envelope of the relay, each
/// told until the broker has confirmed it, so more than once when a confirm is lost.
/// </summary>
internal sealed class Teller : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly IBusControl _bus;
    private readonly ConcurrentDictionary<Guid, Told> _told = [];
    private int _attempts;

    private Teller(ChaosPlatform platform) => _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        rabbit.Host(new Uri(platform.Broker)));

    /// <summary>All that the broker has confirmed since it began.</summary>
    internal IReadOnlyCollection<Told> Confirmed => [.. _told.Values];

    /// <summary>How often something was sent to the broker.</summary>
    internal int Attempts => _attempts;

    internal static async Task<Teller> Start(ChaosPlatform platform)
    {
        var teller = new Teller(platform);
        await teller._bus.StartAsync();
        return teller;
    }

    /// <summary>Tells them about in that order; returns when all are confirmed.</summary>
    /// <param name="all">What is told.</param>
    /// <param name="time">Spread over about so long.</param>
    internal Task Tell(IReadOnlyList<Told> all, TimeSpan time = default)
    {
        var pace = all.Count == 0 ? time : time * AtOnce / all.Count;
        return Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, stop) =>
            {
                if (pace > TimeSpan.Zero) await Task.Delay(pace, TimeProvider.System, stop);
                await UntilConfirmed(one);
            });
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _bus.StopAsync(patience.Token);
    }

    private async Task UntilConfirmed(Told one)
    {
        while (!await Publish(one)) await Task.Delay(Between, TimeProvider.System);
        _told[one.Id] = one;
    }

    /// <returns>False when nobody knows whether it arrived.</returns>
    private async Task<bool> Publish(Told one)
    {
        Interlocked.Increment(ref _attempts);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            // a publish whose connection drops would wait for its confirm for ever
            await _bus.Publish(one.Event, one.Event.GetType(), context =>
            {
                context.MessageId = one.Id;
                context.Mandatory = true;
            }, patience.Token).WaitAsync(Patience, TimeProvider.System);
            return true;
        }
#pragma warning disable CA1031 // as the relay: whatever the reason, it is told again
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
