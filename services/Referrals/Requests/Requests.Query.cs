using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.Requests;

/// <summary>A request as the access team works on it. Who the client is, is another question, with a purpose.</summary>
/// <param name="ClientKey">The client's pseudonym: which requests and allocations belong together.</param>
/// <param name="Reference">The provider's own name for it.</param>
/// <param name="ReferrerType">COD327.</param>
/// <param name="AnswerDueOn">Last day to answer (OP274).</param>
/// <param name="RefusalReason">WJ759, once refused.</param>
internal sealed record RequestView(
    Guid Id, string Municipality, string Provider, string ClientKey, string Reference, string? Category, string? Product,
    DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency, long? BudgetCents, string ReferrerType,
    bool HasDecision, DateOnly RequestedOn, DateTimeOffset ReceivedAt, DateOnly AnswerDueOn, RequestStatus Status, string? RefusalReason,
    string? ResponsibleMunicipality, long? AllocationNumber, DateTimeOffset? DecidedAt)
{
    /// <summary>Crisis care: answered on the day itself, and where it is expensive approved afterwards (R21).</summary>
    public bool IsCrisis { get; init; }

    internal RequestView In(RegionPack region) =>
        this with { IsCrisis = region.IsCrisisCare(Product, Category) };
}

internal static class RequestsQuery
{
    private const string Columns =
        """
        id, municipality, provider, client_key, reference, category, product, start_date, end_date, volume, unit, frequency, budget_cents,
        referrer_type, has_decision, requested_on, received_at, answer_due_on, status, refusal_reason, responsible_municipality,
        allocation_number, decided_at
        """;

    internal static async Task<Results<Ok<Page<RequestView>>, ProblemHttpResult>> Read(
        Guid? cursor, int? limit, Caller caller, UnitOfWork work, RegionPack region, CancellationToken stop,
        string status = "open", bool crisis = false)
    {
        if (!Enum.GetValues<RequestStatus>().Any(known => RequestStore.TextOf(known) == status))
            return Problems.Malformed("status", "open, investigating, honoured or refused.");
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        var rows = await work.Query<RequestView>(
            $"""
            select {Columns} from request
            where municipality = any(@municipalities) and status = @status and id > @cursor
              {(crisis ? "and (product = any(@urgent) or coalesce(left(product, 2), category) = any(@urgent))" : "")}
            order by id limit @take
            """,
            new
            {
                municipalities = RequestStore.Codes(caller), status, cursor = cursor ?? Guid.Empty, take,
                urgent = region.CrisisCare?.Products.ToArray() ?? [],
            }, stop);
        return TypedResults.Ok(rows.Select(r => r.In(region)).ToList().ToPage(take, r => r.Id));
    }

    internal static async Task<Results<Ok<RequestView>, ProblemHttpResult>> ReadOne(
        Guid id, Caller caller, UnitOfWork work, RegionPack region, CancellationToken stop) =>
        await work.Find<RequestView>(
            $"select {Columns} from request where id = @id and municipality = any(@municipalities)",
            new { id, municipalities = RequestStore.Codes(caller) }, stop) is { } found
            ? TypedResults.Ok(found.In(region))
            : Problems.Missing("allocation-request");
}
