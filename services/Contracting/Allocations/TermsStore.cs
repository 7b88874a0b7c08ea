using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>What a provider's signed agreements hold on a day, in one query.</summary>
internal sealed class TermsStore(UnitOfWork work)
{
    internal const string TariffOnDay =
        """
        (select v.tariff_cents from tariff_version v
         where v.tariff_id = t.id and v.valid_from <= @day and v.valid_until >= @day
         order by v.version desc limit 1)
        """;

    /// <summary>Newest agreement first: where two hold the same product, the newest decides.</summary>
    internal Task<IReadOnlyList<Terms>> Of(string provider, DateOnly day, CancellationToken stop) =>
        work.Query<Terms>(
            $"""
            select a.id as agreement_id, a.segment, a.municipalities, a.start_date, a.end_date, t.product, t.unit,
                   {TariffOnDay} as tariff_cents
            from agreement a join tariff t on t.agreement_id = a.id
            where a.provider = @provider and a.activated_at is not null
            order by a.start_date desc, a.id desc, t.product
            """, new { provider, day }, stop);
}
