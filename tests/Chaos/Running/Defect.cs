using Dapper;

namespace Jeugdregio.Chaos.Running;

/// <summary>Something wrong that is put in from outside, to see that the checks see it.</summary>
/// <param name="Name">As the command line says it.</param>
/// <param name="What">What is wrong then.</param>
/// <param name="Seed">Puts it in, one statement after the other.</param>
/// <param name="Undo">Takes it out.</param>
internal sealed record Defect(string Name, string What, IReadOnlyList<string> Seed, IReadOnlyList<string> Undo)
{
    private const string Reconnect =
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'billing' and pid <> pg_backend_pid()";

    internal static readonly IReadOnlyList<Defect> All =
    [
        new("ack-before-commit", "A commit is confirmed before it is durable; shows when PostgreSQL is killed.",
            ["alter database billing set synchronous_commit = off", Reconnect],
            ["alter database billing reset synchronous_commit", Reconnect])
        {
            // who would make it durable a moment later stands still
            Holds = "walwriter",
        },
        OfRows("answer-lost", "A message counts as judged, and its answer was not kept: the third of every provider.",
            "message_out", "new.position = 3", "return null"),
        OfRows("event-lost", "An event counts as taken in, and what it says was not kept: one allocation in ten.",
            "allocation", "new.provider like '4%' and new.number % 10 = 0", "return null"),
        OfRows("event-twice", "Nothing remembers that an event was taken in.",
            "inbox", "true", "new.message_id := gen_random_uuid(); return new"),
        OfRows("outbox-row-lost", "One event in ten is gone before it is published.",
            "outbox", "new.id % 10 = 0", "return null"),
        OfRows("outbox-row-unsent", "One event in ten counts as published and was never sent.",
            "outbox", "new.id % 10 = 0", "new.published_at := now(); return new"),
        // an index that finds nothing equal is none; the statement that relies on it needs it to be there
        OfRows("no-unique-index", "Nothing says that a message came before.",
            "message_in", "true", "new.identification := new.identification || new.id; return new"),
        OfRows("wrong-cent", "Now and then a line is booked a cent too high.",
            "declaration_line", "new.position % 20 = 3", "new.amount_cents := new.amount_cents + 1; return new"),
    ];

    /// <summary>A kind of process of the server that does nothing until the server is killed; null for none.</summary>
    private string? Holds { get; init; }

    internal static Defect Named(string name) => All.Single(one => one.Name == name);

    internal async Task Apply(ChaosPlatform platform)
    {
        await using var connection = await platform.Database();
        foreach (var statement in Seed) await connection.ExecuteAsync(statement);
        if (Holds is not null)
            platform.Hold(await connection.ExecuteScalarAsync<int>(
                "select pid from pg_stat_activity where backend_type = @Holds", new { Holds }));
    }

    internal async Task Remove(ChaosPlatform platform)
    {
        platform.LetGo();
        await using var connection = await platform.Database();
        foreach (var statement in Undo) await connection.ExecuteAsync(statement);
    }

    private static Defect OfRows(string name, string what, string table, string when, string then) => new(
        name, what,
        [
            $"create function defect() returns trigger language plpgsql as $$ begin {then}; end $$",
            $"create trigger defect before insert on {table} for each row when ({when}) execute function defect()",
        ],
        [$"drop trigger defect on {table}", "drop function defect()"]);
}
