using System.Net;
using Dapper;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests;

/// <summary>What the access team does.</summary>
[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class DecisionTests(ReferralsService service)
{
    [Fact, Trait("requirement", "C08")]
    public async Task Contracting_is_asked_and_its_refusal_is_the_answer()
    {
        service.Contracting.Answers["45A99"] = new MayAllocateReply { Allowed = false, RefusalCode = "product-not-in-agreement", RefusalDetail = "No." };
        var request = await service.Request(Ask.For(products: [Ask.Product("45A99")]));
        using var response = await service.Decide(request, new { decision = "honour", address = Ask.Address });
        var problem = await ReferralsService.Body(response, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("product-not-in-agreement", problem.GetProperty("code").GetString());
        var asked = service.Contracting.LastAsked!;
        Assert.Equal(("01000001", "45A99", "45", "0479", "2026-01-12"), (asked.Provider, asked.Product, asked.Category, asked.Municipality, asked.Day));
        var seen = await service.Get(TestTokens.Municipality("0479"), $"/v1/allocation-requests/{request}");
        Assert.Equal("open", seen.GetProperty("status").GetString());
    }

    [Fact, Trait("rule", "TR006")]
    public async Task Without_an_address_the_first_allocation_is_refused_and_the_second_is_not()
    {
        var bsn = Ask.Bsn();
        var first = await service.Request(Ask.For(bsn));
        using var without = await service.Decide(first, new { decision = "honour" });
        var problem = await ReferralsService.Body(without, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("address-missing", "TR006"), (problem.GetProperty("code").GetString(), problem.GetProperty("rule").GetString()));
        using var with = await service.Decide(first, new { decision = "honour", address = Ask.Address });
        await ReferralsService.Body(with, HttpStatusCode.OK);

        var second = await service.Request(Ask.For(bsn, products: [Ask.Product("45A04")]));
        using var known = await service.Decide(second, new { decision = "honour" });
        var letter = (Jw301)await service.Read(
            Ask.Provider, (await ReferralsService.Body(known, HttpStatusCode.OK)).GetProperty("message").GetString()!);
        Assert.Equal(["45A48", "45A04"], letter.Client.ToegewezenProducten.Select(p => p.Product!.Code));
        Assert.Null(letter.Client.ToegewezenProducten[0].ReferentieAanbieder);
    }

    [Fact, Trait("rule", "TR377")]
    public async Task A_refusal_for_residence_names_the_other_municipality_in_the_answer()
    {
        var request = await service.Request(Ask.For());
        using var response = await service.Decide(request, new { decision = "refuse", reason = "8", responsibleMunicipality = "0439" });
        var decided = await ReferralsService.Body(response, HttpStatusCode.OK);
        var letter = (Jw319)await service.Read(Ask.Provider, decided.GetProperty("message").GetString()!);
        Assert.Equal(
            ("1", "8", "0439"),
            (letter.Antwoord.VerzoekAntwoord, letter.Antwoord.RedenAfwijzingVerzoek, letter.Antwoord.Woonplaatsbeginsel!.Gemeente));
        Assert.Equal("8", Assert.Single(await service.Told<AllocationRefused>(), e => e.RequestId == request).Reason);
    }

    [Fact, Trait("rule", "TR360")]
    public async Task Looking_into_a_request_is_told_once_and_gives_eight_weeks()
    {
        var request = await service.Request(Ask.For());
        using var first = await service.Decide(request, new { decision = "investigate" });
        var decided = await ReferralsService.Body(first, HttpStatusCode.OK);
        Assert.Equal("2026-03-02", decided.GetProperty("answerDueOn").GetString());
        Assert.Equal("2", ((Jw319)await service.Read(Ask.Provider, decided.GetProperty("message").GetString()!)).Antwoord.VerzoekAntwoord);
        using var second = await service.Decide(request, new { decision = "investigate" });
        Assert.Equal("TR360", (await ReferralsService.Body(second, HttpStatusCode.Conflict)).GetProperty("rule").GetString());
        using var honoured = await service.Decide(request, new { decision = "honour", address = Ask.Address });
        await ReferralsService.Body(honoured, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{ "decision": "maybe" }""", "decision")]
    [InlineData("""{ "decision": "refuse", "reason": "4", "volume": 3 }""", "decision")]
    [InlineData("""{ "decision": "investigate", "reason": "4" }""", "reason")]
    [InlineData("""{ "decision": "honour", "reason": "4" }""", "reason")]
    [InlineData("""{ "decision": "honour", "address": { "street": "A", "houseNumber": 1, "postcode": "x", "city": "B" } }""", "address.postcode")]
    public async Task A_decision_that_says_what_does_not_belong_to_it_is_malformed(string body, string field)
    {
        var request = await service.Request(Ask.For());
        using var response = await service.Decide(request, System.Text.Json.JsonElement.Parse(body));
        Assert.Equal(field, (await ReferralsService.Body(response, HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Fact, Trait("requirement", "G05")]
    public async Task Reading_who_the_client_is_takes_a_purpose_and_is_logged()
    {
        var message = Ask.For();
        var request = await service.Request(message);
        using var client = service.Client(TestTokens.Municipality("0479"));
        var without = await client.GetAsync(new Uri($"/v1/allocation-requests/{request}/client", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        var read = await service.Get(TestTokens.Municipality("0479"), $"/v1/allocation-requests/{request}/client?purpose=decide-request");
        Assert.Equal((message.Client.Bsn, "Testkind"), (read.GetProperty("bsn").GetString(), read.GetProperty("familyName").GetString()));
        await using var connection = await service.Connection();
        var log = await connection.QuerySingleAsync<(string Actor, string Purpose)>(
            "select actor, purpose from access_log where subject = @subject", new { subject = $"request-{request}" });
        Assert.Equal(("gemeente-0479", "decide-request"), log);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("delete from access_log"));
    }

    [Fact, Trait("rule", "CS335")]
    public async Task A_deletion_is_told_with_reason_13_and_leaves_room_for_another()
    {
        var bsn = Ask.Bsn();
        var number = (await service.Allocate(Ask.For(bsn))).GetProperty("allocationNumber").GetInt64();
        using var response = await service.Post(
            TestTokens.Municipality("0479"), $"/v1/allocations/0479/{number}/changes", new { change = "delete" });
        var changed = await ReferralsService.Body(response, HttpStatusCode.OK);
        var letter = (Jw301)await service.Read(Ask.Provider, changed.GetProperty("message").GetString()!);
        var product = Assert.Single(letter.Client.ToegewezenProducten);
        Assert.Equal(("13", product.Ingangsdatum), (product.RedenWijziging, product.Einddatum!.Value));
        Assert.Equal([1, 2], (await service.Told<AllocationMade>())
            .Where(e => e.AllocationNumber == number && e.Municipality == "0479").Select(e => e.Version));

        var again = await service.Allocate(Ask.For(bsn));
        var next = (Jw301)await service.Read(Ask.Provider, again.GetProperty("message").GetString()!);
        Assert.Single(next.Client.ToegewezenProducten);
    }

    [Fact, Trait("rule", "IV066")]
    public async Task An_end_date_moves_on_the_same_number_and_nothing_else_does()
    {
        var number = (await service.Allocate(Ask.For())).GetProperty("allocationNumber").GetInt64();
        var path = $"/v1/allocations/0479/{number}/changes";
        using var shortened = await service.Post(TestTokens.Municipality("0479"), path, new { change = "end", endDate = "2026-05-31", reason = "05" });
        Assert.Equal(2, (await ReferralsService.Body(shortened, HttpStatusCode.OK)).GetProperty("version").GetInt32());
        using var volume = await service.Post(TestTokens.Municipality("0479"), path, new { change = "volume" });
        Assert.Equal("change-not-supported", (await ReferralsService.Body(volume, HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString());
        using var nothing = await service.Post(TestTokens.Municipality("0479"), path, new { change = "end", reason = "05" });
        Assert.Equal("endDate", (await ReferralsService.Body(nothing, HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        await using var connection = await service.Connection();
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>(
            "select count(*) from allocation_version where municipality = '0479' and number = @number", new { number }));
    }

    [Fact, Trait("requirement", "M20")]
    public async Task Lists_are_read_page_by_page_and_hold_only_what_is_the_callers()
    {
        for (var i = 0; i < 3; i++) await service.Allocate(Ask.For(provider: "42420001"));
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await service.Get(TestTokens.Provider("42420001"), $"/v1/allocations?limit=2{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("provider")}/{i.GetProperty("number")}"));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(3, seen.Distinct().Count());
        Assert.All(seen, s => Assert.StartsWith("42420001/", s, StringComparison.Ordinal));
        var other = await service.Get(TestTokens.Municipality("0439"), "/v1/allocations");
        Assert.Empty(other.GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await service.Get(TestTokens.Municipality("0439"), "/v1/allocation-requests")).GetProperty("items").GetArrayLength());
    }

    [Fact, Trait("requirement", "G04")]
    public async Task Nothing_that_tells_about_a_person_stands_anywhere_in_plain()
    {
        var message = Ask.For();
        var number = (await service.Allocate(message)).GetProperty("allocationNumber").GetInt64();
        await service.Send(Ask.Start(message.Client.Bsn, Ask.Header(), Ask.Start(number)));
        await using var connection = await service.Connection();
        var tables = await connection.QueryAsync<string>(
            "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        var bytes = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(message.Client.Bsn));
        foreach (var table in tables)
        {
            var text = await connection.ExecuteScalarAsync<string>($"select coalesce(string_agg(t::text, ' '), '') from \"{table}\" t") ?? "";
            foreach (var secret in (string[])[message.Client.Bsn, bytes, "Testkind", "Dorpsstraat", "1506AA"])
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{table} holds {secret}");
        }
    }
}
