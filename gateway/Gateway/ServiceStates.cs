namespace Jeugdregio.Gateway;

/// <summary>Whether a service can be talked to.</summary>
/// <param name="Name">Its name, the first part of its paths.</param>
/// <param name="Described">Its OpenAPI document can be fetched.</param>
/// <param name="Ready">It says of itself that it is ready.</param>
internal sealed record ServiceState(string Name, bool Described, bool Ready);

/// <summary>
/// The state of all services, asked at most once in five seconds however many ask for it: anyone may, so it must not be
/// a way to make one request into ten.
/// </summary>
internal sealed class ServiceStates(ServiceCalls calls, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private (DateTimeOffset Until, ServiceState[] States) _last = (DateTimeOffset.MinValue, []);

    public void Dispose() => _one.Dispose();

    internal async Task<IReadOnlyList<ServiceState>> Now(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (clock.GetUtcNow() < _last.Until)
                return _last.States;
            // not the caller's token: a caller that leaves must not make the services look down for the next one
            var states = await Task.WhenAll(
                Routes.Services.Select(service => StateOf(service, CancellationToken.None)));
            _last = (clock.GetUtcNow() + Keep, states);
            return states;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ServiceState> StateOf(string service, CancellationToken stop)
    {
        var ready = calls.IsReady(service, Patience, stop);
        using var document = await calls.Ask(HttpMethod.Get, service, "/openapi.json", Patience, stop);
        return new ServiceState(service, document is { IsSuccessStatusCode: true }, await ready);
    }
}
