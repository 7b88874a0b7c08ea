using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// Loads what declarations are held against: for a group of them, no two of one provider, each kind of fact in
/// one query. What is asked is looked up through an index (<c>lateral … offset 0</c>), whatever the tables held when
/// the plan was made.
/// </summary>
internal sealed class DeclarationFactStore(
    UnitOfWork work, AllocationStore allocations, TariffStore tariffs, ApprovalStore approvals, RegionPack region)
{
    private const string ByIndex = "set local enable_seqscan = off";
    private const int LinesForTwo = 2_000;

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
        await work.Execute(ByIndex, null, stop);
        // many lines: their allocations are read while the rest is
        var beside = all.Sum(d => d.Lines.Count) >= LinesForTwo ? AllocatedBeside(all, stop) : null;
        var repeated = await NumbersTaken(all, stop);
        var previous = await PreviousPeriods(group, stop);
        var clients = Named<string>.By(all, l => l.ClientKey);
        var known = await allocations.KnownClients(clients, stop);
        var moved = await allocations.Moved(clients, stop);
        string[] providers = [.. all.Select(d => d.Provider)];
        string[] products = [.. all.SelectMany(d => d.Lines).Select(l => l.Product).Distinct()];
        var tariffsOfAll = await tariffs.Of(providers, products, stop);
        var contracted = tariffsOfAll.ToLookup(t => t.Provider, StringComparer.Ordinal);
        var expensive = region.Thresholds.ExpensiveTariffCents;
        var approved = (tariffsOfAll.Any(t => t.TariffCents >= expensive)
            ? await approvals.Of(providers, products, stop) : []).ToLookup(a => a.Provider, StringComparer.Ordinal);
        var earlier = await ByReference(all, stop);
        var taken = await TakenOf(all, stop);
        var allocated = await (beside ?? Allocated(work, all, stop));
        return
        [
            .. all.Select((d, at) => new DeclarationFacts(
                repeated.Contains(d.Provider), previous.GetValueOrDefault(d.Id), _regional, [.. known[at]],
                [.. allocated[at]], [.. contracted[d.Provider], .. contracted[""]], [.. earlier[at]],
                [.. taken[at].Where(t => t.Same is not null).Select(t => t.Same!.Value)], Consumed(taken[at]))
            {
                Approvals = new(expensive, [.. approved[d.Provider]]),
                Moved = [.. moved[at]],
            }),
        ];
    }

    /// <summary>
    /// On a connection of its own. The providers are locked before, and this transaction has changed nothing yet: what
    /// is committed is what the group is held against.
    /// </summary>
    private async Task<ILookup<int, Allocation>> AllocatedBeside(Declaration[] all, CancellationToken stop)
    {
        await using var beside = await work.Beside(stop);
        await beside.Execute(ByIndex, null, stop);
        return await Allocated(beside, all, stop);
    }

    private static Task<ILookup<int, Allocation>> Allocated(
        UnitOfWork on, Declaration[] all, CancellationToken stop) =>
        new AllocationStore(on).Of(Named<long>.By(all, l => l.AllocationNumber), stop);

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

    /// <summary>Of each declaration, the provider's earlier lines with one of the reference numbers it names.</summary>
    private async Task<ILookup<int, EarlierLine>> ByReference(Declaration[] all, CancellationToken stop)
    {
        var references = Named<string>.By(all, l => l.Reference);
        var previous = Named<string>.By(
            all, l => l.PreviousReference is { } named ? new Named<string>.One(named) : null);
        var rows = await work.Query<EarlierLine>(
            $"""
            select l.* from unnest(@providers, @values) as asked(provider, value)
            cross join lateral (
                select {EarlierColumns} from declaration_line
                where provider = asked.provider and reference = asked.value and reference_taken
                offset 0) as l
            """,
            new
            {
                providers = references.Providers.Concat(previous.Providers).ToArray(),
                values = references.Values.Concat(previous.Values).ToArray(),
            }, stop);
        var places = all.Index().ToDictionary(d => d.Item.Provider, d => d.Index, StringComparer.Ordinal);
        return rows.DistinctBy(l => l.Id).ToLookup(l => places[l.Provider]);
    }

    /// <summary>
    /// Of each declaration, what debits that still count have taken of the allocations that its debits name. Those that
    /// begin between its first and its last debit are told one by one: they can be about the same.
    /// </summary>
    private async Task<ILookup<int, Taken>> TakenOf(Declaration[] all, CancellationToken stop)
    {
        var named = Named<long>.By(all, l => l.IsCredit ? null : new Named<long>.One(l.AllocationNumber));
        var days = all.Select(d => (
            First: d.Lines.Min(l => l.PeriodStart), Last: d.Lines.Max(l => l.PeriodStart))).ToArray();
        return (await work.Read(
            """
            select asked.place, asked.value, unit, sum(volume), sum(amount_cents), period_start, period_end, category,
                product
            from unnest(@Places, @Municipalities, @Values, @from, @until)
                as asked(place, municipality, value, from_day, until_day)
            cross join lateral (
                select unit, volume, amount_cents, case when told then period_start end as period_start,
                    case when told then period_end end as period_end, case when told then category end as category,
                    case when told then product end as product
                from (
                    select *, period_start between asked.from_day and asked.until_day as told from declaration_line
                    where municipality = asked.municipality and allocation_number = asked.value
                      and accepted and not is_credit and credited_by is null offset 0) debit) taken
            group by asked.place, asked.value, unit, period_start, period_end, category, product
            """,
            new
            {
                named.Places, named.Municipalities, named.Values,
                from = named.Places.Select(place => days[place].First).ToArray(),
                until = named.Places.Select(place => days[place].Last).ToArray(),
            },
            row => (Place: row.GetInt32(0), Taken: new Taken(
                row.GetInt64(1), row.GetString(2), (Int128)row.GetDecimal(3), (Int128)row.GetDecimal(4),
                row.IsDBNull(5) ? null : new DebitKey(
                    row.GetInt64(1), row.GetFieldValue<DateOnly>(5), row.GetFieldValue<DateOnly>(6), row.GetString(7),
                    row.GetString(8)))), stop)).ToLookup(r => r.Place, r => r.Taken);
    }

    private static Dictionary<long, Consumed> Consumed(IEnumerable<Taken> taken)
    {
        var consumed = new Dictionary<long, Consumed>();
        foreach (var one in taken)
            consumed[one.Allocation] = consumed.GetValueOrDefault(one.Allocation).With(one.Unit, one.Volume, one.Cents);
        return consumed;
    }

    /// <summary>What debits that still count have taken of an allocation.</summary>
    /// <param name="Allocation">ToewijzingNummer.</param>
    /// <param name="Unit">WJ756.</param>
    /// <param name="Volume">Units.</param>
    /// <param name="Cents">Euro cents.</param>
    /// <param name="Same">What it is about, when a debit now may be about the same.</param>
    private sealed record Taken(long Allocation, string Unit, Int128 Volume, Int128 Cents, DebitKey? Same);
}
