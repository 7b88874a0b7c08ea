using System.Globalization;
using System.Security.Cryptography;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>Keeps what came in and what goes out. Every method takes part in the caller's transaction.</summary>
public sealed class MailboxStore(UnitOfWork work, Vault vault, TimeProvider clock)
{
    private const string InColumns =
        "id, kind, sender, receiver, identification, dated, received_at, duplicate_of, attempts, judged_at, verdict, key_id, sealed";

    /// <summary>Stores a message before anybody judges it. A second one with the same identification is kept too, as a duplicate.</summary>
    public async Task<ReceivedMessage> Receive(IjwMessage message, ReadOnlyMemory<byte> bytes, string client, CancellationToken stop)
    {
        var (sender, receiver, identification, dated) = Envelope(message);
        var (kind, now) = (message.Kind.Name(), clock.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var locked = $"message-in {sender} {kind} {identification}";
        await work.Execute("select pg_advisory_xact_lock(hashtextextended(@locked, 0))", new { locked }, stop);
        var earlier = await work.Find<Guid?>(
            """
            select id from message_in
            where sender = @sender and kind = @kind and identification = @identification and duplicate_of is null
            """, new { sender, kind, identification }, stop);
        var safe = vault.Seal(bytes.Span);
        await work.Execute(
            """
            insert into message_in (id, kind, sender, receiver, identification, dated, sha256, key_id, sealed, received_by, received_at, duplicate_of)
            values (@id, @kind, @sender, @receiver, @identification, @dated, @sha256, @keyId, @bytes, @client, @now, @earlier);
            select pg_notify('work', '')
            """,
            new
            {
                id,
                kind,
                sender,
                receiver,
                identification,
                dated,
                sha256 = SHA256.HashData(bytes.Span),
                keyId = safe.KeyId,
                bytes = safe.Bytes,
                client,
                now,
                earlier,
            }, stop);
        return new(id, message.Kind, sender, receiver, identification, dated, now, earlier);
    }

    /// <summary>Puts a message in its receiver's feed and gives its identity.</summary>
    public async Task<Guid> Send(IjwMessage message, Guid? replyTo, CancellationToken stop)
    {
        var (sender, receiver, identification, _) = Envelope(message);
        var (kind, now) = (message.Kind.Name(), clock.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var safe = vault.Seal(IjwWriter.Write(message));
        await work.Execute(
            """
            with feed as (
                insert into message_feed (receiver, kind, last) values (@receiver, @kind, 1)
                on conflict (receiver, kind) do update set last = message_feed.last + 1
                returning last)
            insert into message_out (id, kind, sender, receiver, position, identification, key_id, sealed, reply_to, sent_at)
            select @id, @kind, @sender, @receiver, feed.last, @identification, @keyId, @bytes, @replyTo, @now from feed
            """,
            new { id, kind, sender, receiver, identification, keyId = safe.KeyId, bytes = safe.Bytes, replyTo, now }, stop);
        return id;
    }

    /// <summary>A new identification for a message we send: <c>R</c> and eleven digits, never given twice.</summary>
    public async Task<string> NextIdentification(CancellationToken stop)
    {
        var next = await work.Find<long>("select nextval('message_identification')", null, stop);
        return string.Create(CultureInfo.InvariantCulture, $"R{next:D11}");
    }

    /// <summary>The message that waits longest to be judged and that nobody else holds, with its bytes; null when there is none.</summary>
    internal async Task<(ReceivedMessage Message, byte[] Bytes)?> TakeNext(CancellationToken stop)
    {
        var row = await work.Find<InRow>(
            $"""
            select {InColumns} from message_in
            where judged_at is null and next_attempt_at <= now()
            order by received_at limit 1
            for update skip locked
            """, null, stop);
        return row is null ? null : (row.ToMessage(), vault.Open(new(row.KeyId, row.Sealed)));
    }

    internal Task Judged(Guid id, string verdict, CancellationToken stop) =>
        work.Execute(
            "update message_in set judged_at = @now, verdict = @verdict where id = @id",
            new { id, verdict, now = clock.GetUtcNow() }, stop);

    /// <summary>Judging failed on our side: tried again later, so that it holds up nobody else.</summary>
    internal static Task Failed(UnitOfWork work, Guid id, CancellationToken stop) =>
        work.Execute(
            """
            update message_in
            set attempts = attempts + 1, next_attempt_at = now() + least(300, 0.5 * 2 ^ least(attempts, 10)) * interval '1 second'
            where id = @id
            """, new { id }, stop);

    internal async Task<InStatus?> FindIn(Guid id, string kind, CancellationToken stop) =>
        await work.Find<InStatus>(
            """
            select i.id, i.kind, i.sender, i.receiver, i.received_at, i.judged_at, i.verdict, i.duplicate_of,
                   o.id as reply_id, o.kind as reply_kind
            from message_in i left join message_out o on o.reply_to = i.id
            where i.id = @id and i.kind = @kind
            """, new { id, kind }, stop);

    internal async Task<IReadOnlyList<OutMessage>> Feed(string receiver, string kind, long after, int limit, CancellationToken stop)
    {
        var rows = await work.Query<OutRow>(
            """
            select id, kind, sender, receiver, position, identification, sent_at, key_id, sealed
            from message_out
            where receiver = @receiver and kind = @kind and position > @after
            order by position limit @limit
            """, new { receiver, kind, after, limit }, stop);
        return [.. rows.Select(Open)];
    }

    internal async Task<OutMessage?> FindOut(Guid id, string kind, CancellationToken stop)
    {
        var row = await work.Find<OutRow>(
            """
            select id, kind, sender, receiver, position, identification, sent_at, key_id, sealed
            from message_out where id = @id and kind = @kind
            """, new { id, kind }, stop);
        return row is null ? null : Open(row);
    }

    /// <summary>Who sends what to whom. A retour copies Afzender and Ontvanger from what it answers, so it travels the other way.</summary>
    private static (string Sender, string Receiver, string Identification, DateOnly Dated) Envelope(IjwMessage message) =>
        message.CommonHeader switch
        {
            RetourHeader retour => (retour.Ontvanger, retour.Afzender, retour.IdentificatieRetour, retour.DagtekeningRetour),
            var header => (header.Afzender, header.Ontvanger, header.BerichtIdentificatie.Identificatie, header.BerichtIdentificatie.Dagtekening),
        };

    private OutMessage Open(OutRow row) =>
        new(row.Id, row.Kind, row.Sender, row.Receiver, row.Position, row.Identification, row.SentAt, vault.Open(new(row.KeyId, row.Sealed)));

    private sealed record InRow(
        Guid Id, string Kind, string Sender, string Receiver, string Identification, DateOnly Dated, DateTime ReceivedAt,
        Guid? DuplicateOf, int Attempts, DateTime? JudgedAt, string? Verdict, string KeyId, byte[] Sealed)
    {
        internal ReceivedMessage ToMessage() =>
            new(Id, MessageKinds.FromName(Kind) ?? throw new InvalidDataException($"Unknown kind {Kind}."),
                Sender, Receiver, Identification, Dated, ReceivedAt, DuplicateOf);
    }

    private sealed record OutRow(
        Guid Id, string Kind, string Sender, string Receiver, long Position, string Identification, DateTime SentAt,
        string KeyId, byte[] Sealed);
}

internal sealed record OutMessage(
    Guid Id, string Kind, string Sender, string Receiver, long Position, string Identification, DateTimeOffset SentAt, byte[] Bytes);

internal sealed record InStatus(
    Guid Id, string Kind, string Sender, string Receiver, DateTime ReceivedAt, DateTime? JudgedAt, string? Verdict,
    Guid? DuplicateOf, Guid? ReplyId, string? ReplyKind);
