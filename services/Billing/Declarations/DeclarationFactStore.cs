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
    UnitOfWork work, TariffStore tariffs, ApprovalStore approvals, RegionPack region)
{
    // nothing is asked twice: there is no use in remembering answers
    private const string ByIndex = "set local enable_seqscan = off; set local enable_memoize = off";

    private const string EarlierColumns =
        """
        id, provider, municipality, reference, segment, allocation_number, client_key, category, product, period_start,
        period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted,
        credited_by is not null as is_credited, payment_id is not null as is_paid
        """;

    private readonly HashSet<string> _regional =
        [.. region.Segments.Where(s => s.Scope is SegmentScope.Regional).Select(s => s.Code)];

    /// <summary>What each is held against as a whole, in the same order; nothing yet of its lines.</summary>
    internal async Task<IReadOnlyList<DeclarationFacts>> Of(
        IReadOnlyList<(Declaration Declaration, ReceivedMessage Received)> group, CancellationToken stop)
    {
        Declaration[] all = [.. group.Select(g => g.Declaration)];
        await work.Execute(ByIndex, null, stop);
        var repeated = await NumbersTaken(all, stop);
        var previous = await PreviousPeriods(group, stop);
        string[] providers = [.. all.Select(d => d.Provider)];
        string[] products = [.. all.SelectMany(d => d.Lines).Select(l => l.Product).Distinct()];
        var tariffsOfAll = await tariffs.Of(providers, products, stop);
        var contracted = tariffsOfAll.ToLookup(t => t.Provider, StringComparer.Ordinal);
        var expensive = region.Thresholds.ExpensiveTariffCents;
        var approved = (tariffsOfAll.Any(t => t.TariffCents >= expensive)
            ? await approvals.Of(providers, products, stop) : []).ToLookup(a => a.Provider, StringComparer.Ordinal);
        return
        [
            .. all.Select(d => new DeclarationFacts(
                repeated.Contains(d.Provider), previous.GetValueOrDefault(d.Id), _regional, [], [],
                [.. contracted[d.Provider], .. contracted[""]], [], [], new Dictionary<long, Consumed>())
            {
                Approvals = new(expensive, [.. approved[d.Provider]]),
            }),
        ];
    }

    /// <summary>
    /// A second connection to read what lines are held against while others are kept. The providers are locked, so what
    /// is committed is all there is, but for what is judged now.
    /// </summary>
    internal async Task<UnitOfWork> Beside(CancellationToken stop)
    {
        var beside = await work.Beside(stop);
        await beside.Execute(ByIndex, null, stop);
        return beside;
    }

    /// <summary>What the next lines of declarations are held against, added to what each is as a whole.</summary>
    /// <param name="parts">The lines.</param>
    /// <param name="facts">Of every declaration of the group.</param>
    /// <param name="on">Where to read: our own connection, or one beside it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>In the order of the parts.</returns>
    internal static async Task<IReadOnlyList<DeclarationFacts>> Of(
        IReadOnlyList<DeclarationPart> parts, IReadOnlyList<DeclarationFacts> facts, UnitOfWork on,
        CancellationToken stop)
    {
        var allocations = new AllocationStore(on);
        var isAnythingExpensive = parts.Any(part => facts[part.Place].IsAnythingExpensive);
        var allocated = await allocations.Of(
            Named<long>.By(parts, l => l.AllocationNumber), isAnythingExpensive, stop);
        var found = parts.ToDictionary(p => p.Place, p => allocated[p.Place].Select(a => a.ClientKey).ToHashSet());
        // who has an allocation that is named is known by it
        var known = await allocations.KnownClients(
            Named<string>.By(parts, (of, line, named) =>
            {
                if (!found[of.Place].Contains(line.ClientKey)) named.Add(line.ClientKey);
            }), stop);
        var moved = await allocations.Moved(Named<string>.By(parts, l => l.ClientKey), stop);
        var earlier = await ByReference(on, parts, stop);
        var taken = await TakenOf(on, parts, stop);
        return
        [
            .. parts.Select(part => facts[part.Place] with
            {
                KnownClients = [.. found[part.Place], .. known[part.Place]],
                Allocations = [.. allocated[part.Place]],
                Moved = [.. moved[part.Place]],
                ByReference = [.. earlier[part.Declaration.Provider]],
                OpenDebits = [.. taken[part.Place].Where(t => t.Same is not null).Select(t => t.Same!.Value)],
                Consumed = Consumed(taken[part.Place]),
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

    /// <summary>The providers' earlier lines with one of the reference numbers that are named, by provider.</summary>
    private static async Task<ILookup<string, EarlierLine>> ByReference(
        UnitOfWork on, IReadOnlyList<DeclarationPart> parts, CancellationToken stop)
    {
        var references = Named<string>.By(parts, (_, line, named) =>
        {
            named.Add(line.Reference);
            if (line.PreviousReference is { } previous) named.Add(previous);
        });
        var rows = await on.Query<EarlierLine>(
            $"""
            select l.* from {Named<string>.Asked}
            cross join lateral (
                select {EarlierColumns} from declaration_line
                where provider = asked.provider and reference = named.value and reference_taken
                offset 0) as l
            """, references, stop);
        return rows.ToLookup(l => l.Provider, StringComparer.Ordinal);
    }

    /// <summary>
    /// Of each declaration, what debits that still count have taken of the allocations that are named. Those that begin
    /// between its first and its last line are told one by one: they can be about the same.
    /// </summary>
    private static async Task<ILookup<int, Taken>> TakenOf(
        UnitOfWork on, IReadOnlyList<DeclarationPart> parts, CancellationToken stop)
    {
        var named = Named<long>.By(parts, l => l.AllocationNumber);
        var days = new (DateOnly First, DateOnly Last)[named.Municipalities.Length];
        foreach (var part in parts) days[part.Place] = part.Days;
        return (await on.Read(
            $"""
            select asked.place, named.value, unit, sum(volume), sum(amount_cents), period_start, period_end, category,
                product
            from {Named<long>.Asked}
            cross join lateral (
                select unit, volume, amount_cents, case when told then period_start end as period_start,
                    case when told then period_end end as period_end, case when told then category end as category,
                    case when told then product end as product
                from (
                    select *, period_start between (@from)[asked.place + 1] and (@until)[asked.place + 1] as told
                    from declaration_line
                    where municipality = asked.municipality and allocation_number = named.value
                      and accepted and not is_credit and credited_by is null offset 0) debit) taken
            group by asked.place, named.value, unit, period_start, period_end, category, product
            """,
            new
            {
                named.Places, named.Municipalities, named.Providers, named.Firsts, named.Lasts, named.Values,
                from = days.Select(d => d.First).ToArray(), until = days.Select(d => d.Last).ToArray(),
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
