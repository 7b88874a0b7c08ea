using System.Data.Common;
using System.Threading.Channels;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>
/// Stores what comes in. Messages that come in while others are being stored are stored together afterwards: one
/// transaction each when it is quiet, one for a hundred at a month's end.
/// </summary>
public sealed class MessageIntake(
    IServiceScopeFactory scopes, Vault vault, FreshMessages fresh, TimeProvider clock) : BackgroundService
{
    private const int Most = 128;
    private const int MostBytes = 8 * 1024 * 1024;
    private const int Workers = 2;

    // who comes when it is full waits: what is in memory is bounded
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(Most);

    /// <summary>Stores a message; when this returns it is committed.</summary>
    /// <param name="reading">What was read; its form is right.</param>
    /// <param name="text">As it came.</param>
    /// <param name="client">Who brought it.</param>
    /// <param name="stop">Nobody waits for it any more; it may be stored all the same.</param>
    public async Task<ReceivedMessage> Receive(
        Reading reading, ReadOnlyMemory<byte> text, string client, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Message is not { } message) throw new ArgumentException("No message was read.", nameof(reading));
        var waiting = new Waiting(MailboxStore.Arrive(message, text, client, vault, clock), reading);
        await _waiting.Writer.WriteAsync(waiting, stop);
        return await waiting.Stored.Task.WaitAsync(stop);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken stop)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stop)) await Store(Together(), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            while (_waiting.Reader.TryRead(out var left)) left.Stored.TrySetCanceled(stop);
        }
    }

    private List<Waiting> Together()
    {
        var (together, bytes) = (new List<Waiting>(), 0);
        while (together.Count < Most && bytes < MostBytes && _waiting.Reader.TryRead(out var one))
        {
            together.Add(one);
            bytes += one.Arrival.Content.Bytes.Length;
        }
        return together;
    }

    /// <summary>
    /// When one of them is at fault each is stored by itself, and only who cannot be stored hears of it. When the
    /// database is, all do, at once.
    /// </summary>
    private async Task Store(List<Waiting> together, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.Begin(stop);
            var received = await scope.ServiceProvider.GetRequiredService<MailboxStore>()
                .Receive([.. together.Select(one => one.Arrival)], stop);
            // before it is committed: afterwards it may be judged at once
            foreach (var one in together) fresh.Keep(one.Arrival.Message.Id, one.Reading, one.Arrival.Length);
            try
            {
                await work.Commit(stop);
            }
            catch
            {
                foreach (var one in together) fresh.Take(one.Arrival.Message.Id);
                throw;
            }
            foreach (var (one, message) in together.Zip(received)) one.Stored.TrySetResult(message);
        }
        catch (DbException e) when (together.Count > 1 && !e.IsTransient)
        {
            foreach (var one in together) await Store([one], stop);
        }
#pragma warning disable CA1031 // whoever waits is told, whatever it is
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var one in together) one.Stored.TrySetException(e);
        }
    }

    private sealed record Waiting(Arrival Arrival, Reading Reading)
    {
        internal TaskCompletionSource<ReceivedMessage> Stored { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
