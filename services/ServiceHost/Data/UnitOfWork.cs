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
public sealed class UnitOfWork(NpgsqlDataSource source, EventTypes events, TimeProvider clock) : IAsyncDisposable
{
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

    public async Task Commit(CancellationToken stop)
    {
        var transaction = _transaction ?? throw NoTransaction();
        await transaction.CommitAsync(stop);
        await transaction.DisposeAsync();
        _transaction = null;
    }

    public async Task Rollback()
    {
        if (_transaction is null) return;
        await _transaction.RollbackAsync(CancellationToken.None);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken stop) =>
        (await (await Connection(stop)).QueryAsync<T>(Command(sql, parameters, stop))).AsList();

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
    public async Task Publish<T>(string stream, T @event, CancellationToken stop)
        where T : class
    {
        await Execute(
            """
            select pg_advisory_xact_lock(hashtextextended(@stream, 0));
            insert into outbox (message_id, stream, type, body, trace_parent, created_at)
            values (@id, @stream, @type, @body::jsonb, @trace, @now);
            select pg_notify('outbox', '')
            """,
            new
            {
                id = Guid.CreateVersion7(clock.GetUtcNow()),
                stream,
                type = events.NameOf(typeof(T)),
                body = JsonSerializer.Serialize(@event, EventTypes.Json),
                trace = Activity.Current?.Id,
                now = clock.GetUtcNow(),
            }, stop);
    }

    /// <summary>Writes who decided what, on which facts, to the append-only decision log (G09).</summary>
    /// <param name="act">The act's name, e.g. <c>AwardLot</c>.</param>
    /// <param name="subject">What it was about, e.g. <c>lot-0192…</c>.</param>
    /// <param name="input">The facts it was decided on; no BSN, name or birth date.</param>
    /// <param name="outcome">What holds now.</param>
    public Task Decided(string act, string subject, object input, object outcome, Caller actor, CancellationToken stop) =>
        Execute(
            """
            insert into decision (act, subject, input, outcome, actor, mandate, version, at)
            values (@act, @subject, @input::jsonb, @outcome::jsonb, @actor, @mandate, @version, @at)
            """,
            new
            {
                act,
                subject,
                input = JsonSerializer.Serialize(input, EventTypes.Json),
                outcome = JsonSerializer.Serialize(outcome, outcome.GetType(), EventTypes.Json),
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

    private CommandDefinition Command(string sql, object? parameters, CancellationToken stop) =>
        new(sql, parameters, _transaction, cancellationToken: stop);

    private static InvalidOperationException NoTransaction() => new("Writing needs a transaction: is the endpoint an act?");
}

/// <summary>The row was changed by somebody else since it was read. At HTTP a 409: read again, decide again.</summary>
public sealed class StaleException() : Exception("The record was changed by somebody else meanwhile.");
