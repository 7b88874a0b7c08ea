using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Bids;

internal static class ScoreBidEndpoint
{
    internal static void MapScoreBid(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/bids/{bidId:guid}/scores", Handle)
            .Act().For(Role.Buyer)
            .WithName("scoreBid").WithTags("bids").WithSummary("Score an opened bid by the tender's criteria")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<BidView>, ProblemHttpResult>> Handle(
        Guid bidId, ScoreBid body, Caller caller, TenderStore tenders, LotStore lots, BidStore bids, UnitOfWork work, CancellationToken stop)
    {
        if (await bids.FindOpened(bidId, stop) is not { } bid) return Problems.Missing("bid");
        // locked, so that points do not change under an announcement
        var lot = await lots.Lock(bid.LotId, stop);
        var tender = await tenders.Find(bid.TenderId, stop);
        if (ScoreBid.Decide(tender!, lot!, body).Refused(out var why, out var scored)) return why.ToProblem();
        await bids.SaveScores(bidId, scored.Scores, stop);
        await work.Decided(nameof(ScoreBid), $"bid-{bidId}", body, scored, caller, stop);
        return TypedResults.Ok(BidView.Of(bid with { Scores = scored.Scores }, tender!.Criteria));
    }
}
