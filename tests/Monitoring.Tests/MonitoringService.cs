using System.Globalization;
using Dapper;
using Jeugdregio.TestSupport;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Jeugdregio.Monitoring.Tests;

[CollectionDefinition]
public sealed class MonitoringCollection : ICollectionFixture<MonitoringService>;

/// <summary>Monitoring as it runs; tests keep apart by a provider of their own.</summary>
public sealed class MonitoringService() : ServiceFixture<Program>("monitoring")
{
    private int _last = 30_000_000;

    internal string NewProvider() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Tells the events in that order and waits until each has been taken in; the same event again has the same message
    /// id.
    /// </summary>
    internal async Task Hear(params object[] events)
    {
        var ids = events.Distinct().ToDictionary(e => e, _ => Guid.CreateVersion7());
        var bus = Services.GetRequiredService<IBus>();
        foreach (var told in events) await bus.Publish(told, told.GetType(), context => context.MessageId = ids[told]);
        await using var connection = await Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<int>(
            "select count(*) from inbox where message_id = any(@ids)",
            new { ids = ids.Values.ToArray() }) == ids.Count);
    }
}
