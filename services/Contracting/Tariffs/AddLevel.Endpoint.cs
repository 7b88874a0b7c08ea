using Jeugdregio.Contracting.Agreements;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Tariffs;

internal static class AddLevelEndpoint
{
    internal static void MapAddLevel(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tariffs/{tariffId:guid}/levels", Handle)
            .Act().For(Role.ContractManager)
            .WithName("addLevel").WithTags("tariffs")
            .WithSummary("Add a level above the highest of a product's profile")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<TariffView>, ProblemHttpResult>> Handle(
        Guid tariffId, AddLevel body, Caller caller, AgreementStore agreements, TariffStore tariffs, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await tariffs.Find(tariffId, stop) is not { } tariff) return Problems.Missing("tariff");
        var agreement = (await agreements.Lock(tariff.AgreementId, stop))!;
        IReadOnlyList<Tariff> profile =
        [
            .. (await tariffs.OfAgreement(agreement.Id, null, null, stop)).Where(t => t.Product == tariff.Product),
        ];
        var versions = await tariffs.Versions(profile.Select(t => t.Id), stop);
        var now = clock.GetUtcNow();
        var outcome = AddLevel.Decide(
            agreement, profile, versions, body, clock.Today(), now, Guid.CreateVersion7(now));
        if (outcome.Refused(out var why, out var added)) return why.ToProblem();
        await tariffs.Add([added.Tariff], stop);
        await work.Decided(nameof(AddLevel), $"tariff-{added.Tariff.Id}", body, added, caller, stop);
        await tariffs.Set(agreement, [.. profile, added.Tariff], added.Versions, stop);
        return TypedResults.Created(
            $"/v1/agreements/{agreement.Id}/tariffs", TariffView.Of(added.Tariff, added.Versions));
    }
}
