using Jeugdregio.Contracting.Agreements;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Instalments;

/// <summary>Who reads an agreement reads its schedules; a municipality its own instalments only.</summary>
internal static class InstalmentsQuery
{
    internal static void MapInstalmentQueries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/agreements/{agreementId:guid}/instalment-schedules", List)
            .For(AgreementsQuery.Readers)
            .WithName("listInstalmentSchedules").WithTags("instalments")
            .WithSummary("Instalment schedules of an agreement, oldest first")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<InstalmentSchedule>>, ProblemHttpResult>> List(
        Guid agreementId, Guid? cursor, int? limit, Caller caller, AgreementStore agreements,
        InstalmentStore instalments,
        CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await agreements.Find(agreementId, stop) is not { } agreement
            || !caller.MayRead(agreement)) return Problems.Missing("agreement");
        var schedules = await instalments.OfAgreement(agreementId, caller.OnlyMunicipalities(), cursor, take, stop);
        return TypedResults.Ok(schedules.ToPage(take, s => s.Id));
    }
}
