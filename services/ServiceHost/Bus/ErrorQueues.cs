using RabbitMQ.Client;

namespace Jeugdregio.ServiceHost.Bus;

/// <summary>The verbs <c>errors list</c> and <c>errors replay</c>: what a consumer could not take in, seen and given again.</summary>
internal static class ErrorQueues
{
    internal static async Task<int> List(BrokerConnection broker, IEnumerable<string> queues, TextWriter output, CancellationToken stop)
    {
        // only counted: fetching to look would use up deliveries, and why each failed is in the log by its message id
        await using var channel = await broker.Channel(stop);
        foreach (var queue in queues)
            await output.WriteLineAsync(
                $"{Topology.ErrorQueueOf(queue)}\t{await channel.MessageCountAsync(Topology.ErrorQueueOf(queue), stop)}");
        return 0;
    }

    internal static async Task<int> Replay(BrokerConnection broker, IEnumerable<string> queues, TextWriter output, CancellationToken stop)
    {
        await using var channel = await broker.Channel(stop);
        foreach (var queue in queues)
        {
            var errors = Topology.ErrorQueueOf(queue);
            var replayed = 0u;
            for (var left = await channel.MessageCountAsync(errors, stop); left > 0; left--)
            {
                if (await channel.BasicGetAsync(errors, autoAck: false, stop) is not { } message) break;
                var properties = new BasicProperties(message.BasicProperties);
                foreach (var name in (properties.Headers?.Keys ?? []).Where(k => k.StartsWith("MT-Fault", StringComparison.Ordinal)).ToList())
                    properties.Headers!.Remove(name);
                // confirmed before the copy in the error queue is given up: a crash between leaves two, and the inbox takes one
                await channel.BasicPublishAsync(queue, "", mandatory: true, properties, message.Body, stop);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stop);
                replayed++;
            }
            await output.WriteLineAsync($"{queue}\t{replayed} replayed");
        }
        return 0;
    }
}
