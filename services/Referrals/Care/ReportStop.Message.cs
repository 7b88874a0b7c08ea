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

/// <summary>Takes in a JW307 and answers it with a JW308.</summary>
internal sealed class ReportStopMessage(
    UnitOfWork work, AllocationStore allocations, CareStore care, ClientStore clients, MailboxStore mailbox, ClientKeys keys,
    TimeProvider clock) : SingleMessageHandler
{
    public override MessageKind Kind => MessageKind.Jw307;

    public override async Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop)
    {
        var report = (Jw307)message;
        var key = keys.Of(Judging.BsnOf(report.Client.Bsn));
        await clients.Lock(key, received.Sender, stop);
        var known = await KnownCareOf.Load(allocations, care, received, key, stop);
        IReadOnlyList<ClassRefusal> refusals = [.. external.Select(ClassRefusal.Of), .. StopReport.Judge(report, known)];
        if (refusals.Count == 0)
            foreach (var product in report.Client.StopProducten.OrderBy(p => p.StatusAanlevering != StatusAanleveringen.Verwijderen))
                await Keep(received, known.Find(product.ToewijzingNummer!.Value)!, product, stop);
        await work.Decided(
            "ReportStop", $"message-{received.Id}", Judging.Input(received, key), Judging.Outcome(refusals), Judging.Actor(received), stop);
        var reply = Answer.Retour(message, await mailbox.NextIdentification(stop), clock.Today(), refusals);
        return new(refusals.Count == 0 ? MessageJudgement.Accepted : MessageJudgement.Rejected, reply);
    }

    private async Task Keep(ReceivedMessage received, Allocation allocation, StopProduct product, CancellationToken stop)
    {
        var takenBack = product.StatusAanlevering == StatusAanleveringen.Verwijderen;
        var history = (await care.Histories(allocation.Municipality, [allocation.Number], stop))[allocation.Number];
        var start = history.FindStart(ReportStop.KeyOf(product))!;
        var known = history.StopsOf(start).FirstOrDefault(s => s.Reason == product.RedenBeeindiging);
        var kept = takenBack ? known! : await care.AddStop(start, product.RedenBeeindiging, product.Einddatum, received.Id, stop);
        if (takenBack) await care.TakeBackStop(kept.Id, stop);
        await work.Publish(allocation.Stream, new CareStopped(
            allocation.Municipality, allocation.Number, allocation.ClientKey, allocation.Provider, allocation.Segment, allocation.Product,
            product.Begindatum, kept.EndDate, kept.Reason, takenBack, received.ReceivedAt), stop);
    }
}
