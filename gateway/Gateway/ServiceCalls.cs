using System.Net;
using System.Net.Http.Headers;

namespace Jeugdregio.Gateway;

/// <summary>
/// Requests the gateway makes of the services for itself, over the same h2c addresses it forwards to.
/// </summary>
internal sealed class ServiceCalls(GatewaySettings settings) : IDisposable
{
    private readonly HttpClient _client = MakeClient();

    public void Dispose() => _client.Dispose();

    /// <summary>
    /// The answer, or null when the service did not give one within <paramref name="within"/>. The caller's own
    /// <paramref name="authorization"/> goes with it: the services decide on it themselves.
    /// </summary>
    internal async Task<HttpResponseMessage?> Ask(
        HttpMethod method, string service, string path, TimeSpan within, CancellationToken stop,
        string? authorization = null, HttpContent? body = null)
    {
        if (settings.Addresses[service].Count == 0)
            return null;
        return await Send(method, new Uri(new Uri(settings.Addresses[service][0]), path), HttpVersion.Version20, within,
            stop, authorization, body);
    }

    /// <summary>
    /// Readiness is asked at the HTTP/1.1 address when there is one: that is where a service promises it.
    /// </summary>
    internal async Task<bool> IsReady(string service, TimeSpan within, CancellationToken stop)
    {
        using var answer = settings.HealthAddresses.TryGetValue(service, out var address)
            ? await Send(HttpMethod.Get, new Uri(new Uri(address), "/health/ready"), HttpVersion.Version11,
                within, stop)
            : await Ask(HttpMethod.Get, service, "/health/ready", within, stop);
        return answer is { IsSuccessStatusCode: true };
    }

    private async Task<HttpResponseMessage?> Send(
        HttpMethod method, Uri address, Version version, TimeSpan within, CancellationToken stop,
        string? authorization = null, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        if (authorization is not null)
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(within);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    private static HttpClient MakeClient()
    {
        var handler = new SocketsHttpHandler();
        Forwarding.Tune(handler);
        return new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 8 * 1024 * 1024,
        };
    }
}
