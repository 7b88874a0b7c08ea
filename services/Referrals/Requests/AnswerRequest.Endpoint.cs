using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.Requests;

/// <summary>Answers a request with a JW319: refused, or looked into.</summary>
internal sealed class AnswerRequestEndpoint(
    UnitOfWork work, RequestStore requests, ClientStore clients, MailboxStore mailbox, RegionPack region,
    TimeProvider clock)
{
    internal async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Refuse(
        AllocationRequest seen, RefuseRequest act, Caller caller, CancellationToken stop)
    {
        var request = await Hold(seen, stop);
        if (Answering.CheckUndecided(request) is { } decided) return decided.ToProblem(StatusCodes.Status409Conflict);
        if (RefuseRequest.Decide(request, act, clock.GetUtcNow()).Refused(out var why, out var refused)) return why.ToProblem();
        var messageId = await Send(refused, VerzoekAntwoorden.Afgewezen, stop);
        await requests.SaveAnswer(refused, stop);
        await work.Decided(
            "RefuseRequest", request.Stream, act, new { refused.Status, refused.RefusalReason, refused.ResponsibleMunicipality }, caller, stop);
        await work.Publish(request.Stream, new AllocationRefused(
            request.Id, request.ClientKey, request.Municipality, request.Provider, request.Product, refused.RefusalReason!,
            clock.GetUtcNow()), stop);
        return TypedResults.Ok(View(refused, "refuse", messageId));
    }

    internal async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Investigate(
        AllocationRequest seen, Caller caller, CancellationToken stop)
    {
        var request = await Hold(seen, stop);
        var outcome = InvestigateRequest.Decide(request, request.IsCrisis(region), clock.Today());
        if (outcome.Refused(out var why, out var investigating))
            return why.ToProblem(StatusCodes.Status409Conflict);
        var messageId = await Send(investigating, VerzoekAntwoorden.InOnderzoek, stop);
        await requests.SaveAnswer(investigating, stop);
        await work.Decided(
            "InvestigateRequest", request.Stream, new { request.AnswerDueOn }, new { investigating.Status, investigating.AnswerDueOn }, caller, stop);
        return TypedResults.Ok(View(investigating, "investigate", messageId));
    }

    private async Task<AllocationRequest> Hold(AllocationRequest seen, CancellationToken stop)
    {
        await clients.Lock(new(seen.ClientKey), seen.Provider, stop);
        return await requests.Hold(seen.Id, stop);
    }

    private async Task<Guid> Send(AllocationRequest request, string answer, CancellationToken stop)
    {
        var message = new Jw319
        {
            Header = new()
            {
                Afzender = request.Municipality,
                Ontvanger = request.Provider,
                BerichtIdentificatie = new() { Identificatie = await mailbox.NextIdentification(stop), Dagtekening = clock.Today() },
            },
            Antwoord = new()
            {
                ReferentieAanbieder = request.Reference,
                VerzoekAntwoord = answer,
                RedenAfwijzingVerzoek = request.RefusalReason,
                Woonplaatsbeginsel = request.ResponsibleMunicipality is { } responsible ? new() { Gemeente = responsible } : null,
            },
        };
        return await mailbox.Send(message, null, stop);
    }

    private static DecisionView View(AllocationRequest request, string decision, Guid messageId) => new(
        request.Id, decision, request.Status, request.AnswerDueOn, null, null, null, $"/ijw/v1/jw319/{messageId}");
}
