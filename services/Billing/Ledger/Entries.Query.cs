using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Ledger;

/// <summary>One entry: the same amount on the debit side of one account and the credit side of the other.</summary>
/// <param name="Id">Rises with the time of booking; that of the line for what opens its transfer.</param>
/// <param name="TransferId">The transfer that is opened (<c>pending</c>) or ended (<c>posted</c>,
/// <c>voided</c>).</param>
/// <param name="State"><c>pending</c>, <c>posted</c> or <c>voided</c>.</param>
/// <param name="DebitAccount"><c>care-cost</c> (of the municipality, segment and month), <c>payable</c> (to the
/// provider) or <c>bank</c> (of the municipality).</param>
/// <param name="CreditAccount">The other one.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="DeclarationId">The declaration whose line caused it; null for an instalment, and for the transfer of a
/// payment.</param>
/// <param name="LineId">The line.</param>
/// <param name="PaymentId">The payment that it is of, or that posted it.</param>
/// <param name="BookedAt">UTC.</param>
/// <param name="InstalmentId">The instalment that caused it (B14).</param>
internal sealed record LedgerEntryView(
    Guid Id, Guid TransferId, string State, string DebitAccount, string CreditAccount, string Municipality,
    string Provider, string Segment, DateOnly Month, long AmountCents, Guid? DeclarationId, Guid? LineId,
    Guid? PaymentId, DateTime BookedAt, Guid? InstalmentId);

internal static class EntryQueries
{
    internal const string Columns =
        """
        id, transfer_id, state, debit_account, credit_account, municipality, provider, segment, month, amount_cents,
        declaration_id, line_id, payment_id, booked_at, instalment_id
        """;

    internal static void MapEntries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/ledger/entries", List).For(Role.Provider, Role.Municipality).AlsoCsv()
            .WithName("ListLedgerEntries").WithTags("ledger")
            .WithSummary("The entries of the ledger, in the order of booking; JSON or CSV.");

    private static async Task<
        Results<Ok<Listed<LedgerEntryView, string?>>, CsvFile<LedgerEntryView>, ProblemHttpResult>> List(
            HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
            string? provider = null, string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, id, take);
        var rows = await work.Query<LedgerEntryView>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "entries", e => e.Id.ToString());
    }

    /// <summary>What lines opened, found by their declarations, and what else was booked: the first of both.</summary>
    internal static ListQuery Query(Tenant tenant, Guid after, int take)
    {
        string Own(string of) => string.Concat(
            tenant.Municipality is null ? "" : $" and {of}.municipality = @Municipality",
            tenant.Provider is null ? "" : $" and {of}.provider = @Provider");
        return new(
            $"""
            select * from (
                (select e.* from declaration d cross join lateral (
                    select {Columns} from line_entry
                    where id between d.first_line and d.last_line and id > @after and declaration_id = d.id
                    offset 0) e
                where d.last_line > @after{Own("d")}
                order by d.last_line, e.id limit @take)
                union all
                (select {Columns} from ledger_booking b where id > @after{Own("b")} order by id limit @take)) entry
            order by id limit @take
            """, new { tenant.Municipality, tenant.Provider, after, take });
    }
}
