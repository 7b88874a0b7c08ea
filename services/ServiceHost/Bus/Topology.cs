using System.Text.RegularExpressions;
using Jeugdregio.ServiceHost.Outbox;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Jeugdregio.ServiceHost.Bus;

/// <summary>
/// Names and arguments of exchanges and queues, in one place: one durable quorum queue per subscriber and event, its error
/// queue beside it. The publisher declares them too, so that an event told before its subscriber has ever run waits there.
/// </summary>
public sealed partial class Topology(EventTypes events, BrokerConnection broker, ILogger<Topology> log)
{
    /// <summary>After so many deliveries without an answer (a consumer that dies on it) a message goes to the error queue.</summary>
    internal const int DeliveryLimit = 50;

    /// <summary>The queue in which <paramref name="subscriber"/> receives the event, e.g. <c>monitoring.lot-awarded</c>.</summary>
    public static string QueueOf(string subscriber, Type @event) =>
        $"{subscriber}.{WordStart().Replace(@event.Name, m => (m.Index == 0 ? "" : "-") + m.Value.ToLowerInvariant())}";

    public static string ErrorQueueOf(string queue) => $"{queue}_error";

    /// <summary>MassTransit's name for the exchange of a message type; it must not change (architecture: the namespace is the identity).</summary>
    internal static string ExchangeOf(Type @event) => $"{@event.Namespace}:{@event.Name}";

    internal static IReadOnlyDictionary<string, object?> QueueArguments(string queue) => new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = ErrorQueueOf(queue),
    };

    /// <summary>Declares what this service's events need to arrive. Doing it again changes nothing.</summary>
    public async Task Declare(CancellationToken stop)
    {
        await using var channel = await broker.Channel(stop);
        foreach (var (type, subscribers) in events.Published.Select(p => (p.Type, p.Subscribers)))
        {
            await channel.ExchangeDeclareAsync(ExchangeOf(type), ExchangeType.Fanout, durable: true, cancellationToken: stop);
            foreach (var subscriber in subscribers) await DeclareSubscription(channel, subscriber, type, stop);
        }
        log.LogInformation("Topology declared for {Events} events.", events.Published.Count);
    }

    internal static async Task DeclareSubscription(IChannel channel, string subscriber, Type type, CancellationToken stop)
    {
        var queue = QueueOf(subscriber, type);
        await channel.ExchangeDeclareAsync(ExchangeOf(type), ExchangeType.Fanout, durable: true, cancellationToken: stop);
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: stop);
        await channel.ExchangeBindAsync(queue, ExchangeOf(type), "", cancellationToken: stop);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(QueueArguments(queue)), cancellationToken: stop);
        await channel.QueueBindAsync(queue, queue, "", cancellationToken: stop);
        // MassTransit moves a message that keeps failing here, and declares it with the arguments of the queue itself
        var errors = ErrorQueueOf(queue);
        await channel.ExchangeDeclareAsync(errors, ExchangeType.Fanout, durable: true, cancellationToken: stop);
        await channel.QueueDeclareAsync(
            errors, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(QueueArguments(queue)), cancellationToken: stop);
        await channel.QueueBindAsync(errors, errors, "", cancellationToken: stop);
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
