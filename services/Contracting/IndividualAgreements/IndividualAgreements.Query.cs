using Jeugdregio.Contracting.Agreements;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>
/// An access team reads what it proposed, contract managers all, a provider what was agreed with it. Nobody else: each
/// is about one client.
/// </summary>
internal static class IndividualAgreementsQuery
{
    private static readonly string[] Readers = [Role.ContractManager, Role.AccessTeam, Role.Provider];

    internal static void MapIndividualAgreementQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/individual-agreements", List)
            .For(Readers)
            .WithName("listIndividualAgreements").WithTags("individual-agreements")
            .WithSummary("Agreements for one client with a provider that is not contracted, oldest first");
        routes.MapGet("/v1/individual-agreements/{agreementId:guid}", One)
            .For(Readers)
            .WithName("getIndividualAgreement").WithTags("individual-agreements")
            .WithSummary("One agreement for one client")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<IndividualAgreementView>>, ProblemHttpResult>> List(
        Guid? cursor, int? limit, Caller caller, IndividualAgreementStore agreements, TimeProvider clock,
        CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        var rows = await agreements.List(
            caller.OnlyMunicipalities(), caller.WorksForRegion ? null : caller.Provider?.ToString(), cursor, take,
            stop);
        return TypedResults.Ok(rows.Select(a => View(a, caller, clock)).ToList().ToPage(take, a => a.Id));
    }

    private static async Task<Results<Ok<IndividualAgreementView>, ProblemHttpResult>> One(
        Guid agreementId, Caller caller, IndividualAgreementStore agreements, TimeProvider clock,
        CancellationToken stop) =>
        await agreements.Find(agreementId, stop) is { } agreement && caller.MayRead(agreement)
            ? TypedResults.Ok(View(agreement, caller, clock))
            : Problems.Missing("individual-agreement");

    private static bool MayRead(this Caller caller, IndividualAgreement agreement) =>
        caller.WorksForRegion || caller.Municipalities.Any(m => m.ToString() == agreement.Municipality)
        || (caller.Provider?.ToString() == agreement.Provider && agreement.Status is IndividualAgreementStatus.Agreed);

    private static IndividualAgreementView View(IndividualAgreement agreement, Caller caller, TimeProvider clock)
    {
        var view = IndividualAgreementView.Of(agreement, clock.Today());
        return caller.WorksForRegion || caller.Municipalities.Any(m => m.ToString() == agreement.Municipality)
            ? view
            : view.ForProvider();
    }
}
