using System.Globalization;
using System.Text.Json;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.ServiceHost.Outbox;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>An allocation with the care on it.</summary>
/// <param name="MessageStatus">Of the last JW301 it was in: <c>sent</c>, <c>confirmed</c> or <c>refused</c>.</param>
/// <param name="Care">Periods of care as reported, in order of their start.</param>
internal sealed record AllocationView(
    string Municipality, long Number, int Version, string Provider, string ClientKey, string Segment, string? Category, string? Product,
    DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency, long? BudgetCents, string? ReasonForChange,
    long AllocatedCents, Guid? RequestId, DateOnly? RequestedOn, DateTimeOffset DecidedAt, string? MessageStatus,
    IReadOnlyList<CareView> Care);

/// <param name="StartDate">First day of care.</param>
/// <param name="EndDate">Last day; null while it goes on.</param>
/// <param name="Reason">RedenBeeindiging, JZ588; 20 = for a while.</param>
internal sealed record CareView(DateOnly StartDate, DateOnly? EndDate, string? Reason);

/// <summary>A page; <paramref name="Next"/> is the next <c>cursor</c>, null on the last page.</summary>
internal sealed record AllocationPage(IReadOnlyList<AllocationView> Items, string? Next);

internal static class AllocationsQuery
{
    private const string Select =
        """
        select a.municipality, a.number, a.version, a.provider, a.client_key, a.segment, a.category, a.product, a.start_date, a.end_date,
               a.volume, a.unit, a.frequency, a.budget_cents, a.reason_for_change, a.allocated_cents, a.request_id, a.requested_on,
               a.decided_at, m.status as message_status,
               (select coalesce(json_agg(json_build_object('startDate', s.start_date, 'endDate', e.end_date, 'reason', e.reason)
                                         order by s.start_date, s.reported_at), '[]')::text
                from care_start s
                left join lateral (
                    select p.end_date, p.reason from care_stop p
                    where p.start_id = s.id and p.taken_back_at is null
                    order by (p.reason <> '20') desc limit 1) e on true
                where s.municipality = a.municipality and s.number = a.number and s.taken_back_at is null) as care
        from allocation a left join allocation_message m on m.id = a.message_id
        """;

    internal static async Task<Results<Ok<AllocationPage>, ProblemHttpResult>> Read(
        string? cursor, int? limit, Caller caller, UnitOfWork work, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (!TryCursor(cursor, out var municipality, out var number))
            return Problems.Malformed("cursor", "The cursor is the one given as next in an earlier answer.");
        // each is a range of one index: the provider's or the primary key
        var own = caller.Provider is not null ? "a.provider = @provider" : "a.municipality = any(@municipalities)";
        var rows = await work.Query<Row>(
            $"{Select} where {own} and (a.municipality, a.number) > (@municipality, @number) order by a.municipality, a.number limit @take",
            new
            {
                provider = caller.Provider?.ToString(),
                municipalities = caller.Municipalities.Select(m => m.ToString()).ToArray(),
                municipality,
                number,
                take,
            }, stop);
        var page = rows.Take(take - 1).Select(r => r.ToView()).ToList();
        var next = rows.Count == take
            ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].Municipality}-{page[^1].Number}")
            : null;
        return TypedResults.Ok(new AllocationPage(page, next));
    }

    internal static async Task<Results<Ok<AllocationView>, ProblemHttpResult>> ReadOne(
        string municipality, long number, Caller caller, UnitOfWork work, CancellationToken stop)
    {
        var found = await work.Find<Row>(
            $"{Select} where a.municipality = @municipality and a.number = @number", new { municipality, number }, stop);
        return found is null || !IsParty(caller, found) ? Problems.Missing("allocation") : TypedResults.Ok(found.ToView());
    }

    private static bool IsParty(Caller caller, Row row) =>
        MunicipalityCode.TryParse(row.Municipality, out var municipality)
        && AgbCode.TryParse(row.Provider, out var provider)
        && caller.IsParty(municipality, provider);

    private static bool TryCursor(string? cursor, out string municipality, out long number)
    {
        (municipality, number) = ("", 0);
        if (cursor is null) return true;
        var parts = cursor.Split('-');
        if (parts is not [{ Length: 4 } code, var digits]) return false;
        municipality = code;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private sealed record Row(
        string Municipality, long Number, int Version, string Provider, string ClientKey, string Segment, string? Category,
        string? Product, DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency, long? BudgetCents,
        string? ReasonForChange, long AllocatedCents, Guid? RequestId, DateOnly? RequestedOn, DateTimeOffset DecidedAt,
        string? MessageStatus, string Care)
    {
        internal AllocationView ToView() => new(
            Municipality, Number, Version, Provider, ClientKey, Segment, Category, Product, StartDate, EndDate, Volume, Unit, Frequency,
            BudgetCents, ReasonForChange, AllocatedCents, RequestId, RequestedOn, DecidedAt, MessageStatus,
            JsonSerializer.Deserialize<List<CareView>>(Care, EventTypes.Json) ?? []);
    }
}
