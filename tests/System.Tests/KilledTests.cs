using Dapper;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Story;
using Jeugdregio.Values;
using Npgsql;

namespace Jeugdregio.SystemTests;

/// <summary>Killed, not stopped: while declarations and their events flow, every part dies at least once.</summary>
[Collection(typeof(PlatformCollection)), Trait("needs", "platform")]
public sealed class KilledTests(RunningPlatform platform)
{
    private const int Children = 8;
    private const int Months = 3;

    [Fact]
    [Trait("invariant", "I1"), Trait("invariant", "I2"), Trait("invariant", "I3"), Trait("invariant", "I4"), Trait("invariant", "I5")]
    [Trait("fault", "F1"), Trait("fault", "F2"), Trait("fault", "F3"), Trait("fault", "N1")]
    public async Task Whatever_is_killed_nothing_accepted_is_lost_or_doubled_and_a_lost_event_would_be_noticed()
    {
        using var client = platform.Client();
        using var told = new StringWriter();
        var load = await DeclarationLoad.Prepare(new StoryTeller(client, told), client, Children, Months);

        var sending = load.SendAll();
        foreach (var victim in (string[])["billing", "monitoring", "messaging", "messaging", "postgres", "gateway"])
        {
            await Task.Delay(2_000);
            platform.Kill(victim);
            await Task.Delay(2_000);
            await platform.Ready();
        }
        await sending;
        await load.CheckEveryDeclarationIsAnsweredOnce();
        await load.CheckLedgerAndKpisEqualWhatWasAccepted(seconds: 120);
        await EveryEventToldIsTakenInOnceByEverySubscriber(client);

        await LostEventIsNoticed(load);
    }

    /// <summary>I4: what was told and what each subscriber took in are the same message ids, by count and hash.</summary>
    private async Task EveryEventToldIsTakenInOnceByEverySubscriber(Platform client)
    {
        var wrong = "";
        await TestSupport.Wait.Until(async () =>
        {
            var told = new Dictionary<string, Messages>();
            var taken = new Dictionary<(string Service, string Consumer), Messages>();
            foreach (var service in Subscriptions.Services)
            {
                await using var database = await platform.Database(service);
                foreach (var (type, messages) in await Count(database, "type", "outbox"))
                    told[type[(type.LastIndexOf('.') + 1)..]] = messages;
                foreach (var (consumer, messages) in await Count(database, "consumer", "inbox"))
                    taken[(service, consumer)] = messages;
            }
            Assert.True(told.Count >= 6, $"There were only {told.Count} kinds of events.");
            wrong = string.Join(", ",
                from t in told
                from s in Subscriptions.Of(t.Key)
                let here = taken.GetValueOrDefault((s.Service, s.Consumer))
                where here != t.Value
                select $"{t.Key} in {s.Service}: {t.Value.Count} told, {here.Count} taken in");
            return wrong.Length == 0;
        }, () => $"What was told and what was taken in differ: {wrong}", seconds: 60);

        var answer = Expect.Status(200, await client.Quietly("operations", "/monitoring/v1/facts/counts"));
        var counts = answer.Json["items"]!.AsArray();
        await using var monitoring = await platform.Database("monitoring");
        foreach (var (consumer, messages) in await Count(monitoring, "consumer", "inbox"))
        {
            var shown = counts.Single(c => $"Keep{c!["event"]!.GetValue<string>()}" == consumer)!;
            Assert.Equal(messages, new(shown["messages"]!.GetValue<long>(), shown["messagesHash"]!.GetValue<string>()));
        }
    }

    private readonly record struct Messages(long Count, string? Hash);

    private static async Task<List<(string Name, Messages Messages)>> Count(
        NpgsqlConnection database, string name, string table) =>
        [.. (await database.QueryAsync<(string, long, string)>(
            $"""
            select {name}, count(*), encode(sha256(convert_to(
                string_agg(message_id::text, ',' order by message_id::text collate "C"), 'UTF8')), 'hex')
            from {table} group by 1
            """)).Select(r => (r.Item1, new Messages(r.Item2, r.Item3)))];

    /// <summary>
    /// The negative control: an event that is lost between the act and its publication must make the same check fail.
    /// </summary>
    private async Task LostEventIsNoticed(DeclarationLoad load)
    {
        await using var billing = await platform.Database("billing");
        await billing.ExecuteAsync(
            """
            create function lose() returns trigger language plpgsql as 'begin return null; end';
            create trigger lose before insert on outbox for each row
                when (new.type like '%DeclarationLinesAccepted') execute function lose();
            """);
        try
        {
            await load.SendOneMore();
            await load.WaitForLedger(seconds: 120);
            await Assert.ThrowsAsync<StoryException>(() => load.CheckLedgerAndKpisEqualWhatWasAccepted(seconds: 10));
        }
        finally
        {
            await billing.ExecuteAsync("drop trigger lose on outbox; drop function lose();");
        }
    }
}

/// <summary>Children in care whose months are declared, one message per child and month, until each is acknowledged.</summary>
internal sealed class DeclarationLoad
{
    private readonly Platform _platform;
    private readonly StoryTeller _story;
    private readonly List<(string Identification, byte[] Xml, long Cents)> _messages;
    private readonly (string Identification, byte[] Xml, long Cents) _oneMore;
    private readonly Care _care;
    private readonly long _ledgerBefore;
    private readonly long _kpisBefore;
    private readonly string? _cursor;
    private long _expected;

    private DeclarationLoad(
        Platform platform, StoryTeller story, Care care, List<(string, byte[], long)> messages, long ledgerBefore, long kpisBefore, string cursor)
    {
        (_platform, _story, _care, _ledgerBefore, _kpisBefore, _cursor) = (platform, story, care, ledgerBefore, kpisBefore, cursor);
        _messages = messages[..^1];
        _oneMore = messages[^1];
    }

    internal static async Task<DeclarationLoad> Prepare(StoryTeller story, Platform platform, int children, int months)
    {
        var awarded = await new TenderChapter(story).Tell();
        await new AgreementChapter(story).Tell(awarded);
        var cares = new List<Care>();
        for (var i = 0; i < children; i++) cares.Add(await new AllocationChapter(story).Tell(awarded));
        await story.MoveClock(CareChapter.Noon(awarded.Start.AddMonths(months).AddDays(5)));
        var today = await story.Today();
        var messages = new List<(string, byte[], long)>();
        for (var m = 0; m < months; m++)
            foreach (var care in cares)
            {
                var period = Period.MonthOf(awarded.Start.AddMonths(m));
                var days = period.Days!.Value;
                var message = care.Child.Declare(
                    today, period, $"K{m}",
                    care.Child.Line($"M{m}", care.Of("45A48").ToewijzingNummer, "45A48", Eenheden.StuksInspanning, period, 1, TenderChapter.MonthTariffCents),
                    care.Child.Line($"D{m}", care.Of("44A08").ToewijzingNummer, "44A08", Eenheden.Etmaal, period, days, TenderChapter.DayTariffCents));
                messages.Add((
                    message.Header.BerichtIdentificatie.Identificatie, IjwWriter.Write(message),
                    TenderChapter.MonthTariffCents + days * TenderChapter.DayTariffCents));
            }
        var (_, cursor) = await platform.Feed(cares[0].Client, MessageKind.Jw325, null);
        return new(platform, story, cares[0], messages, (await Figures.Ledger(story, cares[0], months)).Accepted,
            (await Figures.Kpis(story, cares[0], months)).AcceptedCents, cursor);
    }

    internal async Task SendAll()
    {
        foreach (var message in _messages)
        {
            await SendUntilAcknowledged(message);
            await Task.Delay(400);
        }
    }

    internal Task SendOneMore() => SendUntilAcknowledged(_oneMore);

    /// <summary>I1: every declaration has one answer (and a message sent twice, because its acknowledgement was lost, a 9056 besides).</summary>
    internal async Task CheckEveryDeclarationIsAnsweredOnce()
    {
        await Platform.Until(async () =>
        {
            var (answers, _) = await _platform.Feed(_care.Client, MessageKind.Jw325, _cursor);
            var granted = answers.Cast<Jw325>().Where(a => !a.Header.RetourCodes.Contains("9056"))
                .GroupBy(a => a.Header.DeclaratieIdentificatie.Identificatie).ToDictionary(g => g.Key, g => g.ToList());
            if (granted.Values.FirstOrDefault(g => g.Count > 1) is { } doubled)
                throw new StoryException($"{doubled.Count} answers to one declaration.");
            return _messages.All(m => granted.TryGetValue(m.Identification, out var one)
                && one[0].DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents() == m.Cents);
        }, "Not every declaration was answered with all it asked.", seconds: 120);
    }

    /// <summary>Until what was accepted is in the ledger, whatever the KPIs say.</summary>
    internal Task WaitForLedger(int seconds) => Platform.Until(
        async () => (await Figures.Ledger(_story, _care, Months)).Accepted - _ledgerBefore == _expected,
        "Not all that was accepted is in the ledger.",
        seconds);

    /// <summary>I2, I4: what was accepted, what the ledger holds and what Monitoring shows is the same, to the cent.</summary>
    internal async Task CheckLedgerAndKpisEqualWhatWasAccepted(int seconds)
    {
        (long Ledger, long Kpis) now = default;
        try
        {
            await Platform.Until(async () =>
            {
                now = (
                    (await Figures.Ledger(_story, _care, Months)).Accepted - _ledgerBefore,
                    (await Figures.Kpis(_story, _care, Months)).AcceptedCents - _kpisBefore);
                return now == (_expected, _expected);
            }, "", seconds);
        }
        catch (StoryException)
        {
            throw new StoryException($"Accepted {_expected}, but ledger and KPIs show {now}.");
        }
    }

    private const int Months = 3;

    private async Task SendUntilAcknowledged((string Identification, byte[] Xml, long Cents) message)
    {
        while (true)
        {
            try
            {
                var reply = await _platform.PostXml(_care.Client, "/ijw/v1/jw323", message.Xml);
                if (reply.Status == 202) break;
                if (reply.Status is < 500 and not (404 or 429)) throw new StoryException($"{reply.Status}: {reply.Body}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // the connection was lost: nobody knows whether it arrived, so it is sent again
            }
            await Task.Delay(200);
        }
        _expected += message.Cents;
    }
}
