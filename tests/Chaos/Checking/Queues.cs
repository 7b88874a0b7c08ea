using Jeugdregio.Chaos.Running;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Jeugdregio.Chaos.Checking;

/// <summary>What stands in Billing's queues: why not all that was told is taken in.</summary>
internal static class Queues
{
    private static readonly Type[] Heard = [typeof(AllocationMade), typeof(TariffSet), typeof(InstalmentsAgreed)];

    /// <summary>A line for each queue that is not empty, or that nobody listens to.</summary>
    internal static async Task<IReadOnlyList<string>> Standing(ChaosPlatform platform)
    {
        var factory = new ConnectionFactory { Uri = new(platform.Broker), AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync();
        var standing = new List<string>();
        foreach (var queue in Heard.Select(type => Topology.QueueOf("billing", type)))
        {
            var (waiting, listening) = await Look(connection, queue);
            var (aside, _) = await Look(connection, Topology.ErrorQueueOf(queue));
            if (waiting > 0 || listening == 0 || aside > 0)
                standing.Add($"{queue}: {waiting} wait, {listening} listen, {aside} put aside");
        }
        return standing;
    }

    /// <summary>How many messages wait and how many listen; none of either where there is no queue.</summary>
    private static async Task<(uint Waiting, uint Listening)> Look(IConnection connection, string queue)
    {
        // asking for a queue that does not exist ends the channel
        await using var channel = await connection.CreateChannelAsync();
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
