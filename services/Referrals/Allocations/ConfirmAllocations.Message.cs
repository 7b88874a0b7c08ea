using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>Keeps what a JW302 says. It gets no answer, so one that answers nothing we sent is only kept and logged.</summary>
internal sealed class ConfirmAllocationsMessage(
    UnitOfWork work, AllocationStore allocations, TimeProvider clock, ILogger<ConfirmAllocationsMessage> log) : SingleMessageHandler
{
    public override MessageKind Kind => MessageKind.Jw302;

    public override async Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop)
    {
        var answer = (Jw302)message;
        var said = ConfirmAllocations.Decide(answer);
        // a retour copies sender, receiver and identification of the JW301 that it answers
        var (municipality, provider) = (answer.Header.Afzender, answer.Header.Ontvanger);
        var answered = answer.Header.BerichtIdentificatie.Identificatie;
        var known = await allocations.Answered(
            municipality, provider, answered, said.Status, [.. said.Codes], clock.GetUtcNow(), stop);
        if (!known) log.LogWarning("JW302 {Message} answers no JW301 that waits for an answer.", received.Id);
        await work.Decided(
            "ConfirmAllocations", $"message-{received.Id}", new { answered, municipality, provider },
            new { known, said.Status, said.Codes }, Judging.Actor(received), stop);
        return new(known ? MessageJudgement.Accepted : MessageJudgement.Rejected, null);
    }
}
