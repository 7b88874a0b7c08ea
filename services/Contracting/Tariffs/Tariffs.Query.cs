using Jeugdregio.Contracting.Agreements;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Tariffs;

internal static class TariffsQuery
{
    internal static void MapTariffQueries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/agreements/{agreementId:guid}/tariffs", List)
            .For(AgreementsQuery.Readers)
            .WithName("listTariffs").WithTags("tariffs").WithSummary("Tariffs of an agreement with all their versions")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<TariffView>>, ProblemHttpResult>> List(
        Guid agreementId, Guid? cursor, int? limit, Caller caller, AgreementStore agreements, TariffStore tariffs, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await agreements.Find(agreementId, stop) is not { } agreement || !caller.MayRead(agreement)) return Problems.Missing("agreement");
        var page = (await tariffs.OfAgreement(agreementId, cursor, take, stop)).ToPage(take, t => t.Id);
        var versions = await tariffs.Versions(page.Items.Select(t => t.Id), stop);
        return TypedResults.Ok(new Page<TariffView>([.. page.Items.Select(t => TariffView.Of(t, versions))], page.Next));
    }
}
