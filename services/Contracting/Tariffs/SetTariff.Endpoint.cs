using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.SegmentTariffs;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Tariffs;

internal static class SetTariffEndpoint
{
    internal static void MapSetTariff(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tariffs/{tariffId:guid}/versions", Handle)
            .Act().For(Role.ContractManager)
            .WithName("setTariff").WithTags("tariffs")
            .WithSummary("Set a tariff anew from a date, by amount, by indexation or as the segment's")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<TariffVersionView>, ProblemHttpResult>> Handle(
        Guid tariffId, SetTariff body, Caller caller, AgreementStore agreements, TariffStore tariffs,
        SegmentTariffStore segmentTariffs, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await tariffs.Find(tariffId, stop) is not { } tariff) return Problems.Missing("tariff");
        var agreement = await agreements.Lock(tariff.AgreementId, stop);
        var versions = await tariffs.Versions([tariffId], stop);
        var segmentHasTariff =
            body.FollowSegment && await segmentTariffs.HoldsOn(agreement!.Segment, tariff, body.ValidFrom, stop);
        var outcome = SetTariff.Decide(
            agreement!, tariff, versions, body, clock.Today(), clock.GetUtcNow(), segmentHasTariff);
        if (outcome.Refused(out var why, out var version)) return why.ToProblem();
        await work.Decided(nameof(SetTariff), $"tariff-{tariffId}", body, version, caller, stop);
        await tariffs.Set(agreement!, [tariff], [version], stop);
        return TypedResults.Created($"/v1/agreements/{tariff.AgreementId}/tariffs", TariffVersionView.Of(version));
    }
}
