using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Instalments;

internal static class DecideInstalmentsEndpoint
{
    internal static void MapDecideInstalments(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/instalment-schedules/{scheduleId:guid}/decisions", Handle)
            .Act().For(Role.ContractManager)
            .WithName("decideInstalments").WithTags("instalments")
            .WithSummary("Agree with a schedule or refuse it; by another contract manager than who proposed it")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<InstalmentSchedule>, ProblemHttpResult>> Handle(
        Guid scheduleId, DecideInstalments body, Caller caller, AgreementStore agreements, TariffStore tariffs,
        InstalmentStore instalments, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await instalments.Find(scheduleId, stop) is not { } found) return Problems.Missing("instalment-schedule");
        // whoever changes tariffs locks the agreement first
        var agreement = (await agreements.Lock(found.AgreementId, stop))!;
        var schedule = (await instalments.Lock(scheduleId, stop))!;
        var versions = await tariffs.Versions([schedule.TariffId], stop);
        var paysAgain = await instalments.PaysAgain(scheduleId, stop);
        var outcome = DecideInstalments.Decide(
            schedule, agreement, versions, paysAgain, body, caller.ClientId, clock.Today(), clock.GetUtcNow());
        if (outcome.Refused(out var why, out var decided)) return why.ToProblem();
        await instalments.Save(decided.Schedule, stop);
        await work.Decided(nameof(DecideInstalments), $"instalment-schedule-{scheduleId}", body, decided, caller, stop);
        var tariff = (await tariffs.Find(schedule.TariffId, stop))!;
        if (decided.Tariff is { } version) await tariffs.Set(agreement, [tariff], [version], stop);
        if (decided.Schedule.Status is ScheduleStatus.Agreed)
            await Tell(decided.Schedule, agreement, tariff, work, stop);
        return TypedResults.Ok(decided.Schedule);
    }

    private static Task Tell(
        InstalmentSchedule schedule, Agreement agreement, Tariff tariff, UnitOfWork work, CancellationToken stop) =>
        work.Publish(
            $"agreement-{agreement.Id}",
            new InstalmentsAgreed(
                schedule.Id, agreement.Id, tariff.Id, agreement.Provider, agreement.Segment, tariff.Product,
                [
                    .. schedule.Instalments.Select(i =>
                        new AgreedInstalment(i.Id, i.Municipality, i.Month, i.DueOn, i.AmountCents)),
                ],
                schedule.DecidedAt!.Value), stop);
}
