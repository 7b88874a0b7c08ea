using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Referrals.Care;

/// <summary>The SQL of starts and stops.</summary>
internal sealed class CareStore(UnitOfWork work, TimeProvider clock)
{
    /// <summary>What was reported on these allocations and stands.</summary>
    internal async Task<Dictionary<long, CareHistory>> Histories(string municipality, long[] numbers, CancellationToken stop)
    {
        var starts = await work.Query<StartRow>(
            """
            select id, number, category, product, start_date from care_start
            where municipality = @municipality and number = any(@numbers) and taken_back_at is null
            order by start_date, reported_at
            """, new { municipality, numbers }, stop);
        var stops = await work.Query<CareStop>(
            """
            select id, start_id, reason, end_date from care_stop
            where start_id = any(@starts) and taken_back_at is null
            order by end_date, reported_at
            """, new { starts = starts.Select(s => s.Id).ToArray() }, stop);
        return starts.GroupBy(s => s.Number).ToDictionary(g => g.Key, g => History([.. g], stops));
    }

    internal Task<bool> HasStarted(string municipality, long number, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select 1 from care_start where municipality = @municipality and number = @number and taken_back_at is null)
            """, new { municipality, number }, stop);

    internal async Task<CareStart> AddStart(string municipality, long number, StartKey key, Guid message, CancellationToken stop)
    {
        var start = new CareStart(Guid.CreateVersion7(clock.GetUtcNow()), key);
        await work.ExecuteOne(
            """
            insert into care_start (id, municipality, number, category, product, start_date, message_id, reported_at)
            values (@id, @municipality, @number, @category, @product, @startDate, @message, @now)
            """,
            new
            {
                id = start.Id,
                municipality,
                number,
                category = key.Category,
                product = key.Product,
                startDate = key.StartDate,
                message,
                now = clock.GetUtcNow(),
            }, stop);
        return start;
    }

    internal Task TakeBackStart(Guid id, CancellationToken stop) =>
        work.ExecuteOne(
            "update care_start set taken_back_at = @now where id = @id and taken_back_at is null", new { id, now = clock.GetUtcNow() }, stop);

    internal async Task<CareStop> AddStop(CareStart start, string reason, DateOnly endDate, Guid message, CancellationToken stop)
    {
        var added = new CareStop(Guid.CreateVersion7(clock.GetUtcNow()), start.Id, reason, endDate);
        await work.ExecuteOne(
            """
            insert into care_stop (id, start_id, end_date, reason, message_id, reported_at)
            values (@id, @startId, @endDate, @reason, @message, @now)
            """, new { id = added.Id, startId = start.Id, endDate, reason, message, now = clock.GetUtcNow() }, stop);
        return added;
    }

    internal Task TakeBackStop(Guid id, CancellationToken stop) =>
        work.ExecuteOne(
            "update care_stop set taken_back_at = @now where id = @id and taken_back_at is null", new { id, now = clock.GetUtcNow() }, stop);

    private static CareHistory History(IReadOnlyList<StartRow> starts, IReadOnlyList<CareStop> stops) => new(
        [.. starts.Select(s => new CareStart(s.Id, new(s.Category, s.Product, s.StartDate)))],
        [.. stops.Where(stop => starts.Any(s => s.Id == stop.StartId))]);

    private sealed record StartRow(Guid Id, long Number, string? Category, string? Product, DateOnly StartDate);
}
