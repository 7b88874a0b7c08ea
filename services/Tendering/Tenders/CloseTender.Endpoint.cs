using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Tenders;

internal static class CloseTenderEndpoint
{
    internal static void MapCloseTender(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tenders/{tenderId:guid}/closures", Handle)
            .Act().For(Role.Buyer)
            .WithName("closeTender").WithTags("tenders").WithSummary("Close a tender, which opens its bids")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<TenderView>, ProblemHttpResult>> Handle(
        Guid tenderId, Caller caller, TenderStore tenders, LotStore lots, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await tenders.Lock(tenderId, stop) is not { } tender) return Problems.Missing("tender");
        if (CloseTender.Decide(tender, clock.GetUtcNow()).Refused(out var why, out var changed)) return why.ToProblem();
        await tenders.Save(changed, stop);
        await work.Decided(nameof(CloseTender), $"tender-{tenderId}", new { tenderId }, changed, caller, stop);
        return TypedResults.Ok(TenderView.Of(changed, await lots.OfTenders([tenderId], stop)));
    }
}
