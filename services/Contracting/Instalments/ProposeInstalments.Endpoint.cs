using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Instalments;

internal static class ProposeInstalmentsEndpoint
{
    internal static void MapProposeInstalments(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tariffs/{tariffId:guid}/instalment-schedules", Handle)
            .Act().For(Role.ContractManager)
            .WithName("proposeInstalments").WithTags("instalments")
            .WithSummary("Propose to pay a product by lump sum: which municipality pays how much when")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<InstalmentSchedule>, ProblemHttpResult>> Handle(
        Guid tariffId, ProposeInstalments body, Caller caller, RegionPack region, AgreementStore agreements,
        TariffStore tariffs,
        InstalmentStore instalments, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await tariffs.Find(tariffId, stop) is not { } tariff) return Problems.Missing("tariff");
        var agreement = await agreements.Lock(tariff.AgreementId, stop);
        var now = clock.GetUtcNow();
        var outcome = ProposeInstalments.Decide(
            body, agreement!, tariff, region, caller.ClientId, clock.Today(), now, () => Guid.CreateVersion7(now));
        if (outcome.Refused(out var why, out var proposed)) return why.ToProblem();
        await instalments.Add(proposed, stop);
        await work.Decided(nameof(ProposeInstalments), $"instalment-schedule-{proposed.Id}", body, proposed, caller,
            stop);
        return TypedResults.Created($"/v1/agreements/{proposed.AgreementId}/instalment-schedules", proposed);
    }
}
