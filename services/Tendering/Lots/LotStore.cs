using System.Text.Json;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Outbox;

namespace Jeugdregio.Tendering.Lots;

/// <summary>The SQL of lots and of what was decided on their bids.</summary>
internal sealed class LotStore(UnitOfWork work)
{
    private const string Columns = "id, tender_id, segment, products, status, round, standstill_ends, awarded_at";
    private const string DecisionColumns = "id, lot_id, round, bid_id, provider, awarded, reason, announced_at";

    internal async Task<Lot?> Find(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from lot where id = @id", new { id }, stop))?.ToLot();

    /// <summary>The lot, unchanged by others until this transaction ends.</summary>
    internal async Task<Lot?> Lock(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from lot where id = @id for update", new { id }, stop))?.ToLot();

    /// <summary>The lots of these tenders, by segment.</summary>
    internal async Task<IReadOnlyList<Lot>> OfTenders(IEnumerable<Guid> tenders, CancellationToken stop) =>
        [.. (await work.Query<Row>(
            $"select {Columns} from lot where tender_id = any(@tenders) order by tender_id, segment, id",
            new { tenders = tenders.ToArray() }, stop)).Select(r => r.ToLot())];

    internal async Task Add(IReadOnlyList<Lot> lots, CancellationToken stop)
    {
        foreach (var lot in lots)
            await work.ExecuteOne(
                """
                insert into lot (id, tender_id, segment, products, status, round)
                values (@Id, @TenderId, @Segment, @products::jsonb, lower(@status), @Round)
                """,
                new
                {
                    lot.Id,
                    lot.TenderId,
                    lot.Segment,
                    products = JsonSerializer.Serialize(lot.Products, EventTypes.Json),
                    status = lot.Status.ToString(),
                    lot.Round,
                }, stop);
    }

    internal Task Save(Lot lot, CancellationToken stop) =>
        work.ExecuteOne(
            """
            update lot set status = lower(@status), round = @Round, standstill_ends = @StandstillEnds, awarded_at = @AwardedAt
            where id = @Id
            """, new { lot.Id, status = lot.Status.ToString(), lot.Round, lot.StandstillEnds, lot.AwardedAt }, stop);

    internal Task Add(IReadOnlyList<AwardDecision> decisions, CancellationToken stop) =>
        work.Execute(
            """
            insert into award_decision (id, lot_id, round, bid_id, provider, awarded, reason, announced_at)
            select * from unnest(@ids, @lots, @rounds, @bids, @providers, @awarded, @reasons, @instants)
            """,
            new
            {
                ids = decisions.Select(d => d.Id).ToArray(),
                lots = decisions.Select(d => d.LotId).ToArray(),
                rounds = decisions.Select(d => d.Round).ToArray(),
                bids = decisions.Select(d => d.BidId).ToArray(),
                providers = decisions.Select(d => d.Provider).ToArray(),
                awarded = decisions.Select(d => d.Awarded).ToArray(),
                reasons = decisions.Select(d => d.Reason).ToArray(),
                instants = decisions.Select(d => d.AnnouncedAt.UtcDateTime).ToArray(),
            }, stop);

    /// <summary>What was decided in one round of a lot.</summary>
    internal Task<IReadOnlyList<AwardDecision>> Decisions(Guid lot, int round, CancellationToken stop) =>
        work.Query<AwardDecision>(
            $"select {DecisionColumns} from award_decision where lot_id = @lot and round = @round order by id", new { lot, round }, stop);

    /// <param name="lot">The lot.</param>
    /// <param name="provider">Only decisions on this provider's bid; null for all.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many.</param>
    internal Task<IReadOnlyList<AwardDecision>> ListDecisions(
        Guid lot, string? provider, Guid? after, int take, CancellationToken stop) =>
        work.Query<AwardDecision>(
            $"""
            select {DecisionColumns} from award_decision
            where lot_id = @lot and id > @after and (@provider is null or provider = @provider)
            order by id limit @take
            """, new { lot, provider, after = after ?? Guid.Empty, take }, stop);

    private sealed record Row(
        Guid Id, Guid TenderId, string Segment, string Products, LotStatus Status, int Round, DateOnly? StandstillEnds,
        DateTimeOffset? AwardedAt)
    {
        internal Lot ToLot() => new(
            Id, TenderId, Segment, JsonSerializer.Deserialize<LotProduct[]>(Products, EventTypes.Json)!, Status, Round,
            StandstillEnds, AwardedAt);
    }
}
