using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Lines;

/// <summary>A declared line, what was decided about it, and how its payment stands.</summary>
/// <param name="Id">The line.</param>
/// <param name="DeclarationId">The declaration.</param>
/// <param name="Position">Its place in the declaration, from 0.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="PreviousReference">VorigReferentieNummer of a credit.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Segment">Segment of the region pack; empty when refused without an allocation.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="PeriodEnd">Last day of the ProductPeriode.</param>
/// <param name="Volume">Units.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit; null when the unit is euros.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
/// <param name="Verdict"><c>accepted</c> or <c>rejected</c>.</param>
/// <param name="ReturnCodes">WJ001: why it was refused.</param>
/// <param name="Payment"><c>none</c> (refused), <c>open</c>, <c>prepared</c>, <c>sent</c> to a bank, <c>paid</c>,
/// <c>returned</c>, or <c>voided</c> (taken back before it was paid, or the credit that did so).</param>
/// <param name="PaymentId">The payment, once it is sent.</param>
/// <param name="ReceivedOn">Day of receipt.</param>
/// <param name="DaysAfterPeriod">Days from the end of its period to receipt (B07).</param>
/// <param name="IsLate">More days than was agreed.</param>
/// <param name="DueOn">Day on which an accepted line falls due; a credit counts at once.</param>
internal sealed record LineListing(
    Guid Id, Guid DeclarationId, int Position, string Municipality, string Provider, string Reference,
    string? PreviousReference, long AllocationNumber, string Segment, string Product, DateOnly PeriodStart,
    DateOnly PeriodEnd, long Volume, string Unit, long? TariffCents, long AmountCents, string Verdict,
    string[] ReturnCodes, string Payment, Guid? PaymentId, DateOnly ReceivedOn, int DaysAfterPeriod, bool IsLate,
    DateOnly? DueOn);

/// <summary>What lines are asked for.</summary>
/// <param name="Month">First day of the month of care.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Verdict"><c>accepted</c> or <c>rejected</c>.</param>
/// <param name="Payment">As in <see cref="LineListing.Payment"/>.</param>
/// <param name="ReturnCode">WJ001.</param>
/// <param name="Allocation">ToewijzingNummer.</param>
/// <param name="Late">Only late ones, or only those in time.</param>
internal sealed record LineFilter(
    DateOnly? Month, string? Segment, string? Product, string? Verdict, string? Payment, string? ReturnCode,
    long? Allocation, bool? Late);

internal static class LineQueries
{
    private static readonly string[] Verdicts = ["accepted", "rejected"];
    private static readonly string[] Payments = ["none", "open", "prepared", "sent", "paid", "returned", "voided"];

    /// <summary>How the payment of line <c>l</c> stands, with its payment <c>p</c>.</summary>
    internal const string PaymentState =
        """
        case when not l.accepted then 'none' when l.voided then 'voided' when l.payment_id is null then 'open'
            else p.status end
        """;

    internal const string PaymentId = "case when p.status <> 'prepared' then p.id end";

    /// <summary>Declarations <c>d</c> with their lines <c>l</c>, each found where its declaration says.</summary>
    internal const string OfDeclarations = $"declaration d {Own}";

    /// <summary>Lines <c>l</c> of declarations <c>d</c>, for after a <c>from</c>.</summary>
    internal const string Own =
        """
        cross join lateral (
            select * from declaration_line where id between d.first_line and d.last_line and declaration_id = d.id
            offset 0) l
        """;

    /// <summary>Of these, the lines that begin in the period.</summary>
    internal static string InPeriod(string first, string last) =>
        $"""
        d.last_period >= {first} and d.first_period <= {last} and l.period_start between {first} and {last}
        """;

    internal static void MapLines(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/lines", List).For(Role.Provider, Role.Municipality).AlsoCsv()
            .WithName("ListLines").WithTags("lines")
            .WithSummary("Declared lines of all declarations, in the order in which they were judged; JSON or CSV.");

    private static async Task<Results<Ok<Listed<LineListing, string?>>, CsvFile<LineListing>, ProblemHttpResult>> List(
        HttpRequest request, Caller caller, RegionPack region, UnitOfWork work, CancellationToken stop,
        string? municipality = null, string? provider = null, string? month = null, string? segment = null,
        string? product = null, string? verdict = null, string? payment = null, string? returnCode = null,
        long? allocation = null, bool? late = null, string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParseOptional(month, out var first)) return MonthText.Malformed("month");
        if (verdict is not null && !Verdicts.Contains(verdict))
            return Problems.Malformed("verdict", $"One of {string.Join(", ", Verdicts)}.");
        if (payment is not null && !Payments.Contains(payment))
            return Problems.Malformed("payment", $"One of {string.Join(", ", Payments)}.");
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var filter = new LineFilter(first, segment, product, verdict, payment, returnCode, allocation, late);
        var query = Query(tenant, filter, region, id, take);
        var rows = await work.Query<LineListing>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "lines", l => l.Id.ToString());
    }

    /// <summary>In the words of the index of what is unpaid, where it helps.</summary>
    private static string Paid(string payment) => payment switch
    {
        "none" => "not l.accepted",
        "voided" => "l.accepted and l.voided",
        "open" => "l.accepted and not l.voided and l.payment_id is null",
        _ => "p.status = @Payment",
    };

    internal static ListQuery Query(
        Tenant tenant, LineFilter filter, RegionPack region, Guid after, int take)
    {
        var late = region.LateDeclarations;
        string?[] conditions =
        [
            "d.last_line > @after", "l.id > @after",
            tenant.Municipality is null ? null : "d.municipality = @Municipality",
            tenant.Provider is null ? null : "d.provider = @Provider",
            filter.Month is null ? null : InPeriod("@Month", "@lastOfMonth"),
            filter.Segment is null ? null : "l.segment = @Segment",
            filter.Product is null ? null : "l.product = @Product",
            filter.Verdict is null ? null : "l.accepted = (@Verdict = 'accepted')",
            filter.Payment is null ? null : Paid(filter.Payment),
            filter.ReturnCode is null ? null : "@ReturnCode = any(l.return_codes)",
            filter.Allocation is null ? null : "l.allocation_number = @Allocation",
            filter.Late is null ? null : "(d.received_on - l.period_end > @lateAfter) = @Late",
        ];
        var where = string.Join(" and ", conditions.OfType<string>());
        return new(
            $"""
            select l.id, l.declaration_id, l.position, l.municipality, l.provider, l.reference, l.previous_reference,
                l.allocation_number, l.segment, l.product, l.period_start, l.period_end, l.volume, l.unit,
                l.tariff_cents, l.amount_cents, case when l.accepted then 'accepted' else 'rejected' end as verdict,
                l.return_codes, {PaymentState} as payment,
                {PaymentId} as payment_id, d.received_on,
                d.received_on - l.period_end as days_after_period,
                d.received_on - l.period_end > @lateAfter as is_late,
                case when not l.accepted then null when l.is_credit then d.received_on
                    else d.received_on + case when d.received_on - l.period_end > @lateAfter then @lateTerm
                        else @term end end as due_on
            from {OfDeclarations}
            left join payment p on p.id = l.payment_id
            where {where}
            order by d.last_line, l.id limit @take
            """,
            new
            {
                tenant.Municipality, tenant.Provider, filter.Month,
                lastOfMonth = filter.Month is { } month ? Months.Last(month) : (DateOnly?)null, filter.Segment,
                filter.Product, filter.Verdict, filter.Payment, filter.ReturnCode, filter.Allocation, filter.Late,
                after, take, lateAfter = late.AfterDays, term = region.Thresholds.PaymentTermDays,
                lateTerm = late.Consequence is LateConsequence.LongerTerm
                    ? late.PaymentTermDays : region.Thresholds.PaymentTermDays,
            });
    }
}
