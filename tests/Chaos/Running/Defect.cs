using Dapper;
using Npgsql;

namespace Jeugdregio.Chaos.Running;

/// <summary>Something wrong that is put in from outside, to see that the checks see it.</summary>
/// <param name="Name">As the command line says it.</param>
/// <param name="What">What is wrong then.</param>
/// <param name="Seed">Puts it in, one statement after the other.</param>
/// <param name="Undo">Takes it out.</param>
internal sealed record Defect(string Name, string What, IReadOnlyList<string> Seed, IReadOnlyList<string> Undo)
{
    internal const string AckBeforeCommit = "ack-before-commit";

    internal static readonly IReadOnlyList<Defect> All =
    [
        // what was written and not flushed is in the memory of a server that is killed
        new(AckBeforeCommit, "A commit is confirmed before it is durable.",
            [
                "alter database billing set synchronous_commit = off",
                "alter system set wal_writer_delay = '10s'",
                "select pg_reload_conf()",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'billing' and pid <> pg_backend_pid()",
            ],
            [
                "alter database billing reset synchronous_commit",
                "alter system reset wal_writer_delay",
                "select pg_reload_conf()",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'billing' and pid <> pg_backend_pid()",
            ]),
        OfRows("answer-lost", "A message counts as judged, and its answer was not kept.",
            "message_out", "new.position % 10 = 0", "return null"),
        OfRows("outbox-row-lost", "An event is gone before it is published.",
            "outbox", "new.id % 10 = 0", "return null"),
        OfRows("outbox-row-unsent", "An event counts as published and was never sent.",
            "outbox", "new.id % 10 = 0", "new.published_at := now(); return new"),
        // an index that finds nothing equal is none; the statement that relies on it needs it to be there
        OfRows("no-unique-index", "Nothing says that a message came before.",
            "message_in", "true", "new.identification := new.identification || new.id; return new"),
        OfRows("wrong-cent", "One entry in fifty is a cent too high.",
            "ledger_entry", "new.id % 50 = 0", "new.amount_cents := new.amount_cents + 1; return new"),
    ];

    internal async Task Apply(NpgsqlConnection connection)
    {
        foreach (var statement in Seed) await connection.ExecuteAsync(statement);
    }

    internal async Task Remove(NpgsqlConnection connection)
    {
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
