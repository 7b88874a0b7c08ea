using System.Data.Common;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Allocations;

/// <summary>
/// The copy of the allocations. The highest version wins, so events may come in any order and more than once.
/// </summary>
internal sealed class AllocationStore(UnitOfWork work)
{
    private const string Columns = $"municipality, provider, {OfProvider}";

    private const string OfProvider =
        """
        number, version, client_key, segment, category, product, start_date, end_date, volume, unit, frequency,
        budget_cents, reason_for_change
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
            select * from unnest(@municipality::text[], @provider::text[], @number::bigint[], @version::int[],
                @clientKey::text[], @segment::text[], @category::text[], @product::text[], @startDate::date[],
                @endDate::date[], @volume::bigint[], @unit::text[], @frequency::text[], @budgetCents::bigint[],
                @reason::text[])
            on conflict (municipality, number) do update set
                version = excluded.version, client_key = excluded.client_key, provider = excluded.provider,
                segment = excluded.segment, category = excluded.category, product = excluded.product,
                start_date = excluded.start_date, end_date = excluded.end_date, volume = excluded.volume,
                unit = excluded.unit, frequency = excluded.frequency, budget_cents = excluded.budget_cents,
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

    /// <summary>
    /// Of each declaration the allocations with the numbers that it names, as far as they are the provider's own in the
    /// municipality; another's is not there.
    /// </summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="withCover">Until when they are covered as crisis care too, which counts for expensive care
    /// alone.</param>
    /// <param name="stop">Ends it.</param>
    internal async Task<ILookup<int, Allocation>> Of(Named<long> numbers, bool withCover, CancellationToken stop) =>
        (await work.Read(
            $"""
            select asked.place, a.* from {Named<long>.Asked}
            cross join lateral (
                select {OfProvider}, {(withCover ? CrisisUntil : "null::date")}, null::text from allocation a
                where a.municipality = asked.municipality and a.number = named.value and a.provider = asked.provider
                offset 0) as a
            """, numbers, row => Row(row, numbers), stop)).ToLookup(r => r.Place, r => r.Allocation);

    /// <summary>
    /// The clients' allocations at the provider that ended because they moved, in any municipality.
    /// </summary>
    internal async Task<ILookup<int, Allocation>> Moved(Named<string> clients, CancellationToken stop) =>
        (await work.Read(
            $"""
            select asked.place, a.* from {Named<string>.Asked}
            cross join lateral (
                select {OfProvider}, {CrisisUntil}, a.municipality from allocation a
                where a.reason_for_change = '07' and a.provider = asked.provider and a.client_key = named.value
                offset 0) as a
            """, clients, row => Row(row, clients), stop)).ToLookup(r => r.Place, r => r.Allocation);

    /// <summary>Of each declaration the clients who have any allocation of the provider in the municipality.</summary>
    internal async Task<ILookup<int, string>> KnownClients(Named<string> clients, CancellationToken stop) =>
        (await work.Query<(int Place, string ClientKey)>(
            $"""
            select asked.place, named.value from {Named<string>.Asked}
            cross join lateral (
                select from allocation
                where client_key = named.value and municipality = asked.municipality and provider = asked.provider
                limit 1) as known
            """, clients, stop)).ToLookup(c => c.Place, c => c.ClientKey);

    private static (int Place, Allocation Allocation) Row<T>(DbDataReader row, Named<T> asked)
    {
        var place = row.GetInt32(0);
        return (place, new(
            Text(15) ?? asked.Municipalities[place], row.GetInt64(1), row.GetInt32(2), row.GetString(3),
            asked.Providers[place], row.GetString(4), Text(5), Text(6), Day(7)!.Value, Day(8), Number(9), Text(10),
            Text(11), Number(12), Text(13), Day(14)));

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        long? Number(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
        DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
    }
}
