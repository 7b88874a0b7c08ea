using System.Text.Json;
using Dapper;
using Jeugdregio.Billing.Tests.Oracle;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Sending;
using Jeugdregio.Chaos.Telling;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Outbox;
using Npgsql;

namespace Jeugdregio.Chaos.Checking;

/// <summary>
/// Holds what Billing kept, answered and told in a round against what was acknowledged outside, and what it was told.
/// </summary>
internal sealed class RoundCheck(
    ChaosPlatform platform, Load load, IReadOnlyCollection<Acknowledged> acknowledged, IReadOnlyCollection<Told> told)
{
    private readonly Broken _broken = new();
    private readonly object _providers = new { providers = load.Providers };

    /// <returns>How often a file was received, and what is wrong, by invariant; none when all holds.</returns>
    internal async Task<(int Receipts, IReadOnlyList<string> Broken)> Run(Heard heard)
    {
        await heard.Listen();
        await using var connection = await platform.Database();
        var stored = await Stored.Read(platform, connection, load.Providers);
        EverythingAcknowledgedIsThere(stored);
        EveryFileIsAnsweredOnce(stored);
        var again = Recomputation.Of(load, stored, platform.KeyOf);
        AnswersAreThoseOf(again, stored);
        await BooksAreThoseOf(again, connection);
        foreach (var (what, sql) in Invariants)
            _broken.AddAll(what, await connection.QueryAsync<string>(sql, _providers));
        await EveryLineIsToldOnce(connection, heard);
        await Copies.Check(connection, told, _broken);
        return (stored.Files.Count, _broken.Found);
    }

    private void EverythingAcknowledgedIsThere(Stored stored)
    {
        _broken.AddAll("I5 acknowledged, and not there", acknowledged
            .Where(one => !stored.ById.ContainsKey(one.Receipt)).Select(one => one.Receipt.ToString()));
        _broken.AddAll("I5 not kept as it was sent", acknowledged
            .Where(one => stored.ById.TryGetValue(one.Receipt, out var kept)
                && !kept.Bytes.SequenceEqual(one.File.Bytes))
            .Select(one => one.Receipt.ToString()));
    }

    private void EveryFileIsAnsweredOnce(Stored stored)
    {
        _broken.AddAll("I1 not exactly one JW325", stored.Files
            .Where(file => stored.AnswersTo[file.Id].Count() != 1)
            .Select(file => $"{stored.AnswersTo[file.Id].Count()} to {file.Id}"));
        _broken.AddAll("I1 a JW325 without its JW323", stored.Answers
            .Where(answer => answer.ReplyTo is not { } to || !stored.ById.TryGetValue(to, out var file)
                || file.Message.Header.BerichtIdentificatie != answer.Message.Header.DeclaratieIdentificatie)
            .Select(answer => answer.Message.Header.BerichtIdentificatie.Identificatie));
        // a file that came more than once, because its acknowledgement was lost or on purpose, counts once (TR056)
        _broken.AddAll("I3 one identification, and not one first receipt", stored.Files
            .GroupBy(file => (file.Provider, file.Identification))
            .Where(same => same.Count(file => file.DuplicateOf is null) != 1)
            .Select(same => $"{same.Key.Provider} {same.Key.Identification}"));
        _broken.AddAll("I1 a file not answered once for what it asks", stored.Files
            .GroupBy(file => (file.Provider, file.Identification))
            .Where(same => same.SelectMany(file => stored.AnswersTo[file.Id])
                .Count(answer => !answer.Message.Header.RetourCodes.Contains("9056")) != 1)
            .Select(same => $"{same.Key.Provider} {same.Key.Identification}"));
    }

    /// <summary>What was sent is opened and read: codes of every line, and the total granted.</summary>
    private void AnswersAreThoseOf(Recomputation again, Stored stored) => _broken.AddAll(
        "recomputation: another answer", again.Verdicts
            .SelectMany(verdict => stored.AnswersTo[verdict.Key].Select(answer => (
                verdict.Key, Expected: Said(verdict.Value), Given: Said(answer.Message))))
            .Where(answer => answer.Expected != answer.Given)
            .Select(answer => $"{answer.Key}: {answer.Given} instead of {answer.Expected}"));

    private static string Said(NaiveVerdict? verdict)
    {
        if (verdict is null) return "9056";
        if (verdict.OfMessage.Count > 0) return string.Join(' ', verdict.OfMessage);
        var refused = verdict.Lines.Where(line => !line.IsAccepted)
            .Select(line => $"{line.Reference} {string.Join(' ', line.Codes)}").Order().ToList();
        var codes = verdict.OfDeclaration.Count > 0 ? string.Join(' ', verdict.OfDeclaration)
            : refused.Count > 0 ? "0200" : "8001";
        return $"0200; {codes}; {verdict.Granted}; {string.Join(", ", refused)}";
    }

    private static string Said(Jw325 answer)
    {
        var codes = string.Join(' ', answer.Header.RetourCodes);
        if (answer.DeclaratieAntwoord is not { } body) return codes;
        var refused = (body.Clienten ?? []).SelectMany(client => client.Prestaties)
            .Select(line => $"{line.ProductReferentie.ReferentieNummer} {string.Join(' ', line.RetourCodes!)}").Order();
        var granted = body.TotaalToegekendBedrag.SignedCents();
        return $"{codes}; {string.Join(' ', body.RetourCodes)}; {granted}; {string.Join(", ", refused)}";
    }

    private async Task BooksAreThoseOf(Recomputation again, NpgsqlConnection connection)
    {
        var entries = await connection.QueryAsync<string>(
            """
            select concat_ws(' ', e.declaration_id, l.reference, e.municipality, e.provider, e.segment, e.month,
                e.cost_cents)
            from ledger_entry e left join declaration_line l on l.id = e.line_id
            where e.provider = any(@providers)
            """, _providers);
        _broken.AddDifference(
            "recomputation: ledger", "kept", entries, "recomputed",
            again.Lines.Select(line => $"{line.Declaration} {line.Reference} {line.Book} {line.Cents}"));
        var books = await connection.QueryAsync<string>(
            """
            select concat_ws(' ', municipality, provider, segment, month, accepted_cents, pending_cents, paid_cents)
            from ledger_balance where provider = any(@providers)
            """, _providers);
        _broken.AddDifference(
            "recomputation: books", "kept", books, "recomputed",
            again.Lines.GroupBy(line => line.Book)
                .Select(book => (book.Key, Cents: book.Sum(line => line.Cents)))
                .Select(book => $"{book.Key} {book.Cents} {book.Cents} 0"));
    }

    /// <summary>Each finds what must not be, and says where.</summary>
    private static readonly (string What, string Sql)[] Invariants =
    [
        ("I2 granted, accepted and booked differ",
            """
            select d.id::text from declaration d
            where d.provider = any(@providers) and (
                d.granted_cents <> coalesce((select sum(amount_cents) from declaration_line l
                    where l.declaration_id = d.id and accepted), 0)
                or d.granted_cents <> coalesce((select sum(cost_cents) from ledger_entry e
                    where e.declaration_id = d.id), 0))
            """),
        ("I2 debit is not credit", "select sum(cents)::text from ledger_posting having sum(cents) <> 0"),
        ("I2 balances are not the sums of the entries",
            """
            select coalesce(b.provider, s.provider) from ledger_balance b natural full join ledger_sum s
            where (b.provider is null or s.provider is null) and provider = any(@providers)
            """),
        ("I3 a declaration number twice",
            """
            select number from declaration where number_taken and provider = any(@providers)
            group by provider, number having count(*) > 1
            """),
        ("I3 a reference number twice",
            """
            select reference from declaration_line where accepted and provider = any(@providers)
            group by provider, reference having count(*) > 1
            """),
        ("I3 a debit twice",
            """
            select allocation_number::text from declaration_line
            where accepted and not is_credit and credited_by is null and provider = any(@providers)
            group by municipality, allocation_number, period_start, period_end, category, product having count(*) > 1
            """),
        ("I3 a debit credited twice",
            """
            select previous_reference from declaration_line where accepted and is_credit and provider = any(@providers)
            group by provider, previous_reference having count(*) > 1
            """),
        ("a declaration without its decision",
            """
            select d.id::text from declaration d where d.provider = any(@providers)
                and 1 <> (select count(*) from decision where subject = 'declaration-' || d.id)
            """),
    ];

    /// <summary>I4: what was decided, what the outbox holds and what was received are the same.</summary>
    private async Task EveryLineIsToldOnce(NpgsqlConnection connection, Heard heard)
    {
        var rows = (await connection.QueryAsync<(Guid Id, string Type, string Body, bool Published)>(
            """
            select message_id, type, body, published_at is not null from outbox
            where body::json ->> 'provider' = any(@providers)
            """, _providers)).ToList();
        _broken.AddAll("I4 not published", rows.Where(row => !row.Published).Select(row => row.Id.ToString()));
        foreach (var (accepted, type) in (
            (bool, Type)[])[(true, typeof(DeclarationLinesAccepted)), (false, typeof(DeclarationLinesRejected))])
            _broken.AddDifference(
                $"I4 {(accepted ? "accepted" : "refused")} lines", "decided",
                await connection.QueryAsync<string>(
                    "select id::text from declaration_line where provider = any(@providers) and accepted = @accepted",
                    new { providers = load.Providers, accepted }),
                "told",
                rows.Where(row => row.Type == type.FullName).SelectMany(row => LinesOf(row.Body)));
        _broken.AddDifference(
            "I4 events", "told", rows.Select(row => row.Id.ToString()),
            "received", heard.Of(load.Providers).Select(id => id.ToString()));
    }

    private static IEnumerable<string> LinesOf(string body) =>
        JsonSerializer.Deserialize<ToldLines>(body, EventTypes.Json)!.Lines.Select(line => line.LineId.ToString());

    /// <summary>What both events have in common.</summary>
    private sealed record ToldLines(IReadOnlyList<ToldLine> Lines);

    private sealed record ToldLine(Guid LineId);
}
