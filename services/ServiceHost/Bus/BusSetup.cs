using Jeugdregio.ServiceHost.Outbox;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Jeugdregio.ServiceHost.Bus;

/// <summary>An event this service listens to, and who takes it in.</summary>
public sealed record ConsumedEvent(Type Event, Type Consumer);

/// <summary>MassTransit on RabbitMQ, set up once for every service.</summary>
internal static class BusSetup
{
    private const int Prefetch = 64;
    private const int AtOnce = 8;

    internal static void AddBus(
        this IServiceCollection services, string service, string uri,
        IReadOnlyList<PublishedEvent> published, IReadOnlyList<ConsumedEvent> consumed)
    {
        services.AddSingleton(new EventTypes(published));
        services.AddSingleton(_ => new BrokerConnection(uri));
        services.AddSingleton<Topology>();
        services.AddSingleton<RelayState>();
        services.AddMassTransit(bus =>
        {
            foreach (var (_, consumer) in consumed.Select(c => (c.Event, c.Consumer))) bus.AddConsumer(consumer);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(uri));
                foreach (var subscription in consumed) rabbit.Subscribe(context, service, subscription);
            });
        });
        services.Configure<MassTransitHostOptions>(options =>
        {
            // a service starts, and says that it is not ready, also while the broker is away
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
    }

    private static void Subscribe(
        this IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, string service, ConsumedEvent subscription)
    {
        var queue = Topology.QueueOf(service, subscription.Event);
        rabbit.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.Durable = true;
            endpoint.PrefetchCount = Prefetch;
            endpoint.ConcurrentMessageLimit = AtOnce;
            foreach (var (name, value) in Topology.QueueArguments(queue)) endpoint.SetQueueArgument(name, value);
            // a fault is in the error queue and in the log; nobody subscribes to Fault<T> events
            endpoint.PublishFaults = false;
            // outer: the database is away; wait for it, the message is not at fault
            endpoint.UseMessageRetry(retry =>
            {
                retry.Handle<NpgsqlException>(e => e.IsTransient || e.InnerException is IOException or TimeoutException);
                retry.Exponential(60, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(400));
            });
            // inner: anything else gets three quick chances, then the error queue
            endpoint.UseMessageRetry(retry =>
            {
                retry.Ignore<NpgsqlException>(e => e.IsTransient || e.InnerException is IOException or TimeoutException);
                retry.Intervals(100, 500, 2_000);
            });
            endpoint.ConfigureConsumer(context, subscription.Consumer);
        });
    }
}
