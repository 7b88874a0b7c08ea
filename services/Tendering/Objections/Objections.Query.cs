using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Objections;

internal static class ObjectionsQuery
{
    internal static void MapObjectionQueries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/lots/{lotId:guid}/objections", List)
            .For(Readers.Region)
            .WithName("listObjections").WithTags("objections").WithSummary("Objections against the award of a lot")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<ObjectionView>>, ProblemHttpResult>> List(
        Guid lotId, Guid? cursor, int? limit, LotStore lots, ObjectionStore objections, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await lots.Find(lotId, stop) is null) return Problems.Missing("lot");
        var rows = await objections.List(lotId, cursor, take, stop);
        return TypedResults.Ok(rows.Select(ObjectionView.Of).ToList().ToPage(take, o => o.Id));
    }
}
