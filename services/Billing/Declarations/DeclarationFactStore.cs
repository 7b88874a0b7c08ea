using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// Loads what declarations are held against: for a group of them, no two of one provider, each kind of fact in
/// one query. What is asked is looked up row by row through an index (<c>lateral … offset 0</c>), whatever the tables
/// held when the plan was made.
/// </summary>
internal sealed class DeclarationFactStore(
    UnitOfWork work, AllocationStore allocations, TariffStore tariffs, ApprovalStore approvals, RegionPack region)
{
    private const string EarlierColumns =
        """
        id, provider, municipality, reference, segment, allocation_number, client_key, category, product, period_start,
        period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted,
        credited_by is not null as is_credited, payment_id is not null as is_paid
        """;

    private readonly HashSet<string> _regional =
        [.. region.Segments.Where(s => s.Scope is SegmentScope.Regional).Select(s => s.Code)];

    /// <summary>The facts of each, in the same order.</summary>
    internal async Task<IReadOnlyList<DeclarationFacts>> Of(
        IReadOnlyList<(Declaration Declaration, ReceivedMessage Received)> group, CancellationToken stop)
    {
        Declaration[] all = [.. group.Select(g => g.Declaration)];
        await work.Execute("set local enable_seqscan = off", null, stop);
        var repeated = await NumbersTaken(all, stop);
        var previous = await PreviousPeriods(group, stop);
        var allocated = (await allocations.Of(Asked(all, l => l.AllocationNumber), stop))
            .ToLookup(a => a.Provider, StringComparer.Ordinal);
        var clients = await KnownClients(all, allocated, stop);
        var moved = (await allocations.Moved(Asked(all, l => l.ClientKey), stop))
            .ToLookup(a => a.Provider, StringComparer.Ordinal);
        string[] providers = [.. all.Select(d => d.Provider)];
        string[] products = [.. all.SelectMany(d => d.Lines).Select(l => l.Product).Distinct()];
        var tariffsOfAll = await tariffs.Of(providers, products, stop);
        var contracted = tariffsOfAll.ToLookup(t => t.Provider, StringComparer.Ordinal);
        var expensive = region.Thresholds.ExpensiveTariffCents;
        var approved = (tariffsOfAll.Any(t => t.TariffCents >= expensive)
            ? await approvals.Of(providers, products, stop) : []).ToLookup(a => a.Provider, StringComparer.Ordinal);
        var earlier = await ByReference(all, stop);
        var taken = await TakenOf(all, stop);
        return
        [
            .. all.Select(d => new DeclarationFacts(
                repeated.Contains(d.Provider), previous.GetValueOrDefault(d.Id), _regional, [.. clients[d.Provider]],
                [.. allocated[d.Provider]], [.. contracted[d.Provider], .. contracted[""]], [.. earlier[d.Provider]],
                [.. taken[d.Provider].Where(t => t.IsSame).Select(t => t.Of)],
                taken[d.Provider].DistinctBy(t => t.Of.AllocationNumber)
                    .ToDictionary(t => t.Of.AllocationNumber, t => t.Consumed))
            {
                Approvals = new(expensive, [.. approved[d.Provider]]),
                Moved = [.. moved[d.Provider]],
            }),
        ];
    }

    /// <summary>The providers whose declaration has a number that is taken.</summary>
    private async Task<HashSet<string>> NumbersTaken(Declaration[] all, CancellationToken stop) =>
    [
        .. await work.Query<string>(
            """
            select asked.provider from unnest(@providers, @numbers) as asked(provider, number)
            where exists (
                select from declaration d
                where d.provider = asked.provider and d.number = asked.number and d.number_taken)
            """,
            new
            {
                providers = all.Select(d => d.Provider).ToArray(), numbers = all.Select(d => d.Number).ToArray(),
            }, stop),
    ];

    /// <summary>
    /// The latest period of what the provider sent the municipality before that message. Of what came in first, not of
    /// what was judged first: so it does not matter who judges when.
    /// </summary>
    private async Task<Dictionary<Guid, DateOnly?>> PreviousPeriods(
        IReadOnlyList<(Declaration Declaration, ReceivedMessage Received)> group, CancellationToken stop) =>
        (await work.Query<(Guid Id, DateOnly? Month)>(
            """
            select asked.id, (
                select max(month) from declaration d
                where d.provider = asked.provider and d.municipality = asked.municipality and d.number_taken
                  and (d.received_at, d.id) < (asked.received_at, asked.id))
            from unnest(@ids, @providers, @municipalities, @receivedAt)
                as asked(id, provider, municipality, received_at)
            """,
            new
            {
                ids = group.Select(g => g.Declaration.Id).ToArray(),
                providers = group.Select(g => g.Declaration.Provider).ToArray(),
                municipalities = group.Select(g => g.Declaration.Municipality).ToArray(),
                receivedAt = group.Select(g => g.Received.ReceivedAt.UtcDateTime).ToArray(),
            }, stop)).ToDictionary(p => p.Id, p => p.Month);

    /// <summary>
    /// By provider, the clients with an allocation of the provider in the municipality: those whose allocation is
    /// named, and of the others whom the allocations know.
    /// </summary>
    private async Task<ILookup<string, string>> KnownClients(
        Declaration[] all, ILookup<string, Allocation> allocated, CancellationToken stop)
    {
        var named = all.SelectMany(d => allocated[d.Provider].Select(a => (d.Provider, a.ClientKey))).ToHashSet();
        var asked = Asked(all, l => l.ClientKey)
            .Where(a => !named.Contains((a.Provider, a.Value))).ToList();
        var others = asked.Count == 0 ? [] : await allocations.KnownClients(asked, stop);
        return named.Concat(others).ToLookup(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
    }

    /// <summary>By provider, its earlier lines with one of the reference numbers.</summary>
    private async Task<ILookup<string, EarlierLine>> ByReference(Declaration[] all, CancellationToken stop)
    {
        var asked = Asked(all, l => l.Reference).Concat(Named(Asked(all, l => l.PreviousReference)))
            .Distinct().ToList();
        return (await work.Query<EarlierLine>(
            $"""
            select earlier.* from unnest(@providers, @references) as asked(provider, reference)
            cross join lateral (
                select {EarlierColumns} from declaration_line l
                where l.provider = asked.provider and l.reference = asked.reference and l.reference_taken
                offset 0) as earlier
            """,
            new
            {
                providers = asked.Select(a => a.Provider).ToArray(), references = asked.Select(a => a.Value).ToArray(),
            }, stop)).ToLookup(l => l.Provider, StringComparer.Ordinal);
    }

    /// <summary>
    /// What debits that still count have taken of the allocations that are named, and which of them are about the same as
    /// a debit now; one look at each allocation's debits tells both.
    /// </summary>
    private async Task<ILookup<string, Taken>> TakenOf(Declaration[] all, CancellationToken stop)
    {
        var asked = Named(Asked(all, l => l.IsCredit ? null : l.Key)).ToList();
        var rows = await work.Query<(int Place, string Unit, decimal Volume, decimal Cents, bool IsSame)>(
            """
            select (asked.place - 1)::int, taken.unit, taken.volume, taken.cents, taken.is_same
            from unnest(@municipalities, @allocations, @starts, @ends, @categories, @products) with ordinality
                as asked(municipality, allocation, period_start, period_end, category, product, place)
            cross join lateral (
                select unit, sum(volume) as volume, sum(amount_cents) as cents,
                    bool_or(l.period_start = asked.period_start and l.period_end = asked.period_end
                        and l.category = asked.category and l.product = asked.product) as is_same
                from declaration_line l
                where l.municipality = asked.municipality and l.allocation_number = asked.allocation
                  and l.accepted and not l.is_credit and l.credited_by is null
                group by unit) as taken
            """,
            new
            {
                municipalities = asked.Select(a => a.Municipality).ToArray(),
                allocations = asked.Select(a => a.Value.AllocationNumber).ToArray(),
                starts = asked.Select(a => a.Value.PeriodStart).ToArray(),
                ends = asked.Select(a => a.Value.PeriodEnd).ToArray(),
                categories = asked.Select(a => a.Value.Category).ToArray(),
                products = asked.Select(a => a.Value.Product).ToArray(),
            }, stop);
        return rows.GroupBy(r => r.Place).ToLookup(
            units => asked[units.Key].Provider,
            units => new Taken(
                asked[units.Key].Value, units.Any(u => u.IsSame),
                units.Aggregate(default(Consumed), (sum, u) => sum.With(u.Unit, (Int128)u.Volume, (Int128)u.Cents))),
            StringComparer.Ordinal);
    }

    private static IEnumerable<Asked<T>> Named<T>(IEnumerable<Asked<T?>> asked)
        where T : class =>
        asked.Where(a => a.Value is not null).Select(a => new Asked<T>(a.Municipality, a.Provider, a.Value!));

    /// <summary>What the lines name, each once.</summary>
    private static IReadOnlyList<Asked<T>> Asked<T>(Declaration[] all, Func<DeclaredLine, T> named) =>
    [
        .. all.SelectMany(
            d => d.Lines.Select(named).Distinct().Select(value => new Asked<T>(d.Municipality, d.Provider, value))),
    ];
}

/// <summary>Something that a declaration of that provider to that municipality names.</summary>
internal sealed record Asked<T>(string Municipality, string Provider, T Value);

/// <summary>What is known of the allocation that a debit names.</summary>
/// <param name="Of">What the debit is about.</param>
/// <param name="IsSame">An earlier debit that still counts is about the same.</param>
/// <param name="Consumed">What all that still count have taken.</param>
internal sealed record Taken(DebitKey Of, bool IsSame, Consumed Consumed);
