using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Requests;

/// <summary>Takes in a JW315 and answers it with a JW316.</summary>
internal sealed class RequestAllocationMessage(
    UnitOfWork work, RequestStore requests, ClientStore clients, MailboxStore mailbox, ClientKeys keys, RegionPack region,
    TimeProvider clock) : SingleMessageHandler
{
    public override MessageKind Kind => MessageKind.Jw315;

    public override async Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop)
    {
        var asked = (Jw315)message;
        var key = keys.Of(Judging.BsnOf(asked.Client.Bsn));
        await clients.Lock(key, received.Sender, stop);
        var taken = await requests.ReferencesTaken(
            received.Sender, [.. asked.Client.AangevraagdeProducten.Select(p => p.ReferentieAanbieder)], stop);
        var isOpen = await requests.HasOpen(received.Receiver, received.Sender, key, stop);
        IReadOnlyList<ClassRefusal> refusals =
            [.. external.Select(ClassRefusal.Of), .. RequestAllocation.Decide(asked, taken, isOpen)];
        if (refusals.Count == 0) await Keep(received, asked, key, stop);
        else await work.Decided(
            "RequestAllocation", $"message-{received.Id}", Judging.Input(received, key), Judging.Outcome(refusals), Judging.Actor(received), stop);
        var reply = Answer.Retour(message, await mailbox.NextIdentification(stop), clock.Today(), refusals);
        return new(refusals.Count == 0 ? MessageJudgement.Accepted : MessageJudgement.Rejected, reply);
    }

    private async Task Keep(ReceivedMessage received, Jw315 asked, ClientKey key, CancellationToken stop)
    {
        var actor = Judging.Actor(received);
        await clients.Keep(received.Receiver, received.Sender, key, Identity(asked.Client), stop);
        foreach (var product in asked.Client.AangevraagdeProducten)
        {
            var request = Request(received, key, product);
            await requests.Add(request, stop);
            await work.Decided(
                "RequestAllocation", request.Stream, Judging.Input(received, key), new { request.Status, request.AnswerDueOn }, actor, stop);
            await work.Publish(request.Stream, new AllocationRequested(
                request.Id, request.ClientKey, request.Municipality, request.Provider, request.Category, request.Product,
                request.RequestedOn, request.ReceivedAt), stop);
        }
    }

    private AllocationRequest Request(ReceivedMessage received, ClientKey key, AangevraagdProduct asked) => new(
        Guid.CreateVersion7(clock.GetUtcNow()), received.Receiver, received.Sender, key.Text, asked.ReferentieAanbieder, received.Id,
        asked.Product?.Categorie, asked.Product?.Code, asked.ToewijzingIngangsdatum, asked.ToewijzingEinddatum,
        asked.Omvang?.Volume, asked.Omvang?.Eenheid, asked.Omvang?.Frequentie, asked.Budget, asked.Verwijzer.Type,
        asked.BeschikkingNummer is not null, received.Dated, received.ReceivedAt,
        AnswerDueOn(asked.Product, DutchCalendar.DateIn(received.ReceivedAt)),
        RequestStatus.Open, null, null, null, null);

    /// <summary>Within the working days of OP274; crisis care on the day itself (R21).</summary>
    private DateOnly AnswerDueOn(Product? asked, DateOnly receivedOn) =>
        region.IsCrisisCare(asked?.Code, asked?.Categorie)
            ? receivedOn
            : receivedOn.AddWorkingDays(region.Thresholds.RequestAnswerWorkingDays);

    private static Client Identity(Jw315Client client) => new(
        client.Bsn, client.Geboortedatum.Datum, client.Geboortedatum.DatumGebruik, client.Geslacht,
        client.Naam.Geslachtsnaam.Achternaam, client.Naam.Geslachtsnaam.Voorvoegsel, client.Naam.Voornamen, client.Naam.Voorletters);
}

/// <summary>What the judging of every message writes to the decision log.</summary>
internal static class Judging
{
    internal static Bsn BsnOf(string digits) =>
        Bsn.TryParse(digits, out var bsn) ? bsn : throw new InvalidDataException("A stored message holds a number that is no BSN (CS002).");

    internal static object Input(ReceivedMessage received, ClientKey key) =>
        new { messageId = received.Id, municipality = received.Receiver, provider = received.Sender, clientKey = key.Text };

    internal static object Outcome(IReadOnlyList<ClassRefusal> refusals) =>
        new { refused = refusals.Select(r => new { path = r.Path, code = r.ReturnCode }).ToArray() };

    /// <summary>The platform judges for the municipality that the message was sent to.</summary>
    internal static Caller Actor(ReceivedMessage received) =>
        Caller.System("referrals") with
        {
            Municipalities = MunicipalityCode.TryParse(received.Receiver, out var municipality)
                ? new HashSet<MunicipalityCode> { municipality }
                : new HashSet<MunicipalityCode>(),
        };
}
