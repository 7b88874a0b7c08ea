using Dapper;
using Jeugdregio.Ijw.Messages;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>Declarations that wait together are judged together, and none of them notices.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class GroupTests(BillingService service)
{
    private const int Providers = 6;

    [Fact]
    [Trait("fault", "F12")]
    [Trait("invariant", "I1")]
    public async Task A_declaration_that_cannot_be_judged_waits_alone_and_holds_up_no_other()
    {
        var scenes = await Scenes();
        await using var connection = await service.Connection();
        var poison = scenes[Providers / 2];
        await connection.ExecuteAsync(
            $"""
            create function poison() returns trigger language plpgsql as
                $$ begin raise exception 'made to fail'; end $$;
            create trigger poison before insert on message_out for each row
                when (new.receiver = '{poison.Provider}') execute function poison();
            """);
        var ids = await AllAtOnce(connection, scenes);
        for (var at = 0; at < Providers; at++)
            if (scenes[at] != poison) Assert.Empty(Scene.Codes(await scenes[at].Answer(ids[at])));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>(
            "select count(*) from message_in where id = any(@ids) and judged_at is null", new { ids }));
        await connection.ExecuteAsync("drop trigger poison on message_out; drop function poison()");
        Assert.Empty(Scene.Codes(await poison.Answer(ids[Providers / 2])));
    }

    [Fact]
    [Trait("invariant", "I6")]
    [Trait("requirement", "B16")]
    public async Task What_one_provider_sends_is_judged_in_the_order_in_which_it_came_in()
    {
        var scenes = await Scenes();
        await using var connection = await service.Connection();
        var rounds = new List<Guid[]>();
        await Held(connection, async () =>
        {
            rounds.Add(await Post(scenes));
            rounds.Add(await Post(scenes));
        });
        for (var at = 0; at < Providers; at++)
        {
            Assert.Empty(Scene.Codes(await scenes[at].Answer(rounds[0][at])));
            Assert.Equal(["9389"], Scene.Codes(await scenes[at].Answer(rounds[1][at])));
        }
    }

    [Fact]
    [Trait("rule", "TR056")]
    [Trait("invariant", "I3")]
    [Trait("fault", "R1")]
    public async Task Of_the_same_message_sent_many_times_at_the_same_moment_one_is_the_first_and_the_others_get_9056()
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration(scene.Line());
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scene.Post(message)));
        var answers = new List<Jw325>();
        foreach (var id in ids) answers.Add(await scene.Answer(id));
        Assert.Single(answers, a => a.DeclaratieAntwoord is not null);
        Assert.Equal(19, answers.Count(a => a.Header.RetourCodes.SequenceEqual(["9056"])));
    }

    [Fact]
    [Trait("invariant", "I2")]
    public async Task An_entry_of_no_line_and_a_line_of_no_declaration_are_refused_by_the_database()
    {
        await using var connection = await service.Connection();
        var entry = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(
            """
            insert into ledger_booking (id, transfer_id, state, line_id, declaration_id, debit_account, credit_account,
                municipality, provider, segment, month, amount_cents, booked_at)
            select gen_random_uuid(), gen_random_uuid(), 'voided', gen_random_uuid(), gen_random_uuid(), 'payable',
                'care-cost', '0439', '01000001', 'B', '2026-10-01', 1, now()
            """));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, entry.SqlState);
        var line = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(
            """
            insert into declaration_line (id, declaration_id, position, provider, municipality, reference,
                reference_taken, allocation_number, client_key, segment, category, product, period_start, period_end,
                volume, unit, amount_cents, is_credit, accepted, return_codes, voided, judged_at)
            values (gen_random_uuid(), gen_random_uuid(), 0, '01000001', '0439', 'R', true, 1, 'k', 'B', '45', '45A48',
                '2026-10-01', '2026-10-31', 1, '82', 1, false, true, '{}', false,
                now())
            """));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, line.SqlState);
    }

    private async Task<Scene[]> Scenes()
    {
        var scenes = new List<Scene>();
        for (var i = 0; i < Providers; i++) scenes.Add(await Scene.Set(service));
        return [.. scenes];
    }

    private static async Task<Guid[]> AllAtOnce(NpgsqlConnection connection, Scene[] scenes)
    {
        Guid[] ids = [];
        await Held(connection, async () => ids = await Post(scenes));
        return ids;
    }

    private static async Task<Guid[]> Post(Scene[] scenes)
    {
        var ids = new List<Guid>();
        foreach (var scene in scenes) ids.Add(await scene.Post(scene.Declaration(scene.Line())));
        return [.. ids];
    }

    /// <summary>What comes in meanwhile waits, and is then there all at once.</summary>
    private static async Task Held(NpgsqlConnection connection, Func<Task> act)
    {
        await connection.ExecuteAsync(
            """
            create function hold() returns trigger language plpgsql as
                $$ begin new.next_attempt_at := 'infinity'; return new; end $$;
            create trigger hold before insert on message_in for each row execute function hold();
            """);
        await act();
        await connection.ExecuteAsync(
            """
            drop trigger hold on message_in; drop function hold();
            update message_in set next_attempt_at = '-infinity' where next_attempt_at = 'infinity';
            select pg_notify('work', '')
            """);
    }
}
