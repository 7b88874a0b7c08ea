using Jeugdregio.ServiceHost.Data;
using MassTransit;

namespace Jeugdregio.ServiceHost.Bus;

/// <summary>
/// Takes in an event once: the message id is written to the inbox in the same transaction as what the event changes, so a
/// redelivery changes nothing. Events of different streams, and rarely of one, arrive in any order: an
/// <see cref="Apply"/> must come to the same end (a version decides, or the change commutes).
/// </summary>
public abstract class EventConsumer<TEvent>(UnitOfWork work) : IConsumer<TEvent>
    where TEvent : class
{
    protected UnitOfWork Work { get; } = work;

    /// <summary>Changes what the event changes, in the open transaction.</summary>
    protected abstract Task Apply(TEvent told, CancellationToken stop);

    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var stop = context.CancellationToken;
        var id = context.MessageId ?? throw new InvalidOperationException("A message without an id was not sent by a relay.");
        await Work.Begin(stop);
        var first = await Work.Execute(
            "insert into inbox (consumer, message_id) values (@consumer, @id) on conflict do nothing",
            new { consumer = GetType().Name, id }, stop);
        if (first == 1) await Apply(context.Message, stop);
        await Work.Commit(stop);
    }
}
