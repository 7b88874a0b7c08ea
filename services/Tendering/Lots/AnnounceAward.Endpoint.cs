using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Lots;

internal static class AnnounceAwardEndpoint
{
    internal static void MapAnnounceAward(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/lots/{lotId:guid}/award-decisions", Handle)
            .Act().For(Role.Buyer)
            .WithName("announceAward").WithTags("lots").WithSummary("Announce award and rejections of a lot; the standstill starts")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<AnnouncementView>, ProblemHttpResult>> Handle(
        Guid lotId, AnnounceAward body, Caller caller, RegionPack region, TenderStore tenders, LotStore lots, BidStore bids, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await lots.Lock(lotId, stop) is not { } lot) return Problems.Missing("lot");
        var tender = await tenders.Find(lot.TenderId, stop);
        var opened = await bids.ListOpened(lotId, null, null, stop);
        var now = clock.GetUtcNow();
        var outcome = AnnounceAward.Decide(
            tender!, lot, opened, body, region.Thresholds, clock.Today(), now, () => Guid.CreateVersion7(now));
        if (outcome.Refused(out var why, out var announced)) return why.ToProblem();
        await lots.Save(announced.Lot, stop);
        await lots.Add(announced.Decisions, stop);
        await work.Decided(nameof(AnnounceAward), $"lot-{lotId}", body, announced, caller, stop);
        return TypedResults.Created(
            $"/v1/lots/{lotId}/award-decisions",
            new AnnouncementView(LotView.Of(announced.Lot), [.. announced.Decisions.Select(AwardDecisionView.Of)]));
    }
}
