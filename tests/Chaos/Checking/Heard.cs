using System.Text.Json;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Chaos.Running;
using Jeugdregio.ServiceHost.Bus;

namespace Jeugdregio.Chaos.Checking;

/// <summary>What Monitoring's queues have received; a message that came twice is one.</summary>
internal sealed class Heard(ChaosPlatform platform)
{
    private readonly Dictionary<Guid, string> _providers = [];

    /// <summary>The message ids of events about these providers.</summary>
    internal IEnumerable<Guid> Of(string[] providers) =>
        _providers.Where(message => providers.Contains(message.Value)).Select(message => message.Key);

    /// <summary>Takes in what has come since the last time.</summary>
    internal async Task Listen()
    {
        await using var broker = new BrokerConnection(platform.Broker);
        await using var channel = await broker.Channel(default);
        foreach (var type in (Type[])[typeof(DeclarationLinesAccepted), typeof(DeclarationLinesRejected)])
            while (await channel.BasicGetAsync(Topology.QueueOf("monitoring", type), autoAck: true) is { } got)
            {
                using var envelope = JsonDocument.Parse(got.Body);
                _providers[envelope.RootElement.GetProperty("messageId").GetGuid()] =
                    envelope.RootElement.GetProperty("message").GetProperty("provider").GetString()!;
            }
    }
}
