using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Messages;

/// <summary>A received message, how it was judged, and its answer.</summary>
/// <param name="Id">Identity of the receipt; of a judged declaration it is that of the declaration.</param>
/// <param name="Kind"><c>jw323</c>.</param>
/// <param name="Provider">AGB code of the sender.</param>
/// <param name="Municipality">CBS code of the receiver.</param>
/// <param name="Identification">Identificatie.</param>
/// <param name="MessageDate">Dagtekening.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="JudgedAt">UTC; null while it waits.</param>
/// <param name="Verdict"><c>accepted</c>, <c>partly</c> or <c>rejected</c>; null while it waits.</param>
/// <param name="IsDuplicate">An earlier message of the sender has the same identification (TR056).</param>
/// <param name="DeclarationNumber">DeclaratieNummer; null when it was refused before it was read as a
/// declaration.</param>
/// <param name="Lines">Number of lines.</param>
/// <param name="LinesRejected">Of which refused.</param>
/// <param name="DeclaredCents">Euro cents asked.</param>
/// <param name="GrantedCents">Euro cents granted.</param>
/// <param name="AnswerId">The JW325.</param>
/// <param name="AnswerIdentification">Identificatie of the JW325.</param>
internal sealed record MessageListing(
    Guid Id, string Kind, string Provider, string Municipality, string Identification, DateOnly MessageDate,
    DateTime ReceivedAt, DateTime? JudgedAt, string? Verdict, bool IsDuplicate, string? DeclarationNumber, int? Lines,
    int? LinesRejected, long? DeclaredCents, long? GrantedCents, Guid? AnswerId, string? AnswerIdentification);

internal static class MessageQueries
{
    private static readonly string[] Verdicts = ["accepted", "partly", "rejected", "waiting"];

    internal static void MapMessages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/messages", List).For(Role.Provider, Role.Municipality).AlsoCsv()
            .WithName("ListMessages").WithTags("messages")
            .WithSummary("Received messages with their verdicts and answers, in order of receipt; JSON or CSV.");

    private static async Task<Results<Ok<Listed<MessageListing, string?>>, CsvFile<MessageListing>, ProblemHttpResult>>
        List(
            HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
            string? provider = null, string? verdict = null, string? identification = null, string? after = null,
            int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (verdict is not null && !Verdicts.Contains(verdict))
            return Problems.Malformed("verdict", $"One of {string.Join(", ", Verdicts)}.");
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, verdict, identification, id, take);
        var rows = await work.Query<MessageListing>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "messages", m => m.Id.ToString());
    }

    internal static ListQuery Query(Tenant tenant, string? verdict, string? identification, Guid after, int take)
    {
        string?[] conditions =
        [
            "id > @after",
            tenant.Municipality is null ? null : "receiver = @Municipality",
            tenant.Provider is null ? null : "sender = @Provider",
            verdict is null ? null : verdict == "waiting" ? "judged_at is null" : "verdict = @verdict",
            identification is null ? null : "identification = @identification",
        ];
        return new(
            $"""
            select i.id, i.kind, i.sender as provider, i.receiver as municipality, i.identification,
                i.dated as message_date, i.received_at, i.judged_at, i.verdict,
                i.duplicate_of is not null as is_duplicate, d.number as declaration_number, d.lines, d.lines_rejected,
                d.declared_cents, d.granted_cents, o.id as answer_id, o.identification as answer_identification
            from (
                select * from message_in where {string.Join(" and ", conditions.OfType<string>())}
                order by id limit @take) i
            left join declaration d on d.id = i.id
            left join message_out o on o.reply_to = i.id
            order by i.id
            """, new { tenant.Municipality, tenant.Provider, verdict, identification, after, take });
    }
}
