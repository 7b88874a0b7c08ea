using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Bids;

internal static class SubmitBidEndpoint
{
    internal static void MapSubmitBid(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/lots/{lotId:guid}/bids", Handle)
            .Act().For(Role.Provider)
            .WithName("submitBid").WithTags("bids").WithSummary("Submit a bid on a lot, or replace the own one")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<BidView>, ProblemHttpResult>> Handle(
        Guid lotId, SubmitBid body, Caller caller, RegionPack region, TenderStore tenders, LotStore lots, BidStore bids, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (caller.Provider is not { } provider || await lots.Find(lotId, stop) is not { } lot) return Problems.Missing("lot");
        // held, so that the tender cannot be closed between this decision and its commit
        if (await tenders.Hold(lot.TenderId, stop) is not { } tender || !caller.MaySee(tender)) return Problems.Missing("lot");
        var now = clock.GetUtcNow();
        if (SubmitBid.Decide(tender, lot, body, region, now).Refused(out var why, out var content)) return why.ToProblem();
        var bid = await bids.Submit(Guid.CreateVersion7(now), lotId, tender.Id, provider.ToString(), content, now, stop);
        // the decision log is read by others than the bidder, so it holds the seal and not what is sealed
        await work.Decided(
            nameof(SubmitBid), $"bid-{bid.Id}", new { lotId, bid.Provider }, new { bid.Id, bid.Version, bid.Seal }, caller, stop);
        return TypedResults.Created($"/v1/bids/{bid.Id}", BidView.WithoutScores(bid));
    }
}
