using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Outbox;

namespace Jeugdregio.Tendering.Bids;

/// <summary>The SQL of bids. Who may read which bid is in the SQL: a sealed bid does not leave the database for others.</summary>
internal sealed class BidStore(UnitOfWork work)
{
    private const string Columns =
        """
        b.id, b.lot_id, b.tender_id, b.provider, b.version, b.content::text as content, b.seal, b.submitted_at, b.scores::text as scores
        """;

    /// <summary>The bid as its bidder reads it; null when it is not this provider's.</summary>
    internal async Task<Bid?> FindOwn(Guid id, string provider, CancellationToken stop) =>
        (await work.Find<Row>(
            $"select {Columns} from bid b where b.id = @id and b.provider = @provider", new { id, provider }, stop))?.ToBid();

    /// <summary>The bid as the region reads it; null while it is sealed.</summary>
    internal async Task<Bid?> FindOpened(Guid id, CancellationToken stop) =>
        (await work.Find<Row>(
            $"""
            select {Columns} from bid b join tender t on t.id = b.tender_id and t.status = 'closed'
            where b.id = @id
            """, new { id }, stop))?.ToBid();

    /// <summary>The opened bids of a lot, in order of first submission; none while they are sealed.</summary>
    internal Task<IReadOnlyList<Bid>> ListOpened(Guid lot, Guid? after, int? take, CancellationToken stop) => List(
        $"""
        select {Columns} from bid b join tender t on t.id = b.tender_id and t.status = 'closed'
        where b.lot_id = @lot and b.id > @after
        order by b.id limit @take
        """, new { lot, after = after ?? Guid.Empty, take }, stop);

    internal Task<IReadOnlyList<Bid>> ListOwn(string provider, Guid? after, int take, CancellationToken stop) => List(
        $"""
        select {Columns} from bid b
        where b.provider = @provider and b.id > @after
        order by b.id limit @take
        """, new { provider, after = after ?? Guid.Empty, take }, stop);

    /// <summary>Keeps the bid, as a new version when this provider has one on the lot already.</summary>
    internal async Task<Bid> Submit(
        Guid newId, Guid lot, Guid tender, string provider, BidContent content, DateTimeOffset now, CancellationToken stop)
    {
        var text = JsonSerializer.Serialize(content, EventTypes.Json);
        var seal = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var kept = await work.Find<Kept>(
            """
            insert into bid (id, lot_id, tender_id, provider, version, content, seal, submitted_at)
            values (@newId, @lot, @tender, @provider, 1, @text::json, @seal, @now)
            on conflict (lot_id, provider) do update
            set version = bid.version + 1, content = excluded.content, seal = excluded.seal, submitted_at = excluded.submitted_at
            returning id, version
            """, new { newId, lot, tender, provider, text, seal, now }, stop);
        await work.ExecuteOne(
            """
            insert into bid_version (bid_id, version, content, seal, submitted_at) values (@Id, @Version, @text::json, @seal, @now)
            """, new { kept!.Id, kept.Version, text, seal, now }, stop);
        return new(kept.Id, lot, tender, provider, kept.Version, content, seal, now, null);
    }

    internal Task SaveScores(Guid bid, IReadOnlyList<Score> scores, CancellationToken stop) =>
        work.ExecuteOne(
            "update bid set scores = @scores::jsonb where id = @bid",
            new { bid, scores = JsonSerializer.Serialize(scores, EventTypes.Json) }, stop);

    private async Task<IReadOnlyList<Bid>> List(string sql, object parameters, CancellationToken stop) =>
        [.. (await work.Query<Row>(sql, parameters, stop)).Select(r => r.ToBid())];

    private sealed record Kept(Guid Id, int Version);

    private sealed record Row(
        Guid Id, Guid LotId, Guid TenderId, string Provider, int Version, string Content, string Seal, DateTimeOffset SubmittedAt,
        string? Scores)
    {
        internal Bid ToBid() => new(
            Id, LotId, TenderId, Provider, Version, JsonSerializer.Deserialize<BidContent>(Content, EventTypes.Json)!, Seal, SubmittedAt,
            Scores is null ? null : JsonSerializer.Deserialize<Score[]>(Scores, EventTypes.Json));
    }
}
