using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>Reading tenders: drafts for buyers only (T04).</summary>
internal static class TendersQuery
{
    internal static void MapTenderQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/tenders", List)
            .For(Readers.All)
            .WithName("listTenders").WithTags("tenders").WithSummary("Tenders, oldest first");
        routes.MapGet("/v1/tenders/{tenderId:guid}", One)
            .For(Readers.All)
            .WithName("getTender").WithTags("tenders").WithSummary("One tender with its lots")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<TenderView>>, ProblemHttpResult>> List(
        Guid? cursor, int? limit, Caller caller, TenderStore tenders, LotStore lots, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        var page = (await tenders.List(draftsToo: caller.Is(Role.Buyer), cursor, take, stop)).ToPage(take, t => t.Id);
        var theirs = await lots.OfTenders(page.Items.Select(t => t.Id), stop);
        return TypedResults.Ok(new Page<TenderView>([.. page.Items.Select(t => TenderView.Of(t, theirs))], page.Next));
    }

    private static async Task<Results<Ok<TenderView>, ProblemHttpResult>> One(
        Guid tenderId, Caller caller, TenderStore tenders, LotStore lots, CancellationToken stop) =>
        await tenders.Find(tenderId, stop) is { } tender && caller.MaySee(tender)
            ? TypedResults.Ok(TenderView.Of(tender, await lots.OfTenders([tenderId], stop)))
            : Problems.Missing("tender");
}
