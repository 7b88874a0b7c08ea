using Dapper;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.TestSupport;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>
/// Every message that was acknowledged is answered, and every line that was accepted is told; and the same checks fail
/// when a defect is put in.
/// </summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class NothingLostTests(BillingService service)
{
    private const int Messages = 3;

    [Fact]
    [Trait("invariant", "I1")]
    [Trait("invariant", "I4")]
    [Trait("fault", "F17")]
    public async Task When_every_first_attempt_fails_every_message_is_answered_once_and_every_line_told()
    {
        var scene = await Scene.Set(service);
        await using var connection = await service.Connection();
        await Fails(connection, scene, "(select attempts from message_in where id = new.reply_to) = 0");
        var ids = await PostAll(scene);
        foreach (var id in ids) await scene.Answer(id);
        await Undo(connection);
        Assert.Equal(0, await Unanswered(connection, ids));
        Assert.Empty(await Untold(connection, scene));
        Assert.Equal(Messages, await connection.ExecuteScalarAsync<int>(
            "select count(*) from declaration_line where provider = @Provider and accepted", new { scene.Provider }));
    }

    [Fact]
    [Trait("invariant", "I1")]
    [Trait("fault", "N1")]
    public async Task A_message_that_counts_as_done_before_its_work_is_committed_is_seen_to_be_unanswered()
    {
        var scene = await Scene.Set(service);
        await using var connection = await service.Connection();
        await Fails(connection, scene, "true");
        var ids = await PostAll(scene);
        await Wait.Until(async () => await connection.ExecuteScalarAsync<int>(
            "select count(*) from message_in where id = any(@ids) and attempts > 0", new { ids }) == Messages);
        // the defect: done in a transaction of its own, while the work was lost
        await connection.ExecuteAsync(
            "update message_in set judged_at = now(), verdict = 'accepted' where id = @first", new { first = ids[0] });
        await Undo(connection);
        foreach (var id in ids.Skip(1)) await scene.Answer(id);
        Assert.Equal(1, await Unanswered(connection, ids));
        // nobody else has to find it
        await connection.ExecuteAsync(
            "update message_in set judged_at = null, verdict = null where id = @first", new { first = ids[0] });
        await scene.Answer(ids[0]);
        Assert.Equal(0, await Unanswered(connection, ids));
    }

    [Fact]
    [Trait("invariant", "I4")]
    [Trait("fault", "N1")]
    public async Task An_event_that_is_gone_before_it_is_published_is_seen_to_be_missing()
    {
        var scene = await Scene.Set(service);
        await using var connection = await service.Connection();
        await connection.ExecuteAsync(
            $"""
            create function lose_event() returns trigger language plpgsql as 'begin return null; end';
            create trigger lose_event before insert on outbox for each row
                when (new.body like '%{scene.Provider}%') execute function lose_event();
            """);
        await scene.Send(scene.Declaration(scene.Line()));
        await connection.ExecuteAsync("drop trigger lose_event on outbox; drop function lose_event()");
        await scene.Send(scene.Declaration(scene.Line(month: 9)));
        Assert.Single(await Untold(connection, scene));
    }

    private static async Task<Guid[]> PostAll(Scene scene)
    {
        var ids = new List<Guid>();
        for (var month = 1; month <= Messages; month++) ids.Add(await scene.Post(scene.Declaration(scene.Line(month))));
        return [.. ids];
    }

    private static Task Fails(NpgsqlConnection connection, Scene scene, string when) => connection.ExecuteAsync(
        $"""
        create function fail_answer() returns trigger language plpgsql as $$
            begin if {when} then raise exception 'made to fail'; end if; return new; end $$;
        create trigger fail_answer before insert on message_out for each row
            when (new.receiver = '{scene.Provider}') execute function fail_answer();
        """);

    private static Task Undo(NpgsqlConnection connection) =>
        connection.ExecuteAsync("drop trigger fail_answer on message_out; drop function fail_answer()");

    private static Task<int> Unanswered(NpgsqlConnection connection, Guid[] ids) => connection.ExecuteScalarAsync<int>(
        """
        select count(*) from unnest(@ids) as acknowledged(id)
        where 1 <> (select count(*) from message_out o where o.reply_to = acknowledged.id)
        """, new { ids });

    private async Task<IReadOnlyList<Guid>> Untold(NpgsqlConnection connection, Scene scene)
    {
        var accepted = await connection.QueryAsync<Guid>(
            "select id from declaration_line where provider = @Provider and accepted", new { scene.Provider });
        var told = (await service.Told<DeclarationLinesAccepted>()).SelectMany(e => e.Lines).Select(l => l.LineId);
        return [.. accepted.Except(told)];
    }
}
