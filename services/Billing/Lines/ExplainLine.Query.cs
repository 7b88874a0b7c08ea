using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Lines;

internal static class ExplainLineQuery
{
    internal static void MapExplainLine(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/lines/{id:guid}/explanation", Read).For(Role.Provider, Role.Municipality)
            .WithName("ExplainLine").WithTags("lines")
            .WithSummary("Why a line was accepted or refused, what it booked, and what became of the money.");

    private static async Task<Results<Ok<LineExplanation>, ProblemHttpResult>> Read(
        Guid id, Caller caller, UnitOfWork work, CancellationToken stop)
    {
        Task<T?> One<T>(ListQuery query) => work.Find<T>(query.Sql, query.Parameters, stop);
        Task<IReadOnlyList<T>> All<T>(ListQuery query) => work.Query<T>(query.Sql, query.Parameters, stop);
        if (await One<ExplainedRow>(LineOf(id)) is not { } line
            || !Own.MaySee(caller, line.Municipality, line.Provider))
            return Problems.Missing("line");
        var allocation = line.AllocationVersion is null ? null
            : await One<AllocationBasis>(AllocationOf(line));
        var tariff = line.TariffId is null ? null : await One<TariffBasis>(TariffOf(line));
        var counterpart = await One<CounterpartLine>(CounterpartOf(id, line.CreditedBy));
        var entries = await All<LedgerEntryView>(EntriesOf(id));
        var payments = await All<LinePayment>(PaymentsOf(id, sentOnly: Own.Of(caller).Provider is not null));
        return TypedResults.Ok(line.Explain(allocation, tariff, counterpart, entries, payments));
    }

    internal static ListQuery LineOf(Guid id) => new(
        """
        select l.id, l.declaration_id, l.position, l.municipality, l.provider, l.reference, l.previous_reference,
            l.allocation_number, l.segment, l.product, l.period_start, l.period_end, l.volume, l.unit, l.tariff_cents,
            l.amount_cents, l.is_credit, l.accepted, l.return_codes, l.credited_by, l.allocation_version, l.tariff_id,
            l.tariff_version, d.number, d.month, d.received_at, d.judged_at, i.identification, i.dated as message_date,
            o.identification as answer_identification
        from declaration_line l
        join declaration d on d.id = l.declaration_id
        join message_in i on i.id = d.id
        left join message_out o on o.reply_to = d.id
        where l.id = @id
        """, new { id });

    internal static ListQuery AllocationOf(ExplainedRow line) => new(
        """
        select number, @AllocationVersion::int as version, version as latest_version from allocation
        where municipality = @Municipality and number = @AllocationNumber
        """, new { line.Municipality, line.AllocationNumber, line.AllocationVersion });

    internal static ListQuery TariffOf(ExplainedRow line) => new(
        """
        select tariff_id, version, agreement_id, segment, product, unit, tariff_cents, valid_from, valid_until, level,
            client_key is not null as is_individual, provider = '' as is_of_segment
        from tariff where tariff_id = @TariffId and version = @TariffVersion
        """, new { line.TariffId, line.TariffVersion });

    /// <summary>The credit that took a debit back, or the debit that a credit took back.</summary>
    internal static ListQuery CounterpartOf(Guid id, Guid? creditedBy) => new(
        """
        select id, declaration_id, position, reference, amount_cents from declaration_line where id = @creditedBy
        union all
        select id, declaration_id, position, reference, amount_cents from declaration_line where credited_by = @id
        """, new { id, creditedBy });

    /// <summary>All entries of the transfers that the line opened or ended.</summary>
    internal static ListQuery EntriesOf(Guid id) => new(
        $"""
        with own as (
            select @id as transfer_id
            union all select id from declaration_line where credited_by = @id and voided)
        select {EntryQueries.Columns} from (
            select e.* from own join (select {EntryQueries.Columns} from line_entry) e on e.id = own.transfer_id
            union all
            select {EntryQueries.Columns} from ledger_booking
            where transfer_id in (select transfer_id from own) and state <> 'pending') entry
        order by id
        """, new { id });

    /// <summary>
    /// The payments that were to settle it, in the order of preparation; a provider does not see what was never sent to
    /// a bank.
    /// </summary>
    internal static ListQuery PaymentsOf(Guid id, bool sentOnly) => new(
        $"""
        with of_line as (select payment_id from payment_line where line_id = @id), made as (
            select p.* from of_line join payment p on p.id = of_line.payment_id
            union all
            select p.* from of_line join payment p on p.reissue_of = of_line.payment_id)
        select p.id, p.run_id, p.amount_cents, p.status, r.execution_date, p.paid_on, p.bank_status, p.bank_reason,
            p.reissue_of
        from made p left join payment_run r on r.id = p.run_id
        {(sentOnly ? "where p.status not in ('prepared', 'withdrawn')" : "")}
        order by p.id
        """, new { id });
}
