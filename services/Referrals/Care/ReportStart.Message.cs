using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Care;

/// <summary>Takes in a JW305 and answers it with a JW306.</summary>
internal sealed class ReportStartMessage(
    UnitOfWork work, AllocationStore allocations, CareStore care, ClientStore clients, MailboxStore mailbox, ClientKeys keys,
    TimeProvider clock) : SingleMessageHandler
{
    public override MessageKind Kind => MessageKind.Jw305;

    public override async Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop)
    {
        var report = (Jw305)message;
        var key = keys.Of(Judging.BsnOf(report.Client.Bsn));
        await clients.Lock(key, received.Sender, stop);
        var known = await KnownCareOf.Load(allocations, care, received, key, stop);
        IReadOnlyList<ClassRefusal> refusals = [.. external.Select(ClassRefusal.Of), .. StartReport.Judge(report, known)];
        if (refusals.Count == 0)
            foreach (var product in report.Client.StartProducten.OrderBy(p => p.StatusAanlevering != StatusAanleveringen.Verwijderen))
                await Keep(received, known.Find(product.ToewijzingNummer!.Value)!, product, stop);
        await work.Decided(
            "ReportStart", $"message-{received.Id}", Judging.Input(received, key), Judging.Outcome(refusals), Judging.Actor(received), stop);
        var reply = Answer.Retour(message, await mailbox.NextIdentification(stop), clock.Today(), refusals);
        return new(refusals.Count == 0 ? MessageJudgement.Accepted : MessageJudgement.Rejected, reply);
    }

    private async Task Keep(ReceivedMessage received, Allocation allocation, StartProduct product, CancellationToken stop)
    {
        var takenBack = product.StatusAanlevering == StatusAanleveringen.Verwijderen;
        if (takenBack)
        {
            var histories = await care.Histories(allocation.Municipality, [allocation.Number], stop);
            await care.TakeBackStart(histories[allocation.Number].FindStart(ReportStart.KeyOf(product))!.Id, stop);
        }
        else
        {
            await care.AddStart(allocation.Municipality, allocation.Number, ReportStart.KeyOf(product), received.Id, stop);
        }
        await work.Publish(allocation.Stream, new CareStarted(
            allocation.Municipality, allocation.Number, allocation.ClientKey, allocation.Provider, allocation.Segment, allocation.Product,
            product.Begindatum, allocation.RequestedOn, takenBack, received.ReceivedAt), stop);
    }
}

internal static class KnownCareOf
{
    /// <summary>The client's allocations by the receiving municipality at the sending provider; nobody else's.</summary>
    internal static async Task<KnownCare> Load(
        AllocationStore allocations, CareStore care, ReceivedMessage received, ClientKey key, CancellationToken stop)
    {
        var own = await allocations.OfClient(received.Receiver, received.Sender, key, stop);
        return new(own, await care.Histories(received.Receiver, [.. own.Select(a => a.Number)], stop));
    }
}
