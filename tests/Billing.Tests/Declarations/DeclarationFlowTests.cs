using Dapper;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Declarations;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class DeclarationFlowTests(BillingService service)
{
    [Fact]
    [Trait("requirement", "B04")]
    [Trait("rule", "OP364")]
    public async Task A_declaration_that_fits_is_granted_booked_and_told()
    {
        // no start of care was ever told here, and none is asked for
        var scene = await Scene.Set(service);
        var (id, answer) = await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 9, volume: 1)));

        Assert.Equal(["8001"], answer.DeclaratieAntwoord!.RetourCodes);
        Assert.Equal(37_500, answer.DeclaratieAntwoord.TotaalToegekendBedrag.SignedCents());
        Assert.Null(answer.DeclaratieAntwoord.Clienten);
        var told = Assert.Single(await service.Told<DeclarationLinesAccepted>(), e => e.DeclarationId == id);
        Assert.Equal([25_000L, 12_500L], told.Lines.Select(l => l.AmountCents));
        Assert.All(told.Lines, l => Assert.Equal("B", l.Segment));
        await using var connection = await service.Connection();
        Assert.Equal(37_500, await connection.ExecuteScalarAsync<long>(
            "select sum(cost_cents) from ledger_entry where declaration_id = @id and state = 'pending'", new { id }));
        var decision = await connection.QuerySingleAsync<string>(
            "select outcome::text from decision where subject = @subject", new { subject = $"declaration-{id}" });
        Assert.Contains("\"verdict\": \"accepted\"", decision, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "TR342")]
    public async Task Of_a_declaration_that_fits_in_part_the_answer_holds_only_what_is_refused()
    {
        var scene = await Scene.Set(service);
        var wrong = scene.Line(month: 9, tariff: 12_000);
        var (id, answer) = await scene.Send(scene.Declaration(scene.Line(), wrong));

        Assert.Equal(["0611"], Scene.Codes(answer));
        Assert.Equal(25_000, answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents());
        Assert.Equal(49_000, answer.DeclaratieAntwoord.TotaalIngediendBedrag.SignedCents());
        var refused = Assert.Single(await service.Told<DeclarationLinesRejected>(), e => e.DeclarationId == id);
        Assert.Equal(["0611"], Assert.Single(refused.Lines).ReturnCodes);
        var view = await service.Get(scene.ProviderToken, $"/v1/declarations/{id}");
        Assert.Equal("partly", view.GetProperty("status").GetString());
        Assert.Equal((2, 1), (view.GetProperty("lines").GetInt32(), view.GetProperty("linesRejected").GetInt32()));
        var lines = (await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines")).GetProperty("items");
        Assert.Equal("rejected", lines[1].GetProperty("verdict").GetString());
        Assert.Contains(
            "tariff", lines[1].GetProperty("returnCodes")[0].GetProperty("text").GetString()!,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "TR333")]
    public async Task A_declaration_number_used_before_refuses_all_of_it_and_books_nothing()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration("D1", scene.Line()));
        var (id, answer) = await scene.Send(scene.Declaration("D1", scene.Line(month: 9)));

        Assert.Equal(["9333"], answer.DeclaratieAntwoord!.RetourCodes);
        Assert.Equal(0, answer.DeclaratieAntwoord.TotaalToegekendBedrag.SignedCents());
        Assert.Equal(
            "rejected",
            (await service.Get(scene.ProviderToken, $"/v1/declarations/{id}")).GetProperty("status").GetString());
        var (_, again) = await scene.Send(scene.Declaration("D2", scene.Line(month: 9)));
        Assert.Equal(["8001"], again.DeclaratieAntwoord!.RetourCodes);
    }

    [Fact]
    [Trait("rule", "TR101")]
    public async Task A_message_that_contradicts_itself_is_answered_0001_and_is_no_declaration()
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration(scene.Line());
        var wrongTotal = message with
        {
            Declaratie = message.Declaratie with { TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(1) },
        };
        var (id, answer) = await scene.Send(wrongTotal);
        Assert.Equal(["0001"], answer.Header.RetourCodes);
        using var client = service.Client(scene.ProviderToken);
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            (await client.GetAsync(new Uri($"/v1/declarations/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    [Trait("rule", "TR135")]
    public async Task A_message_from_the_future_is_refused_whole_and_leaves_its_numbers_free()
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration("D1", scene.Line(reference: "R1"));
        var future = message with
        {
            Header = message.Header with {
                BerichtIdentificatie = new() { Identificatie = "F1", Dagtekening = new(2027, 1, 1) } },
        };
        var (_, answer) = await scene.Send(future);
        Assert.Equal(["8848"], answer.Header.RetourCodes);
        Assert.Null(answer.DeclaratieAntwoord);
        Assert.Equal(["8001"], (await scene.Send(message)).Answer.DeclaratieAntwoord!.RetourCodes);
    }

    [Fact]
    [Trait("rule", "TR056")]
    [Trait("invariant", "I3")]
    public async Task The_same_message_twice_changes_nothing()
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration(scene.Line());
        var (first, _) = await scene.Send(message);
        var (_, answer) = await scene.Send(message);
        Assert.Equal(["9056"], answer.Header.RetourCodes);
        await using var connection = await service.Connection();
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>(
            "select count(*) from ledger_entry where provider = @Provider", new { scene.Provider }));
        Assert.Single((await service.Told<DeclarationLinesAccepted>()).Where(e => e.Provider == scene.Provider), e =>
            e.DeclarationId == first);
    }

    [Fact]
    [Trait("requirement", "B16")]
    public async Task Two_equal_debits_in_two_files_at_the_same_moment_give_one_accepted_and_one_9389()
    {
        for (var round = 0; round < 20; round++)
        {
            var scene = await Scene.Set(service);
            var (one, other) = (scene.Declaration(scene.Line()), scene.Declaration(scene.Line()));
            var answers = await Task.WhenAll(Task.Run(() => scene.Judge(one)), Task.Run(() => scene.Judge(other)));
            Assert.Equal(["9389"], answers.SelectMany(Scene.Codes));
            Assert.Equal(25_000, answers.Sum(a => a.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents()));
        }
    }

    [Fact]
    [Trait("invariant", "I7")]
    public async Task Many_files_at_the_same_moment_take_no_more_than_the_allocation_gives()
    {
        var scene = await Scene.Set(service);
        await service.Tell(scene.Made(2, frequency: "6", volume: 5));
        await scene.Heard(2);
        var files = Enumerable.Range(1, 10).Select(month => scene.Declaration(scene.Line(month, volume: 1))).ToList();
        var answers = await Task.WhenAll(files.Select(f => Task.Run(() => scene.Judge(f))));
        Assert.Equal(Enumerable.Repeat("9322", 5), answers.SelectMany(Scene.Codes));
        Assert.Equal(5 * 12_500, answers.Sum(a => a.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents()));
    }

    [Fact]
    [Trait("rule", "TR323")]
    public async Task A_credit_before_payment_voids_its_debit_and_frees_its_place()
    {
        var scene = await Scene.Set(service);
        var debit = scene.Line();
        await scene.Send(scene.Declaration(debit));
        var (id, answer) = await scene.Send(scene.Declaration(scene.Credit(debit), scene.Line(volume: 1)));
        Assert.Equal(["8001"], answer.DeclaratieAntwoord!.RetourCodes);
        Assert.Equal(-12_500, answer.DeclaratieAntwoord.TotaalToegekendBedrag.SignedCents());
        await using var connection = await service.Connection();
        Assert.Equal(-12_500, await connection.ExecuteScalarAsync<long>(
            "select sum(cost_cents) from ledger_entry where declaration_id = @id", new { id }));
        Assert.Equal(["9390"], Scene.Codes((await scene.Send(scene.Declaration(scene.Credit(debit)))).Answer));
    }

    [Theory]
    [InlineData("ledger_balance")]
    [InlineData("outbox")]
    [InlineData("message_out")]
    [InlineData("declaration_line")]
    [InlineData("decision")]
    [Trait("invariant", "I1")]
    [Trait("fault", "F17")]
    public async Task When_one_insert_fails_nothing_is_half_done_and_later_it_is_done_once(string table)
    {
        var scene = await Scene.Set(service);
        await using var connection = await service.Connection();
        var condition = table switch
        {
            "message_out" => $"new.receiver = '{scene.Provider}'",
            "outbox" => $"new.body like '%{scene.Provider}%'",
            "decision" => $"new.input::text like '%{scene.Provider}%'",
            _ => $"new.provider = '{scene.Provider}'",
        };
        await connection.ExecuteAsync(
            $"""
            create function fail_{table}() returns trigger language plpgsql as $$ begin raise exception 'made to fail'; end $$;
            create trigger fail_once before insert on {table} for each row when ({condition}) execute function fail_{table}();
            """);
        var id = await scene.Post(scene.Declaration(scene.Line()));
        await Wait.Until(async () =>
            await connection.ExecuteScalarAsync<int>("select attempts from message_in where id = @id", new { id }) > 0);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            """
            select (select count(*) from declaration where id = @id) + (select count(*) from ledger_entry
                where declaration_id = @id)
                 + (select count(*) from message_out where reply_to = @id)
                 + (select count(*) from outbox where stream = 'declaration-' || @id)
            """, new { id }));
        await connection.ExecuteAsync($"drop trigger fail_once on {table}; drop function fail_{table}()");
        Assert.Equal(["8001"], (await scene.Answer(id)).DeclaratieAntwoord!.RetourCodes);
        Assert.Equal((1, 1, 1), await connection.QuerySingleAsync<(int, int, int)>(
            """
            select (select count(*) from ledger_entry where declaration_id = @id)::int,
                (select count(*) from message_out where reply_to = @id)::int,
                (select count(*) from outbox where stream = 'declaration-' || @id)::int
            """, new { id }));
    }

    [Fact]
    [Trait("invariant", "I1")]
    [Trait("fault", "F17")]
    public async Task When_a_late_part_of_a_long_declaration_cannot_be_kept_none_of_it_is()
    {
        const int LinesOfPart = 2;
        var scene = await Scene.Set(service);
        await using var connection = await service.Connection();
        await connection.ExecuteAsync(
            $"""
            create function fail_late() returns trigger language plpgsql as
                $$ begin raise exception 'made to fail'; end $$;
            create trigger fail_late before insert on declaration_line for each row
                when (new.provider = '{scene.Provider}' and new.position = 5) execute function fail_late();
            """);
        var message = scene.Declaration([.. Enumerable.Range(1, 10).Select(month => scene.Line(month, volume: 1))]);
        await Assert.ThrowsAsync<PostgresException>(() => Scene.Judge(service, message, LinesOfPart));
        await connection.ExecuteAsync("drop trigger fail_late on declaration_line; drop function fail_late()");
        Assert.Equal(0, await Count("declaration"));
        Assert.Equal(0, await Count("ledger_entry"));
        Assert.Empty(Scene.Codes(await Scene.Judge(service, message, LinesOfPart)));
        Assert.Equal(1, await Count("declaration"));
        Assert.Equal(10, await Count("ledger_entry"));

        Task<int> Count(string table) => connection.ExecuteScalarAsync<int>(
            $"select count(*) from {table} where provider = @Provider", new { scene.Provider });
    }

    [Fact]
    public async Task A_long_declaration_is_told_in_pieces_of_at_most_500_lines()
    {
        var scene = await Scene.Set(service);
        var lines =
            Enumerable.Range(0, 1_100).Select(i => scene.Line(allocation: 900_000 + i)).Append(scene.Line()).ToArray();
        var (id, answer) = await scene.Send(scene.Declaration(lines));
        Assert.Equal(1_100, Scene.Codes(answer).Count);
        var told = (await service.Told<DeclarationLinesRejected>()).Where(e => e.DeclarationId == id).ToList();
        Assert.Equal([500, 500, 100], told.OrderBy(e => e.Part).Select(e => e.Lines.Count));
        var seen = 0;
        for (int? after = null; ;)
        {
            var page =
                await service.Get(
                    scene.MunicipalityToken,
                    $"/v1/declarations/{id}/lines?limit=400{(after is null ? "" : $"&after={after}")}");
            seen += page.GetProperty("items").GetArrayLength();
            if (page.GetProperty("next").ValueKind is System.Text.Json.JsonValueKind.Null) break;
            after = page.GetProperty("next").GetInt32();
        }
        Assert.Equal(1_101, seen);
    }

    [Fact]
    [Trait("invariant", "I1")]
    [Trait("invariant", "I2")]
    public async Task Every_declaration_has_one_answer_and_the_money_agrees_everywhere()
    {
        var scene = await Scene.Set(service);
        var debit = scene.Line();
        await scene.Send(scene.Declaration(debit, scene.Line(month: 9, tariff: 1)));
        await scene.Send(scene.Declaration(scene.Credit(debit)));
        await using var connection = await service.Connection();
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from message_in i
            where judged_at is not null and sealed <> '' and 1 <> (select count(*) from message_out o where o.reply_to = i.id)
            """));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from declaration d
            where d.granted_cents <> coalesce((select sum(amount_cents) from declaration_line l
                where l.declaration_id = d.id and accepted), 0)
               or d.granted_cents <> coalesce((select sum(cost_cents) from ledger_entry e
                   where e.declaration_id = d.id and state <> 'posted'), 0)
            """));
        Assert.Equal(
            0, await connection.ExecuteScalarAsync<long>("select coalesce(sum(cents), 0) from ledger_posting"));
    }

    [Fact]
    [Trait("invariant", "I11")]
    public async Task No_BSN_stands_in_any_row_or_event()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 9, tariff: 1)));
        await using var connection = await service.Connection();
        foreach (
            var table in new[] {
                "declaration", "declaration_line", "ledger_entry", "outbox", "decision", "allocation", "message_in",
                "message_out" })
            Assert.Equal(
                0, await connection.ExecuteScalarAsync<int>(
                    $"select count(*) from {table} t where t::text like @like", new { like = $"%{scene.Bsn}%" }));
    }
}
