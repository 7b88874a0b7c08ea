using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Tendering.Objections;

/// <summary>The SQL of objections.</summary>
internal sealed class ObjectionStore(UnitOfWork work)
{
    private const string Columns =
        "id, tender_id, lot_id, segment, reference, registered_on, hearing_on, ending, ended_on, registered_at";

    internal Task<Objection?> Find(Guid id, CancellationToken stop) =>
        work.Find<Objection>($"select {Columns} from objection where id = @id", new { id }, stop);

    /// <summary>Is anything open against this segment of the tender (T25)?</summary>
    internal Task<bool> AnyOpen(Guid tender, string segment, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (select from objection where tender_id = @tender and segment = @segment and ending is null)
            """, new { tender, segment }, stop);

    internal Task<IReadOnlyList<Objection>> List(Guid lot, Guid? after, int take, CancellationToken stop) =>
        work.Query<Objection>(
            $"select {Columns} from objection where lot_id = @lot and id > @after order by id limit @take",
            new { lot, after = after ?? Guid.Empty, take }, stop);

    internal Task Add(Objection objection, CancellationToken stop) =>
        work.ExecuteOne(
            """
            insert into objection (id, tender_id, lot_id, segment, reference, registered_on, hearing_on, registered_at)
            values (@Id, @TenderId, @LotId, @Segment, @Reference, @RegisteredOn, @HearingOn, @RegisteredAt)
            """,
            new
            {
                objection.Id,
                objection.TenderId,
                objection.LotId,
                objection.Segment,
                objection.Reference,
                objection.RegisteredOn,
                objection.HearingOn,
                objection.RegisteredAt,
            }, stop);

    internal Task Save(Objection objection, CancellationToken stop) =>
        work.ExecuteOne(
            "update objection set ending = lower(@ending), ended_on = @EndedOn where id = @Id",
            new { objection.Id, ending = objection.Ending.ToString(), objection.EndedOn }, stop);
}
