using System.Globalization;
using System.Security.Cryptography;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>Keeps what came in and what goes out. Every method takes part in the caller's transaction.</summary>
public sealed class MailboxStore(UnitOfWork work, Vault vault, TimeProvider clock)
{
    // how far to look for senders whose turn it is, and how many bytes to judge in one transaction: few enough to be
    // answered soon, enough that a commit costs next to nothing
    private const int Window = 2_000;
    private const int GroupBytes = 4 * 1024 * 1024;
    private const int LargeText = 1024 * 1024;

    private const string ArrivedColumns =
        """
        id, kind, sender, receiver, identification, dated, sha256, key_id, sealed, length, received_by, received_at
        """;

    private const string Arrived =
        $"""
        unnest(@ids, @kinds, @senders, @receivers, @identifications, @dates, @hashes, @keyIds, @contents, @lengths,
            @clients, @receivedAt) as a({ArrivedColumns})
        """;

    /// <summary>A message that has come in, ready to be stored.</summary>
    /// <param name="message">As it was read.</param>
    /// <param name="text">As it came.</param>
    /// <param name="client">Who brought it.</param>
    internal static Arrival Arrive(
        IjwMessage message, ReadOnlyMemory<byte> text, string client, Vault vault, TimeProvider clock)
    {
        var (sender, receiver, identification, dated) = Envelope(message.CommonHeader);
        var now = clock.GetUtcNow();
        // a large text is hashed while it is sealed
        var hash = text.Length < LargeText ? null : Task.Run(() => SHA256.HashData(text.Span));
        var content = vault.SealText(text);
        return new(
            new(Guid.CreateVersion7(now), message.Kind, sender, receiver, identification, dated, now, null),
            hash?.GetAwaiter().GetResult() ?? SHA256.HashData(text.Span), content, text.Length, client);
    }

    /// <summary>
    /// Stores messages before anybody judges them. A second one of the sender with the same identification is kept too, as
    /// a duplicate (TR056).
    /// </summary>
    /// <returns>The messages in the order given.</returns>
    internal async Task<IReadOnlyList<ReceivedMessage>> Receive(IReadOnlyList<Arrival> arrivals, CancellationToken stop)
    {
        // in one order, so that no two who store the same wait for each other
        Arrival[] sorted =
        [
            .. arrivals.OrderBy(a => a.Message.Sender, StringComparer.Ordinal).ThenBy(a => a.Message.Kind)
                .ThenBy(a => a.Message.Identification, StringComparer.Ordinal).ThenBy(a => a.Message.Id),
        ];
        var first = (await work.Query<Guid>(
            $"""
            insert into message_in ({ArrivedColumns})
            select {ArrivedColumns} from {Arrived}
            on conflict (sender, kind, identification) where duplicate_of is null do nothing
            returning id
            """, Rows(sorted), stop)).ToHashSet();
        Arrival[] seconds = [.. sorted.Where(a => !first.Contains(a.Message.Id))];
        var earlier = seconds.Length == 0 ? [] : (await work.Query<(Guid Id, Guid Earlier)>(
            $"""
            insert into message_in ({ArrivedColumns}, duplicate_of)
            select {ArrivedColumns}, (
                select id from message_in i
                where i.sender = a.sender and i.kind = a.kind and i.identification = a.identification
                  and i.duplicate_of is null)
            from {Arrived}
            returning id, duplicate_of
            """, Rows(seconds), stop)).ToDictionary(d => d.Id, d => d.Earlier);
        work.Wake("work");
        return
        [
            .. arrivals.Select(a => earlier.TryGetValue(a.Message.Id, out var same)
                ? a.Message with { DuplicateOf = same }
                : a.Message),
        ];
    }

    /// <summary>
    /// A reply as it is kept, held against what it answers. It touches no database, so that it can be done while that is
    /// at work.
    /// </summary>
    /// <exception cref="InvalidDataException">It breaks the standard: it is not sent, the message waits and is seen
    /// to.</exception>
    public WrittenReply Write(IjwMessage message, IjwMessage reply)
    {
        if (message is Jw323 declaration && reply is Jw325 answer
            && AnswerRules.Broken(declaration, answer) is { Count: > 0 } broken)
            throw new InvalidDataException($"Our own JW325 breaks {string.Join(", ", broken)}.");
        return Written(reply);
    }

    /// <summary>Puts a message in its receiver's feed and gives its identity.</summary>
    public async Task<Guid> Send(IjwMessage message, Guid? replyTo, CancellationToken stop) =>
        (await Send([new(message, replyTo)], stop))[0];

    /// <summary>Puts messages in their receivers' feeds, in the order given, and gives their identities.</summary>
    public async Task<IReadOnlyList<Guid>> Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stop)
    {
        if (messages.Count == 0) return [];
        var now = clock.GetUtcNow();
        var envelopes = messages.Select(m => Envelope(m.Message.CommonHeader)).ToArray();
        var safe = messages.Select(m => (m.Written ?? Written(m.Message)).Text).ToArray();
        var ids = messages.Select(_ => Guid.CreateVersion7(now)).ToArray();
        await work.Execute(
            """
            with leaving as (
                select *, row_number() over (partition by receiver, kind order by place) as number
                from unnest(@ids, @kinds, @senders, @receivers, @identifications, @keyIds, @sealed, @repliesTo)
                    with ordinality
                    as m(id, kind, sender, receiver, identification, key_id, sealed, reply_to, place)),
            feed as (
                insert into message_feed (receiver, kind, last)
                select receiver, kind, count(*) from leaving group by receiver, kind order by receiver, kind
                on conflict (receiver, kind) do update set last = message_feed.last + excluded.last
                returning receiver, kind, last)
            insert into message_out (id, kind, sender, receiver, position, identification, key_id, sealed, reply_to,
                sent_at)
            select id, kind, sender, receiver, last - count(*) over (partition by receiver, kind) + number,
                identification, key_id, sealed, reply_to, @now
            from leaving join feed using (receiver, kind)
            """,
            new
            {
                ids,
                kinds = messages.Select(m => m.Message.Kind.Name()).ToArray(),
                senders = envelopes.Select(e => e.Sender).ToArray(),
                receivers = envelopes.Select(e => e.Receiver).ToArray(),
                identifications = envelopes.Select(e => e.Identification).ToArray(),
                keyIds = safe.Select(s => s.KeyId).ToArray(),
                @sealed = safe.Select(s => s.Bytes).ToArray(),
                repliesTo = messages.Select(m => m.ReplyTo).ToArray(),
                now,
            }, stop);
        return ids;
    }

    /// <summary>A new identification for a message we send: <c>R</c> and eleven digits, never given twice.</summary>
    public async Task<string> NextIdentification(CancellationToken stop) => (await NextIdentifications(1, stop))[0];

    /// <summary>So many of them.</summary>
    public async Task<IReadOnlyList<string>> NextIdentifications(int count, CancellationToken stop) =>
    [
        .. (await work.Query<long>(
            "select nextval('message_identification') from generate_series(1, @count)", new { count }, stop))
            .Select(next => string.Create(CultureInfo.InvariantCulture, $"R{next:D11}")),
    ];

    /// <summary>
    /// Messages that wait to be judged and that nobody else holds: of each sender the one that waits longest, so that no
    /// two of them are about the same. Their senders are locked, and what each sends is judged in order.
    /// </summary>
    internal async Task<IReadOnlyList<Guid>> TakeGroup(int most, CancellationToken stop)
    {
        var held = await work.Query<Guid>(
            """
            with waiting as materialized (
                select id, sender, received_at from message_in
                where judged_at is null and next_attempt_at <= now()
                order by received_at limit @Window),
            first as materialized (
                select distinct on (sender) id, sender, received_at from waiting order by sender, received_at, id),
            sorted as materialized (select id, sender from first order by received_at, id)
            select id from sorted
            where pg_try_advisory_xact_lock(hashtextextended('messages-of ' || sender, 0)) limit @most
            """, new { Window, most }, stop);
        if (held.Count == 0) return [];
        // looked at again under the lock: somebody may have judged them since
        var sizes = await work.Query<(Guid Id, int Bytes)>(
            """
            select id, greatest(length, octet_length(sealed)) from message_in
            where id = any(@held) and judged_at is null and next_attempt_at <= now()
            order by received_at, id
            for update skip locked
            """, new { held = held.ToArray() }, stop);
        var bytes = 0L;
        return [.. sizes.TakeWhile((size, place) => (bytes += size.Bytes) <= GroupBytes || place == 0).Select(s => s.Id)];
    }

    /// <summary>The messages that were taken, in order of receipt; with their text those that are asked for it.</summary>
    internal async Task<IReadOnlyList<(ReceivedMessage Message, byte[]? Text)>> Open(
        IReadOnlyList<Guid> taken, IReadOnlyList<Guid> withText, CancellationToken stop)
    {
        var rows = await work.Query<InRow>(
            """
            select id, kind, sender, receiver, identification, dated, received_at, duplicate_of, key_id,
                case when id = any(@withText) then sealed end as sealed
            from message_in where id = any(@taken) order by received_at, id
            """, new { taken = taken.ToArray(), withText = withText.ToArray() }, stop);
        return
        [
            .. rows.Select(row => (
                row.ToMessage(), row.Sealed is null ? null : vault.OpenText(new(row.KeyId, row.Sealed)))),
        ];
    }

    internal Task Judged(IReadOnlyList<(Guid Id, string Verdict)> judged, CancellationToken stop) =>
        work.Execute(
            """
            update message_in m set judged_at = @now, verdict = j.verdict
            from unnest(@ids, @verdicts) as j(id, verdict)
            where m.id = j.id
            """,
            new
            {
                ids = judged.Select(j => j.Id).ToArray(),
                verdicts = judged.Select(j => j.Verdict).ToArray(),
                now = clock.GetUtcNow(),
            }, stop);

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

    private WrittenReply Written(IjwMessage message) => new(vault.SealText(IjwWriter.Write(message)));

    /// <summary>Who sends what to whom. A retour copies Afzender and Ontvanger from what it answers, so it travels the other way.</summary>
    private static (string Sender, string Receiver, string Identification, DateOnly Dated) Envelope(Header of) =>
        of switch
        {
            RetourHeader retour => (retour.Ontvanger, retour.Afzender, retour.IdentificatieRetour, retour.DagtekeningRetour),
            var header => (header.Afzender, header.Ontvanger, header.BerichtIdentificatie.Identificatie, header.BerichtIdentificatie.Dagtekening),
        };

    private static object Rows(Arrival[] arrivals) => new
    {
        ids = arrivals.Select(a => a.Message.Id).ToArray(),
        kinds = arrivals.Select(a => a.Message.Kind.Name()).ToArray(),
        senders = arrivals.Select(a => a.Message.Sender).ToArray(),
        receivers = arrivals.Select(a => a.Message.Receiver).ToArray(),
        identifications = arrivals.Select(a => a.Message.Identification).ToArray(),
        dates = arrivals.Select(a => a.Message.Dated).ToArray(),
        hashes = arrivals.Select(a => a.Sha256).ToArray(),
        keyIds = arrivals.Select(a => a.Content.KeyId).ToArray(),
        contents = arrivals.Select(a => a.Content.Bytes).ToArray(),
        lengths = arrivals.Select(a => a.Length).ToArray(),
        clients = arrivals.Select(a => a.Client).ToArray(),
        receivedAt = arrivals.Select(a => a.Message.ReceivedAt.UtcDateTime).ToArray(),
    };

    private OutMessage Open(OutRow row) =>
        new(row.Id, row.Kind, row.Sender, row.Receiver, row.Position, row.Identification, row.SentAt, vault.OpenText(new(row.KeyId, row.Sealed)));

    private sealed record InRow(
        Guid Id, string Kind, string Sender, string Receiver, string Identification, DateOnly Dated, DateTime ReceivedAt,
        Guid? DuplicateOf, string KeyId, byte[]? Sealed)
    {
        internal ReceivedMessage ToMessage() =>
            new(Id, MessageKinds.FromName(Kind) ?? throw new InvalidDataException($"Unknown kind {Kind}."),
                Sender, Receiver, Identification, Dated, ReceivedAt, DuplicateOf);
    }

    private sealed record OutRow(
        Guid Id, string Kind, string Sender, string Receiver, long Position, string Identification, DateTime SentAt,
        string KeyId, byte[] Sealed);
}

/// <summary>A message that has come in and is not stored yet.</summary>
/// <param name="Message">As it will be known.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Content">Its text, as it is kept.</param>
/// <param name="Length">Of its text, in bytes.</param>
/// <param name="Client">Who brought it.</param>
internal sealed record Arrival(ReceivedMessage Message, byte[] Sha256, Sealed Content, int Length, string Client);

/// <summary>A message to put in its receiver's feed.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="ReplyTo">The received message that it answers; there is one answer at most.</param>
/// <param name="Written">The message as it is kept, when it was written already.</param>
public sealed record OutgoingMessage(IjwMessage Message, Guid? ReplyTo, WrittenReply? Written = null);

/// <summary>A reply that agrees with what it answers, as it is kept.</summary>
public sealed class WrittenReply
{
    internal WrittenReply(Sealed text) => Text = text;

    internal Sealed Text { get; }
}

internal sealed record OutMessage(
    Guid Id, string Kind, string Sender, string Receiver, long Position, string Identification, DateTimeOffset SentAt, byte[] Bytes);

internal sealed record InStatus(
    Guid Id, string Kind, string Sender, string Receiver, DateTime ReceivedAt, DateTime? JudgedAt, string? Verdict,
    Guid? DuplicateOf, Guid? ReplyId, string? ReplyKind);
