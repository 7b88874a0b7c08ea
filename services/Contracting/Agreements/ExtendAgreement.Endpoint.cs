using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Agreements;

internal static class ExtendAgreementEndpoint
{
    internal static void MapExtendAgreement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/agreements/{agreementId:guid}/extensions", Handle)
            .Act().For(Role.ContractManager)
            .WithName("extendAgreement").WithTags("agreements").WithSummary("Extend an agreement as its contract model allows")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Handle(
        Guid agreementId, ExtendAgreement body, Caller caller, RegionPack region, AgreementStore agreements, TariffStore tariffs,
        UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await agreements.Lock(agreementId, stop) is not { } agreement) return Problems.Missing("agreement");
        var model = region.FindContractModel(agreement.ContractModel)
            ?? throw new InvalidOperationException($"The region pack has lost the contract model {agreement.ContractModel}.");
        var theirs = await tariffs.OfAgreement(agreementId, null, null, stop);
        var versions = await tariffs.Versions(theirs.Select(t => t.Id), stop);
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        var outcome = ExtendAgreement.Decide(agreement, model, versions, body, today, now);
        if (outcome.Refused(out var why, out var extended)) return why.ToProblem();
        await agreements.Save(extended.Agreement, stop);
        await work.Decided(nameof(ExtendAgreement), $"agreement-{agreementId}", body, extended, caller, stop);
        var a = extended.Agreement;
        await work.Publish(
            $"agreement-{a.Id}",
            new AgreementExtended(a.Id, a.Extensions, a.Provider, a.Segment, a.EndDate, now), stop);
        await tariffs.Set(a, theirs, extended.Tariffs, stop);
        return TypedResults.Ok(AgreementView.Of(a, today));
    }
}
