using Jeugdregio.Billing.Declarations;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Allocations;

/// <summary>
/// The copy of the allocations. The highest version wins, so events may come in any order and more than once.
/// </summary>
internal sealed class AllocationStore(UnitOfWork work)
{
    private const string Columns =
        """
        municipality, number, version, client_key, provider, segment, category, product, start_date, end_date,
        volume, unit, frequency, budget_cents, reason_for_change
        """;

    /// <summary>Of allocation <c>a</c>: until when it is covered as crisis care (R21).</summary>
    internal const string CrisisUntil =
        """
        (select c.covered_until from crisis_cover c
         where c.municipality = a.municipality and c.allocation_number = a.number) as crisis_until
        """;

    /// <summary>Takes in allocations, each with a number of its own.</summary>
    internal Task Merge(IReadOnlyList<Allocation> allocations, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into allocation ({Columns})
            select * from unnest(@municipality::text[], @number::bigint[], @version::int[], @clientKey::text[],
                @provider::text[],
                @segment::text[], @category::text[], @product::text[], @startDate::date[], @endDate::date[],
                    @volume::bigint[],
                @unit::text[], @frequency::text[], @budgetCents::bigint[], @reason::text[])
            on conflict (municipality, number) do update set
                version = excluded.version, client_key = excluded.client_key, provider = excluded.provider,
                segment = excluded.segment, category = excluded.category, product = excluded.product,
                start_date = excluded.start_date, end_date = excluded.end_date, volume = excluded.volume,
                    unit = excluded.unit,
                frequency = excluded.frequency, budget_cents = excluded.budget_cents,
                    reason_for_change = excluded.reason_for_change
            where allocation.version < excluded.version
            """,
            new
            {
                municipality = allocations.Select(a => a.Municipality).ToArray(),
                number = allocations.Select(a => a.Number).ToArray(),
                version = allocations.Select(a => a.Version).ToArray(),
                clientKey = allocations.Select(a => a.ClientKey).ToArray(),
                provider = allocations.Select(a => a.Provider).ToArray(),
                segment = allocations.Select(a => a.Segment).ToArray(),
                category = allocations.Select(a => a.Category).ToArray(),
                product = allocations.Select(a => a.Product).ToArray(),
                startDate = allocations.Select(a => a.StartDate).ToArray(),
                endDate = allocations.Select(a => a.EndDate).ToArray(),
                volume = allocations.Select(a => a.Volume).ToArray(),
                unit = allocations.Select(a => a.Unit).ToArray(),
                frequency = allocations.Select(a => a.Frequency).ToArray(),
                budgetCents = allocations.Select(a => a.BudgetCents).ToArray(),
                reason = allocations.Select(a => a.ReasonForChange).ToArray(),
            }, stop);

    /// <summary>Those of the numbers that are the provider's own in the municipality; another's is not there.</summary>
    internal Task<IReadOnlyList<Allocation>> Of(IReadOnlyList<Asked<long>> numbers, CancellationToken stop) =>
        work.Query<Allocation>(
            $"""
            select a.* from unnest(@municipalities, @providers, @numbers) as asked(municipality, provider, number)
            cross join lateral (
                select {Columns}, {CrisisUntil} from allocation a
                where a.municipality = asked.municipality and a.number = asked.number and a.provider = asked.provider
                offset 0) as a
            """,
            new
            {
                municipalities = numbers.Select(a => a.Municipality).ToArray(),
                providers = numbers.Select(a => a.Provider).ToArray(),
                numbers = numbers.Select(a => a.Value).ToArray(),
            }, stop);

    /// <summary>The clients' allocations at the providers that ended because they moved, in any municipality.</summary>
    internal Task<IReadOnlyList<Allocation>> Moved(IReadOnlyList<Asked<string>> clients, CancellationToken stop) =>
        work.Query<Allocation>(
            $"""
            select a.* from unnest(@providers, @clients) as asked(provider, client)
            cross join lateral (
                select {Columns}, {CrisisUntil} from allocation a
                where a.reason_for_change = '07' and a.client_key = asked.client and a.provider = asked.provider
                offset 0) as a
            """,
            new
            {
                providers = clients.Select(a => a.Provider).ToArray(),
                clients = clients.Select(a => a.Value).ToArray(),
            }, stop);

    /// <summary>Those of the clients who have any allocation of the provider in the municipality.</summary>
    internal Task<IReadOnlyList<(string Provider, string ClientKey)>> KnownClients(
        IReadOnlyList<Asked<string>> clients, CancellationToken stop) =>
        work.Query<(string Provider, string ClientKey)>(
            """
            select asked.provider, asked.client
            from unnest(@municipalities, @providers, @clients) as asked(municipality, provider, client)
            cross join lateral (
                select from allocation a
                where a.client_key = asked.client and a.municipality = asked.municipality
                  and a.provider = asked.provider
                limit 1) as known
            """,
            new
            {
                municipalities = clients.Select(a => a.Municipality).ToArray(),
                providers = clients.Select(a => a.Provider).ToArray(),
                clients = clients.Select(a => a.Value).ToArray(),
            }, stop);
}
