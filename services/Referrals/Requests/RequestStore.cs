using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Requests;

/// <summary>The SQL of requests.</summary>
internal sealed class RequestStore(UnitOfWork work)
{
    internal const string Columns =
        """
        id, municipality, provider, client_key, reference, message_id, category, product, start_date, end_date, volume, unit, frequency,
        budget_cents, referrer_type, has_decision, requested_on, received_at, answer_due_on, status, refusal_reason,
        responsible_municipality, allocation_number, decided_at
        """;

    /// <summary>Which of these references the provider has used (TR347).</summary>
    internal async Task<IReadOnlySet<string>> ReferencesTaken(string provider, string[] references, CancellationToken stop) =>
        (await work.Query<string>(
            "select reference from request where provider = @provider and reference = any(@references)",
            new { provider, references }, stop)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Does this municipality still owe this provider an answer about this client (TR374)?</summary>
    internal Task<bool> HasOpen(string municipality, string provider, ClientKey client, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select 1 from request
                where client_key = @client and provider = @provider and municipality = @municipality
                and status in ('open', 'investigating'))
            """, new { client = client.Text, provider, municipality }, stop);

    internal Task Add(AllocationRequest request, CancellationToken stop) =>
        work.ExecuteOne(
            """
            insert into request (
                id, municipality, provider, client_key, reference, message_id, category, product, start_date, end_date, volume, unit,
                frequency, budget_cents, referrer_type, has_decision, requested_on, received_at, answer_due_on, status)
            values (
                @Id, @Municipality, @Provider, @ClientKey, @Reference, @MessageId, @Category, @Product, @StartDate, @EndDate, @Volume, @Unit,
                @Frequency, @BudgetCents, @ReferrerType, @HasDecision, @RequestedOn, @ReceivedAt, @AnswerDueOn, 'open')
            """, request, stop);

    /// <summary>The request when it is the caller's own municipality's; null for anybody else.</summary>
    internal async Task<AllocationRequest?> FindFor(Caller caller, Guid id, CancellationToken stop) =>
        await work.Find<AllocationRequest>(
            $"select {Columns} from request where id = @id and municipality = any(@municipalities)",
            new { id, municipalities = Codes(caller) }, stop);

    /// <summary>Reads it again and holds it, after the client was locked: what was read before may have been decided meanwhile.</summary>
    internal async Task<AllocationRequest> Hold(Guid id, CancellationToken stop) =>
        await work.Find<AllocationRequest>($"select {Columns} from request where id = @id for update", new { id }, stop)
        ?? throw new StaleException();

    internal Task SaveAnswer(AllocationRequest request, CancellationToken stop) =>
        work.ExecuteOne(
            """
            update request
            set status = @status, answer_due_on = @AnswerDueOn, refusal_reason = @RefusalReason,
                responsible_municipality = @ResponsibleMunicipality, allocation_number = @AllocationNumber, decided_at = @DecidedAt
            where id = @Id and status in ('open', 'investigating')
            """,
            new
            {
                request.Id,
                status = TextOf(request.Status),
                request.AnswerDueOn,
                request.RefusalReason,
                request.ResponsibleMunicipality,
                request.AllocationNumber,
                request.DecidedAt,
            }, stop);

    internal static string TextOf(RequestStatus status) => status switch
    {
        RequestStatus.Open => "open",
        RequestStatus.Investigating => "investigating",
        RequestStatus.Honoured => "honoured",
        RequestStatus.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    internal static string[] Codes(Caller caller) => [.. caller.Municipalities.Select(m => m.ToString())];
}
