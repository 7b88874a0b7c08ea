using Jeugdregio.Contracting.IndividualAgreements;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>What a provider's signed agreements hold on a day, in one query.</summary>
internal sealed class TermsStore(UnitOfWork work, IndividualAgreementStore individual)
{
    /// <summary>Of tariff <c>t</c> in agreement <c>a</c>; what it leaves open is the segment's (C13).</summary>
    internal const string TariffOnDay =
        """
        (select case when v.tariff_cents > 0 then v.tariff_cents else (
                select s.tariff_cents from segment_tariff_version s
                where s.tariff_id = (
                    select id from segment_tariff f
                    where f.segment = a.segment and f.product = t.product and f.unit = t.unit)
                  and s.valid_from <= @day and s.valid_until >= @day
                order by s.version desc limit 1) end
         from tariff_version v
         where v.tariff_id = t.id and v.valid_from <= @day and v.valid_until >= @day
         order by v.version desc limit 1)
        """;

    /// <summary>The client's individual agreements, which decide before the framework agreements (C32), and those.</summary>
    internal async Task<IReadOnlyList<Terms>> Of(
        string provider, ClientKey? client, DateOnly day, CancellationToken stop) =>
    [
        .. client is { } known ? await individual.Of(known, provider, stop) : [],
        .. await Of(provider, day, stop),
    ];

    /// <summary>Newest agreement first: where two hold the same product, the newest decides. Lowest level
    /// first.</summary>
    private Task<IReadOnlyList<Terms>> Of(string provider, DateOnly day, CancellationToken stop) =>
        work.Query<Terms>(
            $"""
            select a.id as agreement_id, a.segment, a.municipalities, a.start_date, a.end_date, t.product, t.unit,
                   {TariffOnDay} as tariff_cents, null::date as last_day
            from agreement a join tariff t on t.agreement_id = a.id
            where a.provider = @provider and a.activated_at is not null
            order by a.start_date desc, a.id desc, t.product, t.level
            """, new { provider, day }, stop);
}
