using Dapper;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Npgsql;

namespace Jeugdregio.Chaos.Checking;

/// <summary>A JW323 as Billing keeps it, opened and read.</summary>
/// <param name="Id">Of the receipt.</param>
/// <param name="Bytes">As it came in.</param>
/// <param name="Message">What it says.</param>
/// <param name="DuplicateOf">The receipt that Billing says came before.</param>
/// <param name="JudgedAt">When; those of one sender never at the same moment.</param>
internal sealed record StoredFile(Guid Id, byte[] Bytes, Jw323 Message, Guid? DuplicateOf, DateTime? JudgedAt)
{
    internal string Provider => Message.Header.Afzender;

    internal string Identification => Message.Header.BerichtIdentificatie.Identificatie;
}

/// <summary>A JW325 as it was put in the feed of a provider.</summary>
/// <param name="ReplyTo">The receipt that it answers.</param>
/// <param name="Message">What it says.</param>
internal sealed record StoredAnswer(Guid? ReplyTo, Jw325 Message);

/// <summary>The messages of the providers of a round, as they lie in Billing's database.</summary>
internal sealed record Stored(IReadOnlyList<StoredFile> Files, IReadOnlyList<StoredAnswer> Answers)
{
    /// <summary>The receipts by identity.</summary>
    internal IReadOnlyDictionary<Guid, StoredFile> ById { get; } = Files.ToDictionary(file => file.Id);

    /// <summary>The answers by the receipt that they name.</summary>
    internal ILookup<Guid, StoredAnswer> AnswersTo { get; } =
        Answers.Where(answer => answer.ReplyTo is not null).ToLookup(answer => answer.ReplyTo!.Value);

    internal static async Task<Stored> Read(ChaosPlatform platform, NpgsqlConnection connection, string[] providers)
    {
        var files = await connection.QueryAsync<(Guid, string Key, byte[] Sealed, Guid?, DateTime?)>(
            "select id, key_id, sealed, duplicate_of, judged_at from message_in where sender = any(@providers)",
            new { providers });
        var answers = await connection.QueryAsync<(string Key, byte[] Sealed, Guid?)>(
            "select key_id, sealed, reply_to from message_out where receiver = any(@providers) and kind = 'jw325'",
            new { providers });
        return new(
            [
                .. files.Select(row =>
                {
                    var bytes = platform.Vault.OpenText(new(row.Key, row.Sealed));
                    return new StoredFile(row.Item1, bytes, Read<Jw323>(bytes), row.Item4, row.Item5);
                }),
            ],
            [
                .. answers.Select(row => new StoredAnswer(
                    row.Item3, Read<Jw325>(platform.Vault.OpenText(new(row.Key, row.Sealed))))),
            ]);
    }

    private static T Read<T>(byte[] bytes)
        where T : IjwMessage =>
        IjwReader.Read(bytes).Message as T
        ?? throw new InvalidDataException($"A stored {typeof(T).Name} does not read.");
}
