using Jeugdregio.Referrals.Requests;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.Clients;

/// <summary>Who a request is about. The one answer of the platform with a BSN in it; every reading is logged.</summary>
internal sealed record ClientView(
    string Bsn, DateOnly BirthDate, string? BirthDateUse, string Gender, string FamilyName, string? FamilyNamePrefix, string? GivenNames,
    string? Initials);

internal static class ReadClientEndpoint
{
    /// <summary>A closed list: free text in an address would itself end up in logs.</summary>
    private static readonly string[] Purposes = ["decide-request", "residence-check", "correction", "complaint"];

    internal static void MapClients(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/allocation-requests/{id:guid}/client", Read)
            .For(Role.AccessTeam).Act(keyRequired: false)
            .WithName("ReadClient").WithTags("requests")
            .WithSummary("Who the client of a request is; for the access team of the client's own municipality, with a purpose.");

    private static async Task<Results<Ok<ClientView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, RequestStore requests, ClientStore clients, HttpContext context, CancellationToken stop,
        string? purpose = null)
    {
        if (purpose is null || !Purposes.Contains(purpose))
            return Problems.Malformed("purpose", $"Say for what: {string.Join(", ", Purposes)}.", "G05");
        if (await requests.FindFor(caller, id, stop) is not { } request) return Problems.Missing("allocation-request");
        var key = new ClientKey(request.ClientKey);
        if (await clients.Find(request.Municipality, request.Provider, key, stop) is not { } client) return Problems.Missing("client");
        await clients.LogAccess(caller, key, $"request-{id}", purpose, stop);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ClientView(
            client.Bsn, client.BirthDate, client.BirthDateUse, client.Gender, client.FamilyName, client.FamilyNamePrefix,
            client.GivenNames, client.Initials));
    }
}
