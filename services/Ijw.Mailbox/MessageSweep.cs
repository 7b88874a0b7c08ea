using System.Collections.Concurrent;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>A received message that is to be judged.</summary>
/// <param name="Received">As it was stored.</param>
/// <param name="Message">Read, and right by all rules within the message.</param>
/// <param name="External">What level 4 finds about it (date in the future, product code that does not fit …).</param>
public sealed record MessageToJudge(ReceivedMessage Received, IjwMessage Message, IReadOnlyList<Finding> External);

/// <summary>
/// Judges one kind of message. What it changes, the answers and the events become true in one transaction.
/// </summary>
public interface IMessageHandler
{
    MessageKind Kind { get; }

    /// <summary>Judges messages together, no two of one sender.</summary>
    /// <returns>What came of each, in the same order.</returns>
    Task<IReadOnlyList<MessageJudgement>> Handle(IReadOnlyList<MessageToJudge> messages, CancellationToken stop);
}

/// <summary>Judges one message at a time, for kinds of which there are few.</summary>
public abstract class SingleMessageHandler : IMessageHandler
{
    public abstract MessageKind Kind { get; }

    public async Task<IReadOnlyList<MessageJudgement>> Handle(
        IReadOnlyList<MessageToJudge> messages, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var judged = new List<MessageJudgement>(messages.Count);
        foreach (var one in messages) judged.Add(await Handle(one.Received, one.Message, one.External, stop));
        return judged;
    }

    /// <inheritdoc cref="MessageToJudge" path="/param"/>
    public abstract Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop);
}

/// <summary>
/// Takes received messages in groups, those of one sender in order of receipt, answers what every message shares and
/// leaves the rest to its handler. A group is one transaction. When one fails, its messages are judged one by one, so
/// that only the one that cannot be judged waits.
/// </summary>
[Enforces("TR056")]
internal sealed class MessageSweep(
    IServiceProvider services, FreshMessages fresh, Wakeups wakeups, TimeProvider clock, MailboxOptions options,
    ILogger<MessageSweep> log)
    : Sweep(services, wakeups, log, options.Workers)
{
    /// <summary>Messages of groups that failed.</summary>
    private readonly ConcurrentDictionary<Guid, byte> _alone = [];

    protected override async Task<bool> DoOne(IServiceProvider scope, UnitOfWork work, CancellationToken stop)
    {
        var mailbox = scope.GetRequiredService<MailboxStore>();
        var taken = await mailbox.TakeGroup(options.GroupMessages, stop);
        if (taken.Count == 0)
        {
            _alone.Clear();
            return false;
        }
        if (taken.FirstOrDefault(_alone.ContainsKey) is var alone && alone != Guid.Empty) taken = [alone];
        try
        {
            await Judge(scope, mailbox, await Read(mailbox, taken, stop), stop);
            _alone.TryRemove(alone, out _);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new NotJudgedException(taken, e);
        }
        return true;
    }

    protected override async Task<bool> PutAside(Exception failure, UnitOfWork work, CancellationToken stop)
    {
        if (failure is not NotJudgedException { Messages: var messages }) return false;
        if (messages is [var single])
        {
            await MailboxStore.Failed(work, single, stop);
            _alone.TryRemove(single, out _);
        }
        else
        {
            foreach (var message in messages) _alone[message] = 0;
        }
        return true;
    }

    /// <summary>As they were read when they came in, or once more from the table.</summary>
    private async Task<IReadOnlyList<(ReceivedMessage Received, Reading Reading)>> Read(
        MailboxStore mailbox, IReadOnlyList<Guid> taken, CancellationToken stop)
    {
        var readings = taken.Select(id => (Id: id, Reading: fresh.Take(id))).ToDictionary(r => r.Id, r => r.Reading);
        var opened = await mailbox.Open(taken, [.. taken.Where(id => readings[id] is null)], stop);
        return
        [
            .. opened.Select(one => (
                one.Message,
                readings[one.Message.Id] ?? IjwReader.Read(one.Text!, one.Message.Kind, options.Limits))),
        ];
    }

    private async Task Judge(
        IServiceProvider scope, MailboxStore mailbox, IReadOnlyList<(ReceivedMessage Received, Reading Reading)> taken,
        CancellationToken stop)
    {
        var messages = new MessageToJudge[taken.Count];
        var judgements = new MessageJudgement?[taken.Count];
        for (var at = 0; at < taken.Count; at++)
        {
            var (received, reading) = taken[at];
            var message = reading.Message ?? throw new InvalidDataException("A stored message no longer reads.");
            if (received.DuplicateOf is not null) judgements[at] = await Refuse(mailbox, message, "9056", stop);
            else if (reading.Verdict is Verdict.Rejected) judgements[at] = await Refuse(mailbox, message, "0001", stop);
            // what is refused already is held against nothing more
            messages[at] = new(
                received, message,
                judgements[at] is null ? IjwRules.CheckExternal(message, options.Inputs(clock.Today())) : []);
        }
        foreach (var handler in scope.GetServices<IMessageHandler>())
        {
            int[] places =
            [
                .. Enumerable.Range(0, taken.Count)
                    .Where(at => judgements[at] is null && messages[at].Received.Kind == handler.Kind),
            ];
            if (places.Length == 0) continue;
            var judged = await handler.Handle([.. places.Select(at => messages[at])], stop);
            foreach (var (number, at) in places.Index()) judgements[at] = judged[number];
        }
        await mailbox.Send(
            [
                .. judgements.Zip(messages).Where(one => one.First!.Reply is not null)
                    .Select(one => new OutgoingMessage(
                        one.First!.Reply!, one.Second.Received.Id,
                        one.First.Written ?? mailbox.Write(one.Second.Message, one.First.Reply!))),
            ], stop);
        await mailbox.Judged([.. messages.Zip(judgements, (m, j) => (m.Received.Id, j!.Verdict))], stop);
    }

    /// <summary>Refuses the message as a whole with its own kind of answer; a message that gets no answer is only kept.</summary>
    private async Task<MessageJudgement> Refuse(
        MailboxStore mailbox, IjwMessage message, string code, CancellationToken stop)
    {
        if (message.Kind.Reply() is null) return new(MessageJudgement.Rejected, null);
        var identification = await mailbox.NextIdentification(stop);
        ClassRefusal[] refusals = [ClassRefusal.OfMessage(code)];
        IjwMessage reply = message is Jw323 declaration
            ? Answer.Declaration(declaration, identification, clock.Today(), refusals)
            : Answer.Retour(message, identification, clock.Today(), refusals);
        return new(MessageJudgement.Rejected, reply);
    }

    private sealed class NotJudgedException(IReadOnlyList<Guid> messages, Exception inner)
        : Exception($"Messages {string.Join(", ", messages.Take(10))} could not be judged.", inner)
    {
        internal IReadOnlyList<Guid> Messages { get; } = messages;
    }
}
