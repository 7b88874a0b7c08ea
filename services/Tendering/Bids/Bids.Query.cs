using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Bids;

/// <summary>A provider reads its own bids and no others; the region reads bids from the closing of the tender on.</summary>
internal static class BidsQuery
{
    internal static void MapBidQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/lots/{lotId:guid}/bids", OfLot)
            .For(Readers.Region)
            .WithName("listBidsOfLot").WithTags("bids").WithSummary("The opened bids on a lot")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/v1/bids", Own)
            .For(Role.Provider)
            .WithName("listOwnBids").WithTags("bids").WithSummary("The caller's own bids");
        routes.MapGet("/v1/bids/{bidId:guid}", One)
            .For([.. Readers.Region, Role.Provider])
            .WithName("getBid").WithTags("bids").WithSummary("One bid")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<BidView>>, ProblemHttpResult>> OfLot(
        Guid lotId, Guid? cursor, int? limit, Caller caller, TenderStore tenders, LotStore lots, BidStore bids, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await lots.Find(lotId, stop) is not { } lot || await tenders.Find(lot.TenderId, stop) is not { } tender || !caller.MaySee(tender))
            return Problems.Missing("lot");
        if (tender.Status is not TenderStatus.Closed)
            return new Refusal("bids-sealed", "Bids are sealed until the tender has been closed.", Rule: "T22").ToProblem(StatusCodes.Status409Conflict);
        var rows = await bids.ListOpened(lotId, cursor, take, stop);
        return TypedResults.Ok(rows.Select(b => BidView.Of(b, tender.Criteria)).ToList().ToPage(take, b => b.Id));
    }

    private static async Task<Results<Ok<Page<BidView>>, ProblemHttpResult>> Own(
        Guid? cursor, int? limit, Caller caller, BidStore bids, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        var rows = caller.Provider is { } provider ? await bids.ListOwn(provider.ToString(), cursor, take, stop) : [];
        return TypedResults.Ok(rows.Select(BidView.WithoutScores).ToList().ToPage(take, b => b.Id));
    }

    private static async Task<Results<Ok<BidView>, ProblemHttpResult>> One(
        Guid bidId, Caller caller, TenderStore tenders, LotStore lots, BidStore bids, CancellationToken stop)
    {
        var own = caller.Provider is { } provider ? await bids.FindOwn(bidId, provider.ToString(), stop) : null;
        var bid = own ?? (Readers.Region.Any(caller.Is) ? await bids.FindOpened(bidId, stop) : null);
        if (bid is null) return Problems.Missing("bid");
        if (own is not null && await lots.Find(bid.LotId, stop) is { Status: LotStatus.Open }) return TypedResults.Ok(BidView.WithoutScores(bid));
        return TypedResults.Ok(BidView.Of(bid, (await tenders.Find(bid.TenderId, stop))!.Criteria));
    }
}
