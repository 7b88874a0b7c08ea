using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Objections;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Lots;

internal static class AwardLotEndpoint
{
    internal static void MapAwardLot(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/lots/{lotId:guid}/awards", Handle)
            .Act().For(Role.Buyer)
            .WithName("awardLot").WithTags("lots").WithSummary("Make the announced award of a lot final")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<LotView>, ProblemHttpResult>> Handle(
        Guid lotId, Caller caller, TenderStore tenders, LotStore lots, BidStore bids, ObjectionStore objections, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await lots.Find(lotId, stop) is not { } found) return Problems.Missing("lot");
        // objections to any lot of the segment count; locking the tender first lets none slip in between
        var tender = await tenders.Lock(found.TenderId, stop);
        var lot = await lots.Lock(lotId, stop);
        var outcome = AwardLot.Decide(
            tender!, lot!, await lots.Decisions(lotId, lot!.Round, stop), await bids.ListOpened(lotId, null, null, stop),
            await objections.AnyOpen(lot.TenderId, lot.Segment, stop), clock.Today(), clock.GetUtcNow());
        if (outcome.Refused(out var why, out var decided)) return why.ToProblem();
        await lots.Save(decided.Lot, stop);
        await work.Decided(nameof(AwardLot), $"lot-{lotId}", new { lotId, lot.Round }, decided, caller, stop);
        foreach (var award in decided.Awards) await work.Publish($"lot-{lotId}", award, stop);
        return TypedResults.Ok(LotView.Of(decided.Lot));
    }
}
