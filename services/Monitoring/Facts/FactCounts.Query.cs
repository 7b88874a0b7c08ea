using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Monitoring.Facts;

/// <summary>How much of one kind of event was taken in.</summary>
/// <param name="Event">E.g. <c>LotAwarded</c>.</param>
/// <param name="Messages">Messages taken in, each once.</param>
/// <param name="MessagesHash">SHA-256 over the message ids, sorted as text and joined by commas; the source's outbox
/// gives the same.</param>
/// <param name="Facts">Facts kept; more than messages where one message tells several.</param>
/// <param name="FactsHash">SHA-256 over the facts' keys, sorted as text and joined by commas.</param>
internal sealed record FactCount(string Event, long Messages, string MessagesHash, long Facts, string FactsHash);

/// <param name="Items">One per kind of event.</param>
internal sealed record FactCounts(IReadOnlyList<FactCount> Items);

internal static class FactCountQuery
{
    private static readonly (string Event, string Table, string Key)[] Kinds =
    [
        ("LotAwarded", "award_fact", "award_id"),
        ("AgreementActivated", "agreement_fact", "agreement_id"),
        ("AgreementExtended", "agreement_extension_fact", "agreement_id, extension"),
        ("TariffSet", "tariff_fact", "tariff_id, version"),
        ("AllocationRequested", "request_fact", "request_id, category, product"),
        ("AllocationRefused", "refusal_fact", "request_id, product"),
        ("AllocationMade", "allocation_fact", "municipality, allocation_number, version"),
        ("CareStarted", "start_fact",
            "municipality, allocation_number, product, start_date, extract(epoch from reported_at), taken_back"),
        ("CareStopped", "stop_fact",
            "municipality, allocation_number, product, start_date, reason, extract(epoch from reported_at), taken_back"),
        ("DeclarationLinesAccepted", "accepted_line_fact", "line_id"),
        ("DeclarationLinesRejected", "rejected_line_fact", "line_id"),
        ("PaymentBooked", "payment_fact", "payment_id, segment, month"),
    ];

    internal static void MapFactCounts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/facts/counts", Count).For(Role.Operations)
            .WithName("CountFacts").WithTags("facts")
            .WithSummary("Per kind of event what was taken in, with hashes to compare with its source.");

    private static async Task<Ok<FactCounts>> Count(UnitOfWork work, CancellationToken stop)
    {
        var sql = string.Join(" union all ", Kinds.Select(kind => Sql(kind.Event, kind.Table, kind.Key)));
        return TypedResults.Ok(new FactCounts(await work.Query<FactCount>(sql, null, stop)));
    }

    // nothing of the caller is in it: the kinds are those above
    private static string Sql(string name, string table, string key) =>
        $"""
        select '{name}' as event, m.messages, m.messages_hash, f.facts, f.facts_hash
        from (select count(*) as messages, {Hash("message_id::text")} as messages_hash from inbox
            where consumer = 'Keep{name}') m,
             (select count(*) as facts, {Hash($"concat_ws('/', {key})")} as facts_hash from {table}) f
        """;

    private static string Hash(string key) =>
        $"""encode(sha256(convert_to(coalesce(string_agg({key}, ',' order by {key} collate "C"), ''), 'UTF8')), 'hex')""";
}
