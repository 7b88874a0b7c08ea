using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Jeugdregio.ServiceHost.Bus;

/// <summary>A plain connection to the broker for declaring, checking and replaying; messages themselves go through MassTransit.</summary>
public sealed class BrokerConnection(string uri) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IConnection? _connection;

    /// <summary>A new channel with publisher confirms; the caller disposes it.</summary>
    /// <exception cref="BrokerUnreachableException">The broker does not answer.</exception>
    public async Task<IChannel> Channel(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                if (_connection is not null) await _connection.DisposeAsync();
                var factory = new ConnectionFactory { Uri = new Uri(uri), AutomaticRecoveryEnabled = false };
                _connection = await factory.CreateConnectionAsync(stop);
            }
            return await _connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stop);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _one.Dispose();
    }
}

/// <summary>Ready means: a channel to the broker can be opened.</summary>
internal sealed class BrokerHealth(BrokerConnection broker) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var channel = await broker.Channel(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The broker does not answer.");
        }
    }
}
