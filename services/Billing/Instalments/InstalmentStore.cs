using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Instalments;

/// <summary>The SQL of instalments: kept with what they book, and never changed.</summary>
internal sealed class InstalmentStore(UnitOfWork work, TimeProvider clock)
{
    /// <summary>
    /// Takes in those that are not there yet, and opens the transfer of each: payable to the provider from the day of
    /// the agreement on, as a line is from the day it was accepted. Told twice, it is booked once.
    /// </summary>
    internal Task Keep(IReadOnlyList<Instalment> instalments, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return work.Execute(
            """
            with told as (
                insert into instalment (id, schedule_id, agreement_id, tariff_id, provider, municipality, segment,
                    product, month, due_on, amount_cents, agreed_at)
                select * from unnest(@ids, @schedules, @agreements, @tariffs, @providers, @municipalities, @segments,
                    @products, @months, @dues, @cents, @agreed)
                on conflict (id) do nothing
                returning *)
            insert into ledger_booking (id, transfer_id, state, instalment_id, debit_account, credit_account,
                municipality, provider, segment, month, amount_cents, booked_at)
            select numbered(@first, row_number() over (order by id)), id, 'pending', id, 'care-cost', 'payable',
                municipality, provider, segment, month, amount_cents, @now
            from told
            """,
            new
            {
                now, first = new NumberedIds(now).First,
                ids = instalments.Select(i => i.Id).ToArray(),
                schedules = instalments.Select(i => i.ScheduleId).ToArray(),
                agreements = instalments.Select(i => i.AgreementId).ToArray(),
                tariffs = instalments.Select(i => i.TariffId).ToArray(),
                providers = instalments.Select(i => i.Provider).ToArray(),
                municipalities = instalments.Select(i => i.Municipality).ToArray(),
                segments = instalments.Select(i => i.Segment).ToArray(),
                products = instalments.Select(i => i.Product).ToArray(),
                months = instalments.Select(i => i.Month).ToArray(),
                dues = instalments.Select(i => i.DueOn).ToArray(),
                cents = instalments.Select(i => i.AmountCents).ToArray(),
                agreed = instalments.Select(i => i.AgreedAt.UtcDateTime).ToArray(),
            }, stop);
    }
}
