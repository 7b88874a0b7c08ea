using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Agreements;

internal static class SignAgreementEndpoint
{
    internal static void MapSignAgreement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/agreements/{agreementId:guid}/signatures", Handle)
            .Act().For(Role.Provider, Role.ContractManager)
            .WithName("signAgreement").WithTags("agreements").WithSummary("Sign an agreement, for the provider or for the region")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Handle(
        Guid agreementId, Caller caller, AgreementStore agreements, TariffStore tariffs, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        if (await agreements.Lock(agreementId, stop) is not { } agreement
            || PartyOf(caller, agreement) is not { } party)
            return Problems.Missing("agreement");
        var theirs = await tariffs.OfAgreement(agreementId, null, null, stop);
        var act = new SignAgreement(party);
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        if (SignAgreement.Decide(agreement, theirs, act, today, now).Refused(out var why, out var signed)) return why.ToProblem();
        await agreements.Save(signed.Agreement, stop);
        await work.Decided(
            nameof(SignAgreement), $"agreement-{agreementId}", new { agreementId, by = act.By.ToString() }, signed, caller, stop);
        if (signed.Agreement.IsSigned) await Activate(signed, theirs, tariffs, work, now, stop);
        return TypedResults.Ok(AgreementView.Of(signed.Agreement, today));
    }

    /// <summary>For whom the caller signs: a provider for itself, a contract manager for the region (G03).</summary>
    private static SigningParty? PartyOf(Caller caller, Agreement agreement) =>
        caller.Is(Role.Provider) && caller.Provider?.ToString() == agreement.Provider ? SigningParty.Provider
        : caller.Is(Role.ContractManager) ? SigningParty.Region : null;

    private static async Task Activate(
        AgreementSigned signed, IReadOnlyList<Tariff> theirs, TariffStore tariffs, UnitOfWork work, DateTimeOffset now,
        CancellationToken stop)
    {
        var a = signed.Agreement;
        await work.Publish(
            $"agreement-{a.Id}",
            new AgreementActivated(
                a.Id, a.Provider, a.Segment, a.Municipalities, [.. theirs.Select(t => t.Product).Order(StringComparer.Ordinal)],
                a.StartDate, a.EndDate, now), stop);
        await tariffs.Set(a, theirs, signed.Tariffs, stop);
    }
}
