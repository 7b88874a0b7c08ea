using DbUp.Engine.Output;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Jeugdregio.ServiceHost;

/// <summary>What operations do with a service besides running it.</summary>
internal static class Verbs
{
    internal static async Task<int> Run(string verb, IServiceProvider services, IEnumerable<string> queues)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var broker = services.GetRequiredService<BrokerConnection>();
        var output = Console.Out;
        switch (verb)
        {
            case "migrate":
                services.GetRequiredService<Database>().Migrate(new ConsoleUpgradeLog());
                await services.GetRequiredService<Topology>().Declare(CancellationToken.None);
                return 0;
            case "outbox list":
                return await OutboxCommands.List(source, output);
            case "outbox replay":
                return await OutboxCommands.Replay(source, output);
            case "errors list":
                return await ErrorQueues.List(broker, queues, output, CancellationToken.None);
            case "errors replay":
                return await ErrorQueues.Replay(broker, queues, output, CancellationToken.None);
            default:
                await Console.Error.WriteLineAsync($"Unknown verb '{verb}'. Known: migrate, outbox list|replay, errors list|replay.");
                return 2;
        }
    }
}
