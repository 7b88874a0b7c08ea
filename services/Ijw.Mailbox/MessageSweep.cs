using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>Judges one kind of message. What it changes, the answer and the events become true in one transaction.</summary>
public interface IMessageHandler
{
    MessageKind Kind { get; }

    /// <param name="received">As it was stored.</param>
    /// <param name="message">Read, and right by all rules within the message.</param>
    /// <param name="external">What level 4 finds about it (date in the future, product code that does not fit …).</param>
    /// <param name="stop">The service is stopping.</param>
    Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop);
}

/// <summary>Takes received messages one by one, in order of receipt, answers what every message shares and leaves the rest to its handler.</summary>
[Enforces("TR056")]
internal sealed class MessageSweep(
    IServiceProvider services, Wakeups wakeups, TimeProvider clock, MessageChecks checks, ILogger<MessageSweep> log)
    : Sweep(services, wakeups, log)
{
    protected override async Task<bool> DoOne(IServiceProvider scope, UnitOfWork work, CancellationToken stop)
    {
        var mailbox = scope.GetRequiredService<MailboxStore>();
        if (await mailbox.TakeNext(stop) is not var (received, bytes)) return false;
        try
        {
            var reading = IjwReader.Read(bytes, received.Kind);
            var message = reading.Message ?? throw new InvalidDataException("A stored message no longer reads.");
            var judgement = await Judge(scope, mailbox, received, reading, message, stop);
            Check(message, judgement.Reply);
            if (judgement.Reply is { } reply) await mailbox.Send(reply, received.Id, stop);
            await mailbox.Judged(received.Id, judgement.Verdict, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new NotJudgedException(received.Id, e);
        }
        return true;
    }

    protected override Task Failed(Exception failure, UnitOfWork work, CancellationToken stop) =>
        failure is NotJudgedException notJudged ? MailboxStore.Failed(work, notJudged.MessageId, stop) : Task.CompletedTask;

    private async Task<MessageJudgement> Judge(
        IServiceProvider scope, MailboxStore mailbox, ReceivedMessage received, Reading reading, IjwMessage message,
        CancellationToken stop)
    {
        if (received.DuplicateOf is not null)
            return await Refuse(mailbox, message, [ClassRefusal.OfMessage("9056")], stop);
        if (reading.Verdict is Verdict.Rejected)
            return await Refuse(mailbox, message, [ClassRefusal.OfMessage("0001")], stop);
        var handler = scope.GetServices<IMessageHandler>().First(h => h.Kind == received.Kind);
        return await handler.Handle(received, message, IjwRules.CheckExternal(message, checks.Inputs(clock.Today())), stop);
    }

    /// <summary>An answer that breaks the standard is not sent: the message waits, and is seen to.</summary>
    private static void Check(IjwMessage message, IjwMessage? reply)
    {
        if (message is not Jw323 declaration || reply is not Jw325 answer) return;
        var broken = AnswerRules.Broken(declaration, answer);
        if (broken.Count > 0) throw new InvalidDataException($"Our own JW325 breaks {string.Join(", ", broken)}.");
    }

    /// <summary>Refuses the message as a whole with its own kind of answer; a message that gets no answer is only kept.</summary>
    private async Task<MessageJudgement> Refuse(
        MailboxStore mailbox, IjwMessage message, IReadOnlyList<ClassRefusal> refusals, CancellationToken stop)
    {
        if (message.Kind.Reply() is null) return new(MessageJudgement.Rejected, null);
        var identification = await mailbox.NextIdentification(stop);
        IjwMessage reply = message is Jw323 declaration
            ? Answer.Declaration(declaration, identification, clock.Today(), refusals)
            : Answer.Retour(message, identification, clock.Today(), refusals);
        return new(MessageJudgement.Rejected, reply);
    }

    private sealed class NotJudgedException(Guid message, Exception inner) : Exception($"Message {message} could not be judged.", inner)
    {
        internal Guid MessageId { get; } = message;
    }
}
