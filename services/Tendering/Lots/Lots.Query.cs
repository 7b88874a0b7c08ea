using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Tenders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Lots;

/// <summary>Reading lots, and what was decided on the bids: a provider reads the decision on its own bid.</summary>
internal static class LotsQuery
{
    internal static void MapLotQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/lots/{lotId:guid}", One)
            .For(Readers.All)
            .WithName("getLot").WithTags("lots").WithSummary("One lot")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/v1/lots/{lotId:guid}/award-decisions", Decisions)
            .For([.. Readers.Region, Role.Provider])
            .WithName("listAwardDecisions").WithTags("lots").WithSummary("Announced decisions on the bids of a lot")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<LotView>, ProblemHttpResult>> One(
        Guid lotId, Caller caller, TenderStore tenders, LotStore lots, CancellationToken stop) =>
        await Visible(lotId, caller, tenders, lots, stop) is { } lot ? TypedResults.Ok(LotView.Of(lot)) : Problems.Missing("lot");

    private static async Task<Results<Ok<Page<AwardDecisionView>>, ProblemHttpResult>> Decisions(
        Guid lotId, Guid? cursor, int? limit, Caller caller, TenderStore tenders, LotStore lots, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await Visible(lotId, caller, tenders, lots, stop) is null) return Problems.Missing("lot");
        var provider = Readers.Region.Any(caller.Is) ? null : caller.Provider?.ToString() ?? "";
        var rows = await lots.ListDecisions(lotId, provider, cursor, take, stop);
        return TypedResults.Ok(rows.Select(AwardDecisionView.Of).ToList().ToPage(take, d => d.Id));
    }

    private static async Task<Lot?> Visible(Guid id, Caller caller, TenderStore tenders, LotStore lots, CancellationToken stop) =>
        await lots.Find(id, stop) is { } lot && await tenders.Find(lot.TenderId, stop) is { } tender && caller.MaySee(tender) ? lot : null;
}
