using Dapper;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Outbox;
using Jeugdregio.NoteService;
using Jeugdregio.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Jeugdregio.ServiceHost.Tests;

[Collection(typeof(NoteCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class RelayTests(NoteFixture notes)
{
    [Fact]
    public async Task What_is_written_is_told_once_and_heard_once()
    {
        using var answer = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "hello" });
        var id = Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);
        await Wait.Until(async () => await Heard(id) == 1);
        await using var connection = await notes.Connection();
        Assert.NotNull(await connection.QuerySingleAsync<DateTime?>(
            "select published_at from outbox where body::json->>'id' = @id", new { id = id.ToString() }));
    }

    [Fact]
    public async Task The_same_message_delivered_again_changes_nothing()
    {
        var (id, message) = (Guid.NewGuid(), Guid.CreateVersion7());
        for (var i = 0; i < 5; i++) await notes.Tell(new NoteWritten(id, "again"), message);
        var last = Guid.NewGuid();
        await notes.Tell(new NoteWritten(last, "last"));
        await Wait.Until(async () => await Heard(last) == 1 && await Heard(id) == 1);
        await Task.Delay(300);
        Assert.Equal(1, await Heard(id));
    }

    [Fact]
    public async Task A_message_that_cannot_be_taken_in_goes_to_the_error_queue_and_holds_up_nothing()
    {
        var (bad, good) = (Guid.NewGuid(), Guid.NewGuid());
        await notes.Tell(new NoteWritten(bad, "poison"));
        await notes.Tell(new NoteWritten(good, "fine"));
        await Wait.Until(async () => await Heard(good) == 1);
        var broker = notes.Services.GetRequiredService<BrokerConnection>();
        var errors = Topology.ErrorQueueOf(Topology.QueueOf("notes", typeof(NoteWritten)));
        await Wait.Until(async () =>
        {
            await using var channel = await broker.Channel(CancellationToken.None);
            return await channel.MessageCountAsync(errors) >= 1;
        });
        Assert.Equal(0, await Heard(bad));
    }

    [Fact]
    public async Task An_event_this_build_cannot_read_is_kept_dead_and_stops_only_its_own_stream()
    {
        var stream = $"note-{Guid.NewGuid()}";
        await using var connection = await notes.Connection();
        await connection.ExecuteAsync(
            """
            insert into outbox (message_id, stream, type, body) values (gen_random_uuid(), @stream, 'Unknown.Type', '{}');
            insert into outbox (message_id, stream, type, body)
            values (gen_random_uuid(), @stream, @type, '{"id":"0192aaaa-0000-7000-8000-00000000aaaa","text":"after"}');
            select pg_notify('outbox', '')
            """, new { stream, type = typeof(NoteWritten).FullName });
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from outbox where stream = @stream and dead_at is not null)", new { stream }));
        using var answer = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "other stream" });
        var id = Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);
        await Wait.Until(async () => await Heard(id) == 1);
        Assert.Equal(0, await Heard(Guid.Parse("0192aaaa-0000-7000-8000-00000000aaaa")));
        await connection.ExecuteAsync("delete from outbox where stream = @stream", new { stream });
    }

    [Fact]
    public async Task What_failed_is_taken_in_after_it_was_mended_and_replayed()
    {
        var id = Guid.NewGuid();
        var text = $"poison {id}";
        await notes.Tell(new NoteWritten(id, text));
        var broker = notes.Services.GetRequiredService<BrokerConnection>();
        var queue = Topology.QueueOf("notes", typeof(NoteWritten));
        await Wait.Until(async () =>
        {
            using var listed = new StringWriter();
            await ErrorQueues.List(broker, [queue], listed, CancellationToken.None);
            return !listed.ToString().TrimEnd().EndsWith("\t0", StringComparison.Ordinal);
        });
        using var cure = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = $"antidote for {text}" });
        await Wait.Until(async () =>
        {
            using var said = new StringWriter();
            await ErrorQueues.Replay(broker, [queue], said, CancellationToken.None);
            return await Heard(id) == 1;
        });
    }

    [Fact]
    public async Task A_dead_event_is_published_after_it_was_mended_and_replayed()
    {
        var (id, stream) = (Guid.NewGuid(), $"note-{Guid.NewGuid()}");
        await using var connection = await notes.Connection();
        await connection.ExecuteAsync(
            """
            insert into outbox (message_id, stream, type, body) values (gen_random_uuid(), @stream, 'Unknown.Type', @body::jsonb);
            select pg_notify('outbox', '')
            """, new { stream, body = $$"""{"id":"{{id}}","text":"mended"}""" });
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from outbox where stream = @stream and dead_at is not null)", new { stream }));
        var source = notes.Services.GetRequiredService<NpgsqlDataSource>();
        using var listed = new StringWriter();
        await OutboxCommands.List(source, listed);
        Assert.Contains($"dead\tUnknown.Type\t{stream}", listed.ToString(), StringComparison.Ordinal);
        await connection.ExecuteAsync(
            "update outbox set type = @type where stream = @stream", new { stream, type = typeof(NoteWritten).FullName });
        await OutboxCommands.Replay(source, TextWriter.Null);
        await Wait.Until(async () => await Heard(id) == 1);
    }

    [Theory]
    [InlineData("monitoring", "monitoring.note-written")]
    public void A_queue_is_named_after_subscriber_and_event(string subscriber, string queue) =>
        Assert.Equal(queue, Topology.QueueOf(subscriber, typeof(NoteWritten)));

    private async Task<int> Heard(Guid id)
    {
        await using var connection = await notes.Connection();
        return await connection.ExecuteScalarAsync<int?>("select times from heard where id = @id", new { id }) ?? 0;
    }
}
