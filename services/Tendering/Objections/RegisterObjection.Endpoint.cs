using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Objections;

internal static class RegisterObjectionEndpoint
{
    internal static void MapRegisterObjection(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/lots/{lotId:guid}/objections", Handle)
            .Act().For(Role.Buyer)
            .WithName("registerObjection").WithTags("objections").WithSummary("Register summary proceedings against an award")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<ObjectionView>, ProblemHttpResult>> Handle(
        Guid lotId, RegisterObjection body, Caller caller, TenderStore tenders, LotStore lots, ObjectionStore objections, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await lots.Find(lotId, stop) is not { } found) return Problems.Missing("lot");
        await tenders.Lock(found.TenderId, stop);
        var lot = await lots.Lock(lotId, stop);
        var now = clock.GetUtcNow();
        var outcome = RegisterObjection.Decide(lot!, body, clock.Today(), now, Guid.CreateVersion7(now));
        if (outcome.Refused(out var why, out var registered)) return why.ToProblem();
        await objections.Add(registered, stop);
        await work.Decided(nameof(RegisterObjection), $"lot-{lotId}", body, registered, caller, stop);
        return TypedResults.Created($"/v1/lots/{lotId}/objections", ObjectionView.Of(registered));
    }
}
