using Grpc.Core;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using ContractingClient = Jeugdregio.Contracting.Wire.V1.Grpc.Contracting.ContractingClient;

namespace Jeugdregio.Referrals.Requests;

/// <summary>Honours a request: asks Contracting, decides, sends the JW301, tells.</summary>
internal sealed class HonourRequestEndpoint(
    UnitOfWork work, RequestStore requests, AllocationStore allocations, ClientStore clients, AllocationMailing mailing,
    ContractingClient contracting, RegionPack region, TimeProvider clock)
{
    internal async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Handle(
        AllocationRequest seen, HonourRequest act, Address? address, Caller caller, CancellationToken stop)
    {
        if (address is not null && Address.Check(address) is { } wrong) return wrong.ToProblem(StatusCodes.Status400BadRequest);
        if (Answering.CheckUndecided(seen) is { } early) return early.ToProblem(StatusCodes.Status409Conflict);
        // asked before anything is locked: a slow answer holds up nobody else
        var contract = await Ask(seen, act.TermsFor(seen), stop);
        var key = new ClientKey(seen.ClientKey);
        await clients.Lock(key, seen.Provider, stop);
        var request = await requests.Hold(seen.Id, stop);
        if (Answering.CheckUndecided(request) is { } decided) return decided.ToProblem(StatusCodes.Status409Conflict);
        var others = await allocations.OfClient(request.Municipality, request.Provider, key, stop);
        var number = await allocations.NextNumber(request.Municipality, stop);
        var outcome = HonourRequest.Decide(
            request, act, contract, region.FindSegment(contract.Segment), others, number, clock.Today(), clock.GetUtcNow());
        if (outcome.Refused(out var why, out var allocation)) return why.ToProblem();
        if (address is not null) await clients.KeepAddress(request.Municipality, key, address, stop);
        await allocations.Add(allocation, stop);
        if ((await mailing.Send(allocation, request.Reference, stop)).Refused(out var unsent, out var messageId)) return unsent.ToProblem();
        await Save(request, allocation, contract, caller, stop);
        return TypedResults.Ok(new DecisionView(
            request.Id, "honour", RequestStatus.Honoured, null, allocation.Municipality, allocation.Number, allocation.AllocatedCents,
            $"/ijw/v1/jw301/{messageId}")
        {
            ApprovalDueOn = contract.ApprovalDueOn,
        });
    }

    private async Task Save(
        AllocationRequest request, Allocation allocation, ContractAnswer contract, Caller caller, CancellationToken stop)
    {
        await requests.SaveAnswer(
            request with
            {
                Status = RequestStatus.Honoured, AllocationNumber = allocation.Number, DecidedAt = allocation.DecidedAt,
            }, stop);
        await work.Decided(
            "HonourRequest", request.Stream, new { requested = request.Terms, granted = allocation.Terms, contract },
            new { allocation.Municipality, allocation.Number, allocation.Version, allocation.AllocatedCents }, caller, stop);
        await work.Publish(allocation.Stream, allocation.ToEvent(), stop);
    }

    private async Task<ContractAnswer> Ask(AllocationRequest request, AllocationTerms terms, CancellationToken stop)
    {
        try
        {
            var reply = await contracting.MayAllocateAsync(
                new MayAllocateRequest
                {
                    Provider = request.Provider,
                    Product = terms.Product ?? "",
                    Category = terms.Category ?? "",
                    Municipality = request.Municipality,
                    Day = WireDay.Text(terms.StartDate),
                    ClientKey = request.ClientKey,
                    Moved = await Moved(request, terms, stop),
                }, cancellationToken: stop);
            return new(
                reply.Allowed, reply.RefusalCode, reply.RefusalDetail, reply.Segment, reply.TariffCents,
                reply.TariffUnit.Length == 0 ? null : reply.TariffUnit,
                reply.HasLastDay ? WireDay.Parse(reply.LastDay) : null)
            {
                ApprovalDueOn = ApprovalDueOn(reply),
            };
        }
        catch (RpcException e) when (e.ToRefusal() is { } why)
        {
            return new(false, why.Code, why.Detail, "", 0, null);
        }
    }

    /// <summary>From where the client moved with this care (B12): our own knowledge, nobody's word.</summary>
    private async Task<Move?> Moved(AllocationRequest request, AllocationTerms terms, CancellationToken stop) =>
        await allocations.Moved(request.Municipality, request.Provider, new(request.ClientKey), terms, stop) is { } left
            ? new()
            {
                Municipality = left.Municipality,
                FirstDay = WireDay.Text(left.StartDate),
                LastDay = WireDay.Text(left.EndDate!.Value),
            }
            : null;

    private static DateOnly? ApprovalDueOn(MayAllocateReply reply) => reply.ApprovalDueOn.Length == 0
        ? null
        : WireDay.Parse(reply.ApprovalDueOn);
}
