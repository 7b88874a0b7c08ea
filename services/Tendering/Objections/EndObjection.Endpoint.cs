using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Objections;

internal static class EndObjectionEndpoint
{
    internal static void MapEndObjection(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/objections/{objectionId:guid}/endings", Handle)
            .Act().For(Role.Buyer)
            .WithName("endObjection").WithTags("objections").WithSummary("Register the withdrawal or judgment of an objection")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<ObjectionView>, ProblemHttpResult>> Handle(
        Guid objectionId, EndObjection body, Caller caller, TenderStore tenders, LotStore lots, ObjectionStore objections, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await objections.Find(objectionId, stop) is not { } found) return Problems.Missing("objection");
        // every act on awards locks tender, then lot: the objection is read again under that lock
        await tenders.Lock(found.TenderId, stop);
        var lot = await lots.Lock(found.LotId, stop);
        var objection = await objections.Find(objectionId, stop);
        if (EndObjection.Decide(objection!, lot!, body, clock.Today()).Refused(out var why, out var ended)) return why.ToProblem();
        await objections.Save(ended.Objection, stop);
        if (ended.Lot != lot) await lots.Save(ended.Lot, stop);
        await work.Decided(nameof(EndObjection), $"lot-{found.LotId}", body, ended.Objection, caller, stop);
        return TypedResults.Ok(ObjectionView.Of(ended.Objection));
    }
}
