using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using Jeugdregio.Chaos.Checking;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Telling;

namespace Jeugdregio.Chaos.Sending;

/// <summary>A file that was answered 202; what is remembered of it is remembered here and not in Billing.</summary>
/// <param name="File">What was sent.</param>
/// <param name="Receipt">The identity that the answer gave it.</param>
/// <param name="Attempts">How often it was sent until then.</param>
/// <param name="Took">From the first attempt.</param>
internal sealed record Acknowledged(LoadFile File, Guid Receipt, int Attempts, TimeSpan Took);

/// <summary>
/// Sends all of a load over HTTP, many senders at once, each file until it is acknowledged. Nobody sends what Billing
/// has not been told of: it would rightly refuse it.
/// </summary>
/// <param name="platform">With Billing.</param>
/// <param name="teller">Tells it what it has to know of.</param>
/// <param name="patience">How long it may take to know it; after that its files are sent all the same.</param>
internal sealed class Senders(ChaosPlatform platform, Teller teller, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = platform.Address, Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _tokens = [];
    private readonly ConcurrentBag<Acknowledged> _acknowledged = [];

    /// <summary>
    /// Returns when every file has been acknowledged. Every other sender begins when Billing has taken in what it is
    /// told of it, which happens while the others send.
    /// </summary>
    /// <param name="load">What is sent.</param>
    /// <param name="time">About how long it takes when nothing goes wrong.</param>
    /// <param name="seed">Of when each sender sends.</param>
    /// <exception cref="InvalidOperationException">A file was refused: no part of the load should be.</exception>
    internal async Task<IReadOnlyCollection<Acknowledged>> Send(Load load, TimeSpan time, int seed)
    {
        await Task.WhenAll(load.Senders.Select(async (sender, at) =>
        {
            if (!IsToldBefore(at)) await Tell(sender);
            await Send(sender.Steps, time / sender.Steps.Count, new(seed + at));
        }));
        return _acknowledged;
    }

    /// <summary>Tells what the others send about, and waits until Billing has taken it in.</summary>
    internal Task TellBefore(Load load) => Task.WhenAll(load.Senders.Where((_, at) => IsToldBefore(at)).Select(Tell));

    public void Dispose() => _http.Dispose();

    private static bool IsToldBefore(int sender) => sender % 2 == 0;

    private async Task Tell(Sender sender)
    {
        await teller.Tell(sender.Told);
        await Copies.TakenIn(platform, sender.Told, patience);
    }

    private async Task Send(IReadOnlyList<IReadOnlyList<LoadFile>> steps, TimeSpan pace, Random random)
    {
        foreach (var step in steps)
        {
            await Task.Delay(pace * 2 * random.NextDouble(), TimeProvider.System);
            await Task.WhenAll(step.Select(UntilAcknowledged));
        }
    }

    private async Task UntilAcknowledged(LoadFile file)
    {
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (await Post(file) is { } receipt)
            {
                _acknowledged.Add(new(file, receipt, attempt, Stopwatch.GetElapsedTime(began)));
                return;
            }
            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>The receipt; null when nobody knows whether it arrived, or when it has to be sent again.</summary>
    private async Task<Guid?> Post(LoadFile file)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/ijw/v1/jw323", UriKind.Relative));
            request.Headers.Authorization = _tokens.GetOrAdd(
                file.Provider, provider => new("Bearer", platform.Issuer.Provider(provider)));
            request.Content = new ByteArrayContent(file.Bytes);
            request.Content.Headers.ContentType = new(MediaTypeNames.Application.Xml);
            using var answer = await _http.SendAsync(request);
            if (answer.StatusCode is HttpStatusCode.Accepted)
                return (await answer.Content.ReadFromJsonAsync<Receipt>())!.Id;
            if ((int)answer.StatusCode is >= 500 or 408 or 429) return null;
            throw new InvalidOperationException(
                $"{(int)answer.StatusCode} for a file that is right: {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private sealed record Receipt(Guid Id);
}
