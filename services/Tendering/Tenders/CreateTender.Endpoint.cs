using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Tenders;

internal static class CreateTenderEndpoint
{
    internal static void MapCreateTender(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tenders", Handle)
            .Act().For(Role.Buyer)
            .WithName("createTender").WithTags("tenders").WithSummary("Draft a tender");

    private static async Task<Results<Created<TenderView>, ProblemHttpResult>> Handle(
        CreateTender body, Caller caller, RegionPack region, TenderStore tenders, LotStore lots, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (CreateTender.Decide(body, region, now, () => Guid.CreateVersion7(now)).Refused(out var why, out var drafted)) return why.ToProblem();
        await tenders.Add(drafted.Tender, stop);
        await lots.Add(drafted.Lots, stop);
        await work.Decided(nameof(CreateTender), $"tender-{drafted.Tender.Id}", body, drafted, caller, stop);
        return TypedResults.Created($"/v1/tenders/{drafted.Tender.Id}", TenderView.Of(drafted.Tender, drafted.Lots));
    }
}
