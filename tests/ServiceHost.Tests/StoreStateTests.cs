using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Jeugdregio.LocalEngine;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.ServiceHost.Tests;

/// <summary>An outage is a line when it begins and a line when it ends, and is counted.</summary>
[Trait("fault", "F3")]
public sealed class StoreStateTests
{
    private static readonly NpgsqlException Outage = new("refused", new IOException("by 10.0.0.1"));

    [Fact]
    public async Task However_often_it_is_missed_it_is_away_once_and_back_once_and_every_miss_is_counted()
    {
        var lines = new Lines();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new Stopped();
        var answers = false;
        using var state = new StoreState(
            _ => answers ? Task.CompletedTask : Task.FromException(Outage),
            services.GetRequiredService<IMeterFactory>(), clock, new Logger<StoreState>(lines));
        using var measured = new Measured(services.GetRequiredService<IMeterFactory>());
        await state.StartAsync(TestContext.Current.CancellationToken);

        Parallel.For(0, 1_000, _ => Assert.True(state.Missed(Outage)));
        Assert.True(state.IsAway);
        Assert.Equal((1_000, 1), (measured["store.missed"], measured["store.away"]));
        var line = Assert.Single(lines.Written);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Null(line.Exception);
        Assert.DoesNotContain("10.0.0.1", line.Text, StringComparison.Ordinal);

        answers = true;
        clock.Pass(TimeSpan.FromSeconds(9));
        state.Missed(Outage);
        clock.Pass(TimeSpan.FromSeconds(3));
        await Wait.Until(() => Task.FromResult(!state.IsAway));
        await Wait.Until(() => Task.FromResult(lines.Written.Count == 2));
        Assert.Equal(
            "The database answers again; it was missed 1001 times in 9 s.", lines.Written.Last().Text);
        Assert.Equal(0, measured["store.away"]);

        // and the next outage is news again
        state.Missed(Outage);
        Assert.Equal(3, lines.Written.Count);
        await state.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task While_others_still_miss_it_an_answer_does_not_mean_that_it_is_back()
    {
        var lines = new Lines();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var asked = 0;
        using var state = new StoreState(
            _ => Task.FromResult(Interlocked.Increment(ref asked)), services.GetRequiredService<IMeterFactory>(),
            new Stopped(), new Logger<StoreState>(lines));
        await state.StartAsync(TestContext.Current.CancellationToken);
        state.Missed(Outage);
        // the clock stands still: it was missed this very moment
        await Wait.Until(() => Task.FromResult(Volatile.Read(ref asked) >= 2));
        Assert.True(state.IsAway);
        Assert.Single(lines.Written);
        await state.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_no_outage_is_not_told_here()
    {
        var lines = new Lines();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var state = new StoreState(
            _ => Task.CompletedTask, services.GetRequiredService<IMeterFactory>(), new Stopped(),
            new Logger<StoreState>(lines));
        Assert.False(state.Missed(new InvalidOperationException()));
        Assert.False(state.Missed(new PostgresException("bad", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)));
        Assert.False(state.IsAway);
        Assert.Empty(lines.Written);
    }

    /// <summary>Time that passes when the test says so.</summary>
    private sealed class Stopped : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        internal void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }

    /// <summary>What the instruments of one factory say: other services of this process have the same ones.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _values = [];

        internal Measured(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
                _values.AddOrUpdate(instrument.Name, value, (_, before) => before + value));
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _values[instrument.Name] = value);
            _listener.Start();
        }

        internal long this[string instrument]
        {
            get
            {
                _listener.RecordObservableInstruments();
                return _values.GetValueOrDefault(instrument);
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}

/// <summary>Lines as they are logged.</summary>
internal sealed class Lines : ILoggerFactory, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<Line> _written = [];

    internal IReadOnlyCollection<Line> Written => _written;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _written.Enqueue(new(logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
    }

    internal sealed record Line(LogLevel Level, string Text, Exception? Exception);
}

/// <summary>The same through a service as it runs, whose database is killed and comes back.</summary>
[Trait("needs", "database"), Trait("needs", "broker"), Trait("fault", "F3")]
public sealed class OutageTests
{
    [Fact]
    public async Task Requests_during_an_outage_get_503_with_retry_after_and_the_log_gets_one_line_each_way()
    {
        await using var notes = new KilledNotes();
        await notes.InitializeAsync();
        using var client = notes.Client(TestTokens.Buyer);
        var path = new Uri($"/v1/notes/{Guid.NewGuid()}", UriKind.Relative);
        await notes.Kill();
        for (var request = 0; request < 40; request++)
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter?.Delta);
        }
        Assert.Single(notes.Lines.Written, line => line.Text.StartsWith("The database does", StringComparison.Ordinal));
        var metrics = await client.GetStringAsync(
            new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("store_away", metrics, StringComparison.Ordinal);
        Assert.Contains("store_missed", metrics, StringComparison.Ordinal);
        await notes.Revive();
        await Wait.Until(() => Task.FromResult(notes.Lines.Written.Any(line =>
            line.Text.StartsWith("The database answers again", StringComparison.Ordinal))));
        using (var answer = await client.GetAsync(path, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        // no trace of the machinery for any of it
        Assert.DoesNotContain(notes.Lines.Written, line => line.Exception is NpgsqlException);
        Assert.Single(notes.Lines.Written, line => line.Text.StartsWith("The database does", StringComparison.Ordinal));
    }
}

/// <summary>The smallest service, on a PostgreSQL of its own that can be killed.</summary>
internal sealed class KilledNotes() : ServiceFixture<NoteService.Program>("notes")
{
    private readonly string _folder = TemporaryDirectory.Create("outage");
    private LocalPostgres? _postgres;

    internal Lines Lines { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.GetRequiredService<ILoggerFactory>().AddProvider(Lines);
    }

    internal async Task Kill()
    {
        _postgres!.Kill();
        await _postgres.Exited;
    }

    internal Task Revive() => _postgres!.StartAsync();

    protected override async ValueTask Configure(IDictionary<string, string> settings)
    {
        _postgres = new(new(Path.Combine(_folder, "pg")) { Port = Ports.Free(), Fast = true });
        await _postgres.StartAsync();
        await _postgres.CreateDatabaseAsync("notes");
        var database = _postgres.ConnectionString("notes");
        new Database(database, [typeof(Database).Assembly, typeof(NoteService.Program).Assembly]).Migrate();
        settings["ConnectionStrings:notes"] = database;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
