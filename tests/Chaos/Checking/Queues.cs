using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Telling;
using Jeugdregio.ServiceHost.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Jeugdregio.Chaos.Checking;

/// <summary>What stands in Billing's queues: why not all that was told is taken in.</summary>
internal static class Queues
{
    /// <summary>A line for each queue of what was told that is not empty, or that nobody listens to.</summary>
    internal static async Task<IReadOnlyList<string>> Standing(
        ChaosPlatform platform, IReadOnlyCollection<Told> told)
    {
        await using var broker = new BrokerConnection(platform.Broker);
        var standing = new List<string>();
        foreach (var queue in told.Select(one => Topology.QueueOf("billing", one.Event.GetType())).Distinct())
        {
            var (waiting, listening) = await Look(broker, queue);
            var (aside, _) = await Look(broker, Topology.ErrorQueueOf(queue));
            if (waiting > 0 || listening == 0 || aside > 0)
                standing.Add($"{queue}: {waiting} wait, {listening} listen, {aside} put aside");
        }
        return standing;
    }

    /// <summary>How many messages wait and how many listen; none of either where there is no queue.</summary>
    private static async Task<(uint Waiting, uint Listening)> Look(BrokerConnection broker, string queue)
    {
        // asking for a queue that does not exist ends the channel
        await using var channel = await broker.Channel(default);
        try
        {
            var found = await channel.QueueDeclarePassiveAsync(queue);
            return (found.MessageCount, found.ConsumerCount);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return default;
        }
    }
}
