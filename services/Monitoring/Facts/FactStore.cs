using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Tendering.Wire.V1;

namespace Jeugdregio.Monitoring.Facts;

/// <summary>
/// Takes facts in. Every insert leaves alone what is there already, so neither order nor repetition matters (I6).
/// </summary>
internal sealed class FactStore(UnitOfWork work)
{
    internal Task Keep(LotAwarded told, CancellationToken stop) =>
        work.Execute(
            """
            insert into award_fact (award_id, tender_id, lot_id, provider, segment, start_date, awarded_at)
            values (@AwardId, @TenderId, @LotId, @Provider, @Segment, @StartDate, @AwardedAt) on conflict do nothing
            """, new { told.AwardId, told.TenderId, told.LotId, told.Provider, told.Segment, told.StartDate, told.AwardedAt }, stop);

    internal Task Keep(AgreementActivated told, CancellationToken stop) =>
        work.Execute(
            """
            insert into agreement_fact (agreement_id, provider, segment, municipalities, products, start_date,
                end_date, activated_at)
            values (@AgreementId, @Provider, @Segment, @municipalities, @products, @StartDate, @EndDate, @ActivatedAt)
                on conflict do nothing
            """,
            new
            {
                told.AgreementId, told.Provider, told.Segment, municipalities = told.Municipalities.ToArray(),
                products = told.Products.ToArray(), told.StartDate, told.EndDate, told.ActivatedAt,
            }, stop);

    internal Task Keep(AgreementExtended told, CancellationToken stop) =>
        work.Execute(
            """
            insert into agreement_extension_fact (agreement_id, extension, provider, segment, end_date, extended_at)
            values (@AgreementId, @Extension, @Provider, @Segment, @EndDate, @ExtendedAt) on conflict do nothing
            """,
            new { told.AgreementId, told.Extension, told.Provider, told.Segment, told.EndDate, told.ExtendedAt }, stop);

    internal Task Keep(TariffSet told, CancellationToken stop) =>
        work.Execute(
            """
            insert into tariff_fact (tariff_id, version, provider, segment, product, unit, tariff_cents, valid_from,
                valid_until)
            values (@TariffId, @Version, @Provider, @Segment, @Product, @Unit, @TariffCents, @ValidFrom, @ValidUntil)
                on conflict do nothing
            """,
            new
            {
                told.TariffId, told.Version, told.Provider, told.Segment, told.Product, told.Unit, told.TariffCents,
                told.ValidFrom, told.ValidUntil,
            }, stop);

    internal Task Keep(AllocationRequested told, CancellationToken stop) =>
        work.Execute(
            """
            insert into request_fact (request_id, category, product, client_key, municipality, provider, requested_on)
            values (@RequestId, @category, @product, @ClientKey, @Municipality, @Provider, @RequestedOn)
                on conflict do nothing
            """,
            new
            {
                told.RequestId, category = told.Category ?? "", product = told.Product ?? "", told.ClientKey,
                told.Municipality, told.Provider, told.RequestedOn,
            }, stop);

    internal Task Keep(AllocationRefused told, CancellationToken stop) =>
        work.Execute(
            """
            insert into refusal_fact (request_id, product, municipality, provider, reason, decided_at)
            values (@RequestId, @product, @Municipality, @Provider, @Reason, @DecidedAt) on conflict do nothing
            """, new { told.RequestId, product = told.Product ?? "", told.Municipality, told.Provider, told.Reason, told.DecidedAt }, stop);

    internal Task Keep(AllocationMade told, CancellationToken stop) =>
        work.Execute(
            """
            insert into allocation_fact (municipality, allocation_number, version, client_key, provider, segment,
                product, start_date,
                end_date, allocated_cents, reason_for_change)
            values (@Municipality, @AllocationNumber, @Version, @ClientKey, @Provider, @Segment, @product, @StartDate,
                @EndDate, @AllocatedCents, @ReasonForChange) on conflict do nothing
            """,
            new
            {
                told.Municipality, told.AllocationNumber, told.Version, told.ClientKey, told.Provider, told.Segment,
                product = told.Product ?? "", told.StartDate, told.EndDate, told.AllocatedCents, told.ReasonForChange,
            }, stop);

    internal Task Keep(CareStarted told, CancellationToken stop) =>
        work.Execute(
            """
            insert into start_fact (municipality, allocation_number, product, start_date, reported_at, taken_back,
                client_key, provider,
                segment, requested_on)
            values (@Municipality, @AllocationNumber, @product, @StartDate, @ReportedAt, @TakenBack, @ClientKey,
                @Provider,
                @Segment, @RequestedOn) on conflict do nothing
            """,
            new
            {
                told.Municipality, told.AllocationNumber, product = told.Product ?? "", told.StartDate, told.ReportedAt,
                told.TakenBack, told.ClientKey, told.Provider, told.Segment, told.RequestedOn,
            }, stop);

    internal Task Keep(CareStopped told, CancellationToken stop) =>
        work.Execute(
            """
            insert into stop_fact (municipality, allocation_number, product, start_date, reason, reported_at,
                taken_back, end_date,
                client_key, provider, segment)
            values (@Municipality, @AllocationNumber, @product, @StartDate, @Reason, @ReportedAt, @TakenBack, @EndDate,
                @ClientKey, @Provider, @Segment) on conflict do nothing
            """,
            new
            {
                told.Municipality, told.AllocationNumber, product = told.Product ?? "", told.StartDate, told.Reason,
                told.ReportedAt, told.TakenBack, told.EndDate, told.ClientKey, told.Provider, told.Segment,
            }, stop);

    internal Task Keep(DeclarationLinesAccepted told, CancellationToken stop) =>
        work.Execute(
            """
            insert into accepted_line_fact (line_id, municipality, provider, segment, product, month, amount_cents)
            select line_id, @Municipality, @Provider, segment, product, date_trunc('month', period_start)::date,
                amount_cents
            from unnest(@lines, @segments, @products, @starts, @cents)
                as l(line_id, segment, product, period_start, amount_cents)
            on conflict do nothing
            """,
            new
            {
                told.Municipality, told.Provider,
                lines = told.Lines.Select(l => l.LineId).ToArray(),
                segments = told.Lines.Select(l => l.Segment).ToArray(),
                products = told.Lines.Select(l => l.Product).ToArray(),
                starts = told.Lines.Select(l => l.PeriodStart).ToArray(),
                cents = told.Lines.Select(l => l.AmountCents).ToArray(),
            }, stop);

    internal async Task Keep(DeclarationLinesRejected told, CancellationToken stop)
    {
        // an array column cannot come out of unnest as an array: the codes travel as one text
        await work.Execute(
            """
            insert into rejected_line_fact (line_id, municipality, provider, allocation_number, month, return_codes)
            select line_id, @Municipality, @Provider, number, date_trunc('month', period_start)::date,
                string_to_array(codes, ' ')
            from unnest(@lines, @numbers, @starts, @codes) as l(line_id, number, period_start, codes)
            on conflict do nothing
            """,
            new
            {
                told.Municipality, told.Provider,
                lines = told.Lines.Select(l => l.LineId).ToArray(),
                numbers = told.Lines.Select(l => l.AllocationNumber).ToArray(),
                starts = told.Lines.Select(l => l.PeriodStart).ToArray(),
                codes = told.Lines.Select(l => string.Join(' ', l.ReturnCodes)).ToArray(),
            }, stop);
    }

    internal Task Keep(PaymentBooked told, CancellationToken stop) =>
        work.Execute(
            """
            insert into payment_fact (payment_id, segment, month, municipality, provider, amount_cents, paid_on)
            select @PaymentId, segment, month, @Municipality, @Provider, cents, @PaidOn
            from unnest(@segments, @months, @cents) as a(segment, month, cents)
            on conflict do nothing
            """,
            new
            {
                told.PaymentId, told.Municipality, told.Provider, told.PaidOn,
                segments = told.Amounts.Select(a => a.Segment).ToArray(),
                months = told.Amounts.Select(a => a.Month).ToArray(),
                cents = told.Amounts.Select(a => a.AmountCents).ToArray(),
            }, stop);
}
