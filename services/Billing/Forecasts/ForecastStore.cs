using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Lines;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Forecasts;

/// <summary>The SQL of forecasts: what they are made from comes in five sets.</summary>
internal sealed class ForecastStore(UnitOfWork work, TariffStore tariffs)
{
    /// <summary>From here to the end of the transaction nobody else makes one for the municipality.</summary>
    internal Task Lock(string municipality, CancellationToken stop) =>
        work.Execute(
            "select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"forecast-of {municipality}" },
            stop);

    /// <summary>The first of the municipalities that has none since a day; null when all have.</summary>
    internal Task<string?> Without(string[] municipalities, int year, DateOnly since, CancellationToken stop) =>
        work.Find<string>(
            """
            select m from unnest(@municipalities) m
            where not exists (
                select from forecast f where f.municipality = m and f.year = @year and f.made_on >= @since)
            order by m limit 1
            """, new { municipalities, year, since }, stop);

    internal async Task<ForecastFacts> Facts(string municipality, int year, CancellationToken stop)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var allocations = await Allocations(municipality, first, last, stop);
        return new(
            await Booked(municipality, first, last, stop), allocations,
            await tariffs.Of(
                [.. allocations.Select(a => a.Provider).Distinct()],
                [.. allocations.Select(a => a.Product).OfType<string>().Distinct()], stop),
            await Debits(municipality, first.AddMonths(-3), last, stop), await Last(municipality, year, stop));
    }

    internal async Task Add(Forecast forecast, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            insert into forecast (id, municipality, year, made_on, made_by, made_at, paid_cents, approved_cents,
                expected_cents, missing_lines, missing_cents, previous_id, deviation_cents)
            values (@Id, @Municipality, @Year, @MadeOn, @MadeBy, @MadeAt, @PaidCents, @ApprovedCents, @ExpectedCents,
                @MissingLines, @MissingCents, @PreviousId, @DeviationCents)
            """,
            new
            {
                forecast.Id, forecast.Municipality, forecast.Year, forecast.MadeOn, forecast.MadeBy, forecast.MadeAt,
                forecast.PaidCents, forecast.ApprovedCents, forecast.ExpectedCents, forecast.MissingLines,
                forecast.MissingCents, forecast.PreviousId, forecast.DeviationCents,
            }, stop);
        await work.Execute(
            """
            insert into forecast_part (forecast_id, segment, month, paid_cents, approved_cents, expected_cents,
                missing_lines)
            select @id, * from unnest(@segments, @months, @paid, @approved, @expected, @missing)
            """,
            new
            {
                id = forecast.Id, segments = forecast.Parts.Select(p => p.Segment).ToArray(),
                months = forecast.Parts.Select(p => p.Month).ToArray(),
                paid = forecast.Parts.Select(p => p.PaidCents).ToArray(),
                approved = forecast.Parts.Select(p => p.ApprovedCents).ToArray(),
                expected = forecast.Parts.Select(p => p.ExpectedCents).ToArray(),
                missing = forecast.Parts.Select(p => p.MissingLines).ToArray(),
            }, stop);
    }

    private Task<IReadOnlyList<BookedMonth>> Booked(
        string municipality, DateOnly first, DateOnly last, CancellationToken stop) =>
        work.Query<BookedMonth>(
            """
            select segment, month, sum(accepted_cents)::bigint as accepted_cents, sum(paid_cents)::bigint as paid_cents
            from ledger_balance where municipality = @municipality and month between @first and @last
            group by segment, month
            """, new { municipality, first, last }, stop);

    /// <summary>They end when care stopped for good, if that was earlier.</summary>
    private Task<IReadOnlyList<Allocation>> Allocations(
        string municipality, DateOnly first, DateOnly last, CancellationToken stop) =>
        work.Query<Allocation>(
            $"""
            select * from (
                select a.municipality, a.number, a.version, a.client_key, a.provider, a.segment, a.category, a.product,
                    a.start_date, least(a.end_date, (
                        select max(s.end_date) from care_standing s
                        where s.municipality = a.municipality and s.allocation_number = a.number and s.kind = 'stop'
                          and s.reason <> '20' and not s.taken_back)) as end_date,
                    a.volume, a.unit, a.frequency, a.budget_cents, a.reason_for_change, {AllocationStore.CrisisUntil}
                from allocation a
                where a.municipality = @municipality and a.start_date <= @last
                  and (a.end_date is null or a.end_date >= @first) and a.reason_for_change is distinct from '13') a
            where end_date is null or end_date >= @first
            """, new { municipality, first, last }, stop);

    private Task<IReadOnlyList<DebitMonth>> Debits(
        string municipality, DateOnly first, DateOnly last, CancellationToken stop) =>
        work.Query<DebitMonth>(
            $"""
            select l.allocation_number as allocation, month_of(l.period_start) as month,
                sum(l.amount_cents)::bigint as amount_cents
            from {LineQueries.OfDeclarations}
            where d.municipality = @municipality and {LineQueries.InPeriod("@first", "@last")}
              and l.accepted and not l.is_credit and l.credited_by is null
            group by 1, 2
            """, new { municipality, first, last }, stop);

    private Task<EarlierForecast?> Last(string municipality, int year, CancellationToken stop) =>
        work.Find<EarlierForecast>(
            """
            select id, paid_cents + approved_cents + expected_cents as total_cents from forecast
            where municipality = @municipality and year = @year order by made_at desc, id desc limit 1
            """, new { municipality, year }, stop);
}
