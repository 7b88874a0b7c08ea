using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Outbox;
using Npgsql;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>
/// One connection and at most one transaction for a request or a consumed message. State, decision and event of an act
/// are written through the same instance and become true together or not at all.
/// </summary>
/// <remarks>
/// The transaction is begun and committed by the plumbing around an act (<see cref="Http.Acts"/>, the consumer base, a
/// sweep), never by a store. Without a transaction only reading is possible.
/// </remarks>
public sealed class UnitOfWork(NpgsqlDataSource source, EventTypes events, Wakeups wakeups, TimeProvider clock)
    : IAsyncDisposable
{
    private readonly HashSet<string> _wakes = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    /// <summary>The open connection; for COPY and batches. Commands on it take part in the transaction by themselves.</summary>
    public async ValueTask<NpgsqlConnection> Connection(CancellationToken stop) =>
        _connection ??= await source.OpenConnectionAsync(stop);

    public async Task Begin(CancellationToken stop)
    {
        if (_transaction is not null) throw new InvalidOperationException("The transaction has begun already.");
        var connection = await Connection(stop);
        _transaction = await connection.BeginTransactionAsync(stop);
    }

    /// <summary>
    /// A second connection with a transaction of its own, to read beside this one: it sees what is committed, not what
    /// this one has changed. For whoever disposes it.
    /// </summary>
    public async Task<UnitOfWork> Beside(CancellationToken stop)
    {
        var beside = new UnitOfWork(source, events, wakeups, clock);
        await beside.Begin(stop);
        return beside;
    }

    public async Task Commit(CancellationToken stop)
    {
        var transaction = _transaction ?? throw NoTransaction();
        await transaction.CommitAsync(stop);
        await transaction.DisposeAsync();
        _transaction = null;
        foreach (var channel in _wakes) wakeups.Tell(channel);
        _wakes.Clear();
    }

    /// <summary>
    /// Once this transaction is committed, wakes who waits for work of that kind; see <see cref="Wakeups"/>.
    /// </summary>
    public void Wake(string channel) => _wakes.Add(channel);

    public async Task Rollback()
    {
        if (_transaction is null) return;
        _wakes.Clear();
        await _transaction.RollbackAsync(CancellationToken.None);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken stop) =>
        (await (await Connection(stop)).QueryAsync<T>(Command(sql, parameters, stop))).AsList();

    /// <summary>
    /// Rows that come by the hundred thousand, each read by <paramref name="row"/> column by column.
    /// </summary>
    public async Task<IReadOnlyList<T>> Read<T>(
        string sql, object? parameters, Func<DbDataReader, T> row, CancellationToken stop)
    {
        await using var reader = await (await Connection(stop)).ExecuteReaderAsync(Command(sql, parameters, stop));
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(row(reader));
        return rows;
    }

    public async Task<T?> Find<T>(string sql, object? parameters, CancellationToken stop) =>
        await (await Connection(stop)).QuerySingleOrDefaultAsync<T?>(Command(sql, parameters, stop));

    /// <summary>Runs a statement that changes something; gives the number of rows changed.</summary>
    public async Task<int> Execute(string sql, object? parameters, CancellationToken stop)
    {
        if (_transaction is null) throw NoTransaction();
        return await (await Connection(stop)).ExecuteAsync(Command(sql, parameters, stop));
    }

    /// <summary>Runs a statement that must change exactly one row.</summary>
    /// <exception cref="StaleException">It changed none: somebody else changed the row meanwhile.</exception>
    public async Task ExecuteOne(string sql, object? parameters, CancellationToken stop)
    {
        if (await Execute(sql, parameters, stop) != 1) throw new StaleException();
    }

    /// <summary>
    /// Writes the event to the outbox in this transaction. Events of one <paramref name="stream"/> are published in the
    /// order in which they were committed: the stream is locked until the transaction ends, so that a later id is never
    /// visible before an earlier one.
    /// </summary>
    /// <param name="stream">What the event is about, e.g. <c>lot-0192…</c>. Holds no personal data.</param>
    /// <param name="event">A record of a Wire project that the service has declared with <c>Publishes</c>.</param>
    public Task Publish<T>(string stream, T @event, CancellationToken stop)
        where T : class =>
        Publish([new(stream, @event)], stop);

    /// <summary>The same for many events at once, of each stream in the order given.</summary>
    public Task Publish(IReadOnlyCollection<EventToTell> told, CancellationToken stop) => Publish(Write(told), stop);

    /// <summary>
    /// Events as they will stand in the outbox. It touches no database, so that it can be done while that is at work.
    /// </summary>
    public WrittenEvents Write(IEnumerable<EventToTell> told) => new(
    [
        .. told.Select(e => new WrittenEvents.One(
            e.Stream, events.NameOf(e.Event.GetType()),
            JsonSerializer.SerializeToUtf8Bytes(e.Event, e.Event.GetType(), EventTypes.Json))),
    ]);

    /// <summary>The same for events that are written already.</summary>
    public async Task Publish(WrittenEvents told, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (told.Events.Count == 0) return;
        var now = clock.GetUtcNow();
        Wake("outbox");
        await Execute(
            """
            select pg_advisory_xact_lock(hashtextextended(stream, 0))
            from (select distinct stream from unnest(@streams) as asked(stream) order by stream) as sorted;
            insert into outbox (message_id, stream, type, body, trace_parent, created_at)
            select id, stream, type, body, @trace, @now
            from unnest(@ids, @streams, @types, @bodies) with ordinality
                as told(id, stream, type, body, place)
            order by place
            """,
            new
            {
                ids = told.Events.Select(_ => Guid.CreateVersion7(now)).ToArray(),
                streams = told.Events.Select(e => e.Stream).ToArray(),
                types = told.Events.Select(e => e.Type).ToArray(),
                bodies = new JsonTexts([.. told.Events.Select(e => e.Body)]),
                trace = Activity.Current?.Id,
                now,
            }, stop);
    }

    /// <summary>Writes who decided what, on which facts, to the append-only decision log (G09).</summary>
    /// <param name="act">The act's name, e.g. <c>AwardLot</c>.</param>
    /// <param name="subject">What it was about, e.g. <c>lot-0192…</c>.</param>
    /// <param name="input">The facts it was decided on; no BSN, name or birth date.</param>
    /// <param name="outcome">What holds now.</param>
    public Task Decided(string act, string subject, object input, object outcome, Caller actor, CancellationToken stop) =>
        Decided(act, [new(subject, input, outcome)], actor, stop);

    /// <summary>The same for many subjects of one act at once.</summary>
    public Task Decided(
        string act, IReadOnlyCollection<Decision> decisions, Caller actor, CancellationToken stop) =>
        Execute(
            """
            insert into decision (act, subject, input, outcome, actor, mandate, version, at)
            select @act, subject, input, outcome, @actor, @mandate, @version, @at
            from unnest(@subjects, @inputs::jsonb[], @outcomes::jsonb[]) with ordinality
                as taken(subject, input, outcome, place)
            order by place
            """,
            new
            {
                act,
                subjects = decisions.Select(d => d.Subject).ToArray(),
                inputs = decisions.Select(d => Json(d.Input)).ToArray(),
                outcomes = decisions.Select(d => Json(d.Outcome)).ToArray(),
                actor = actor.ClientId,
                mandate = actor.Mandate,
                version = ServiceVersion.Text,
                at = clock.GetUtcNow(),
            }, stop);

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_transaction, _connection) = (null, null);
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, value.GetType(), EventTypes.Json);

    private CommandDefinition Command(string sql, object? parameters, CancellationToken stop) =>
        new(sql, parameters, _transaction, cancellationToken: stop);

    private static InvalidOperationException NoTransaction() => new("Writing needs a transaction: is the endpoint an act?");
}

/// <summary>An event and what it is about, for <see cref="UnitOfWork"/> to publish.</summary>
/// <param name="Stream">What the event is about, e.g. <c>lot-0192…</c>. Holds no personal data.</param>
/// <param name="Event">A record of a Wire project that the service has declared with <c>Publishes</c>.</param>
public sealed record EventToTell(string Stream, object Event);

/// <summary>Events as they will stand in the outbox, for <see cref="UnitOfWork"/> to publish.</summary>
public sealed class WrittenEvents
{
    internal WrittenEvents(IReadOnlyList<One> events) => Events = events;

    internal IReadOnlyList<One> Events { get; }

    internal sealed record One(string Stream, string Type, byte[] Body);
}

/// <summary>What was decided about something, for the decision log that <see cref="UnitOfWork"/> writes.</summary>
/// <param name="Subject">What it was about, e.g. <c>lot-0192…</c>.</param>
/// <param name="Input">The facts it was decided on; no BSN, name or birth date.</param>
/// <param name="Outcome">What holds now.</param>
public sealed record Decision(string Subject, object Input, object Outcome);

/// <summary>The row was changed by somebody else since it was read. At HTTP a 409: read again, decide again.</summary>
public sealed class StaleException() : Exception("The record was changed by somebody else meanwhile.");
