using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>A provider reads its own agreements, a municipality the signed ones that hold for it, the region all.</summary>
internal static class AgreementsQuery
{
    internal static readonly string[] Readers =
    [
        Role.ContractManager, Role.Buyer, Role.Analyst, Role.Operations, Role.Service, Role.Provider, Role.Municipality, Role.AccessTeam,
    ];

    internal static void MapAgreementQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/agreements", List)
            .For(Readers)
            .WithName("listAgreements").WithTags("agreements").WithSummary("Agreements, oldest first");
        routes.MapGet("/v1/agreements/{agreementId:guid}", One)
            .For(Readers)
            .WithName("getAgreement").WithTags("agreements").WithSummary("One agreement")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static bool MayRead(this Caller caller, Agreement agreement) =>
        caller.WorksForRegion || caller.Provider?.ToString() == agreement.Provider
        || (agreement.IsSigned && caller.Municipalities.Any(m => agreement.Municipalities.Contains(m.ToString())));

    private static async Task<Results<Ok<Page<AgreementView>>, ProblemHttpResult>> List(
        string? provider, string? segment, Guid? cursor, int? limit, Caller caller, AgreementStore agreements, TimeProvider clock,
        CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (provider is not null && !AgbCode.TryParse(provider, out _)) return Problems.Malformed("provider", "An AGB code is eight digits.");
        if (caller.Provider is { } own && provider is not null && provider != own.ToString())
            return TypedResults.Ok(new Page<AgreementView>([], null));
        var rows = await agreements.List(
            caller.Provider?.ToString() ?? provider, caller.OnlyMunicipalities(), segment, cursor, take, stop);
        var today = clock.Today();
        return TypedResults.Ok(rows.Select(a => AgreementView.Of(a, today)).ToList().ToPage(take, a => a.Id));
    }

    private static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> One(
        Guid agreementId, Caller caller, AgreementStore agreements, TimeProvider clock, CancellationToken stop) =>
        await agreements.Find(agreementId, stop) is { } agreement && caller.MayRead(agreement)
            ? TypedResults.Ok(AgreementView.Of(agreement, clock.Today()))
            : Problems.Missing("agreement");

    /// <summary>The municipalities to which reading is limited; null for the region and for providers, which have limits of their own.</summary>
    internal static string[]? OnlyMunicipalities(this Caller caller) =>
        caller.WorksForRegion || caller.Provider is not null ? null : [.. caller.Municipalities.Select(m => m.ToString())];
}
