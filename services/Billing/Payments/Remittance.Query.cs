using System.Globalization;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Payments;

/// <summary>
/// One line that a payment settles: which line of which message, and which answer granted it; or an instalment (B14),
/// which came in no message.
/// </summary>
/// <param name="LineId">The line; null for an instalment.</param>
/// <param name="Position">Its place in the declaration, from 0.</param>
/// <param name="Reference">ReferentieNummer in the JW323.</param>
/// <param name="PreviousReference">VorigReferentieNummer of a credit: the line that it takes back.</param>
/// <param name="DeclarationId">The declaration.</param>
/// <param name="DeclarationNumber">DeclaratieNummer.</param>
/// <param name="MessageIdentification">Identificatie of the JW323.</param>
/// <param name="MessageDate">Dagtekening of the JW323.</param>
/// <param name="AnswerIdentification">Identificatie of the JW325 that granted it.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode, or of the instalment's month.</param>
/// <param name="PeriodEnd">Last day of it.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
/// <param name="InstalmentId">The instalment; null for a line.</param>
internal sealed record RemittanceLine(
    Guid? LineId, int Position, string? Reference, string? PreviousReference, Guid? DeclarationId,
    string? DeclarationNumber, string? MessageIdentification, DateOnly? MessageDate, string? AnswerIdentification,
    long? AllocationNumber, string Product, DateOnly PeriodStart, DateOnly PeriodEnd, long AmountCents,
    Guid? InstalmentId);

internal static class RemittanceQuery
{
    internal static void MapRemittance(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payments/{id:guid}/lines", List).For(Role.Municipality, Role.Provider).AlsoCsv()
            .WithName("ListPaymentLines").WithTags("payments")
            .WithSummary("The remittance statement: all that a payment settles, which adds up to it.");

    private static async Task<Results<Ok<Listed<RemittanceLine, string?>>, CsvFile<RemittanceLine>, ProblemHttpResult>>
        List(
            Guid id, HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? after = null,
            int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!TryCursor(after, out var declaration, out var position)) return Lists.WrongCursor();
        if (await PaymentQueries.Find(id, caller, work, stop) is not { } payment) return Problems.Missing("payment");
        var query = Query(payment.ReissueOf ?? id, declaration, position, take);
        var rows = await work.Query<RemittanceLine>(query.Sql, query.Parameters, stop);
        return Lists.Answer(
            request, rows, take, $"remittance-{id:N}", l => $"{l.DeclarationId ?? l.InstalmentId:N}.{l.Position}");
    }

    internal static ListQuery Query(Guid payment, Guid declaration, int position, int take) => new(
        """
        select line_id, position, reference, previous_reference, declaration_id, declaration_number,
            message_identification, message_date, answer_identification, allocation_number, product, period_start,
            period_end, amount_cents, instalment_id
        from (
        select l.id as line_id, l.position, l.reference, l.previous_reference, d.id as declaration_id,
            d.number as declaration_number, i.identification as message_identification, i.dated as message_date,
            o.identification as answer_identification, l.allocation_number, l.product, l.period_start,
            l.period_end, l.amount_cents, null::uuid as instalment_id, l.declaration_id as key
        from payment_line x
        join declaration_line l on l.id = x.line_id
        join declaration d on d.id = l.declaration_id
        join message_in i on i.id = d.id
        left join message_out o on o.reply_to = d.id
        where x.payment_id = @payment and (l.declaration_id, l.position) > (@declaration, @position)
        union all
        select null, 0, null, null, null, null, null, null, null, null, i.product, i.month,
            (i.month + interval '1 month' - interval '1 day')::date, i.amount_cents, i.id, i.id
        from payment_instalment x
        join instalment i on i.id = x.instalment_id
        where x.payment_id = @payment and (i.id, 0) > (@declaration, @position)
        ) settled order by key, position limit @take
        """, new { payment, declaration, position, take });

    /// <summary>Message by message, in the order of each; an instalment is as a message of its own.</summary>
    private static bool TryCursor(string? after, out Guid declaration, out int position)
    {
        (declaration, position) = (Guid.Empty, -1);
        return after is null
            || after.Split('.') is [var id, var at] && Guid.TryParseExact(id, "N", out declaration)
            && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }
}
