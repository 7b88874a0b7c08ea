using Dapper;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests;

/// <summary>What messages change, and what answers them.</summary>
[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class MessageTests(ReferralsService service)
{
    [Fact, Trait("rule", "TR347"), Trait("rule", "TR374")]
    public async Task A_request_with_a_used_reference_for_a_client_with_an_open_request_is_refused_with_both_codes()
    {
        var bsn = Ask.Bsn();
        var first = Ask.For(bsn);
        await service.Request(first);
        var sent = await service.Send(Ask.For(bsn, products: [Ask.Product(reference: first.Client.AangevraagdeProducten[0].ReferentieAanbieder)]));
        Assert.Equal("rejected", sent.Verdict);
        Assert.Equal(["9347", "9374"], sent.Codes);
    }

    [Fact, Trait("rule", "TR374")]
    public async Task Another_provider_may_ask_for_the_same_client()
    {
        var bsn = Ask.Bsn();
        await service.Request(Ask.For(bsn));
        await service.Request(Ask.For(bsn, Ask.Other));
    }

    [Fact, Trait("rule", "TR374")]
    public async Task After_a_refusal_the_provider_may_ask_again()
    {
        var bsn = Ask.Bsn();
        using var refused = await service.Decide(await service.Request(Ask.For(bsn)), new { decision = "refuse", reason = "4" });
        await ReferralsService.Body(refused, System.Net.HttpStatusCode.OK);
        await service.Request(Ask.For(bsn));
    }

    [Fact, Trait("rule", "TR056")]
    public async Task The_same_message_twice_is_refused_and_changes_nothing()
    {
        var message = Ask.For();
        await service.Request(message);
        var again = await service.Send(message);
        Assert.Equal(("rejected", "9056"), (again.Verdict, Assert.Single(again.Codes)));
        Assert.Equal(1, await Count("select count(*) from request where reference = @reference", message.Client.AangevraagdeProducten[0].ReferentieAanbieder));
    }

    [Fact, Trait("rule", "TR135")]
    public async Task A_message_from_tomorrow_is_refused()
    {
        var header = Ask.Header();
        var sent = await service.Send(Ask.For(Ask.Bsn(), header with
        {
            BerichtIdentificatie = header.BerichtIdentificatie with { Dagtekening = Samples.Today.AddDays(1) },
        }));
        Assert.Equal("8848", Assert.Single(sent.Codes));
    }

    [Fact, Trait("rule", "TR381")]
    public async Task A_product_code_of_another_category_is_refused()
    {
        var product = Ask.Product();
        var sent = await service.Send(Ask.For(products: [product with { Product = product.Product! with { Categorie = "50" } }]));
        Assert.Equal("S329", Assert.Single(sent.Codes));
    }

    [Fact, Trait("rule", "OP344")]
    public async Task Every_product_is_a_request_of_its_own_with_its_own_event()
    {
        var message = Ask.For(products: [Ask.Product(), Ask.Product("45A04")]);
        await service.Request(message);
        var references = message.Client.AangevraagdeProducten.Select(p => p.ReferentieAanbieder).ToArray();
        await using var connection = await service.Connection();
        var ids = (await connection.QueryAsync<Guid>("select id from request where reference = any(@references)", new { references })).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Equal(2, (await service.Told<AllocationRequested>()).Count(e => ids.Contains(e.RequestId)));
    }

    [Fact, Trait("rule", "TR019")]
    public async Task Another_providers_allocation_does_not_exist_for_a_provider()
    {
        var message = Ask.For();
        var number = (await service.Allocate(message)).GetProperty("allocationNumber").GetInt64();
        var known = await service.Send(Ask.Start(message.Client.Bsn, Ask.Header(Ask.Other), Ask.Start(number)));
        var unknown = await service.Send(Ask.Start(message.Client.Bsn, Ask.Header(Ask.Other), Ask.Start(999_999_999)));
        Assert.Equal(["9019"], known.Codes);
        Assert.Equal(known.Codes, unknown.Codes);
        Assert.DoesNotContain(await service.Told<CareStarted>(), e => e.AllocationNumber == number);
    }

    [Fact, Trait("rule", "TR019")]
    public async Task One_wrong_product_refuses_the_whole_message()
    {
        var message = Ask.For();
        var number = (await service.Allocate(message)).GetProperty("allocationNumber").GetInt64();
        var sent = await service.Send(Ask.Start(message.Client.Bsn, Ask.Header(), Ask.Start(number), Ask.Start(999_999_999)));
        Assert.Equal("rejected", sent.Verdict);
        Assert.Equal(0, await Count(
            "select count(*) from care_start where number = @reference::bigint and municipality = '0479'",
            number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact, Trait("rule", "TR063"), Trait("rule", "TR071")]
    public async Task Starts_and_stops_are_taken_back_in_the_other_order()
    {
        var message = Ask.For();
        var bsn = message.Client.Bsn;
        var number = (await service.Allocate(message)).GetProperty("allocationNumber").GetInt64();
        await Accepted(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 1)));
        await Accepted(Ask.Stop(bsn, Ask.Header(), Ask.Stop(number)));
        Assert.Equal(["9071"], (await service.Send(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 1, takeBack: true)))).Codes);
        await Accepted(Ask.Stop(bsn, Ask.Header(), Ask.Stop(number, takeBack: true)));
        await Accepted(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 1, takeBack: true)));
        Assert.Equal(["9063"], (await service.Send(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 1, takeBack: true)))).Codes);

        Assert.Equal([false, true], (await service.Told<CareStarted>()).Where(e => e.AllocationNumber == number).Select(e => e.TakenBack));
        Assert.Equal([false, true], (await service.Told<CareStopped>()).Where(e => e.AllocationNumber == number).Select(e => e.TakenBack));
        var seen = await service.Get(TestTokens.Provider(Ask.Provider), $"/v1/allocations/0479/{number}");
        Assert.Empty(seen.GetProperty("care").EnumerateArray());
    }

    [Fact, Trait("rule", "TR413")]
    public async Task Care_may_pause_and_go_on()
    {
        var message = Ask.For();
        var bsn = message.Client.Bsn;
        var number = (await service.Allocate(message)).GetProperty("allocationNumber").GetInt64();
        await Accepted(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 1)));
        await Accepted(Ask.Stop(bsn, Ask.Header(), Ask.Stop(number, end: 2, reason: "20")));
        Assert.Contains("9413", (await service.Send(Ask.Stop(bsn, Ask.Header(), Ask.Stop(number, end: 3, reason: "20")))).Codes);
        await Accepted(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 4)));
        Assert.Contains("9326", (await service.Send(Ask.Start(bsn, Ask.Header(), Ask.Start(number, day: 5)))).Codes);
        var care = (await service.Get(TestTokens.Municipality("0479"), $"/v1/allocations/0479/{number}")).GetProperty("care");
        Assert.Equal(["2026-01-02", null], care.EnumerateArray().Select(c => c.GetProperty("endDate").GetString()));
    }

    [Theory, Trait("rule", "OP065")]
    [InlineData(null, "confirmed")]
    [InlineData("9332", "refused")]
    public async Task An_answer_to_an_allocation_is_kept_with_it(string? code, string status)
    {
        var decided = await service.Allocate(Ask.For());
        var letter = (Jw301)await service.Read(Ask.Provider, decided.GetProperty("message").GetString()!);
        var sent = await service.Send(Answer.Retour(
            letter, Ask.Header().BerichtIdentificatie.Identificatie, Samples.Today,
            code is null ? [] : [new("Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]", code)]));
        Assert.Equal(("accepted", null), (sent.Verdict, sent.Reply));
        var seen = await service.Get(TestTokens.Municipality("0479"), $"/v1/allocations/0479/{decided.GetProperty("allocationNumber").GetInt64()}");
        Assert.Equal(status, seen.GetProperty("messageStatus").GetString());
    }

    [Fact, Trait("rule", "OP065")]
    public async Task An_answer_to_a_message_that_was_never_sent_is_kept_and_gets_no_answer()
    {
        var never = Samples.Message();
        var sent = await service.Send(Answer.Retour(never with
        {
            Header = never.Header with { BerichtIdentificatie = never.Header.BerichtIdentificatie with { Identificatie = "NEVER" } },
        }, Ask.Header().BerichtIdentificatie.Identificatie, Samples.Today, []));
        Assert.Equal(("rejected", null), (sent.Verdict, sent.Reply));
        Assert.Equal(1, await Count("select count(*) from message_in where id = @reference::uuid", sent.Id.ToString()));
    }

    private async Task Accepted(IjwMessage message)
    {
        var sent = await service.Send(message);
        Assert.True(sent.Verdict == "accepted", string.Join(", ", sent.Codes));
    }

    private async Task<long> Count(string sql, string reference)
    {
        await using var connection = await service.Connection();
        return await connection.ExecuteScalarAsync<long>(sql, new { reference });
    }
}
