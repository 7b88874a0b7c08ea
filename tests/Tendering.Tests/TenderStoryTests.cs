using System.Net;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.TestSupport;
using Jeugdregio.Values;
using static Jeugdregio.Tendering.Tests.TenderingFixture;

namespace Jeugdregio.Tendering.Tests;

[Collection(typeof(TenderingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class TenderStoryTests(TenderingFixture service)
{
    [Fact, Trait("requirement", "T24")]
    public async Task From_draft_to_award_the_award_is_told_once_after_the_standstill()
    {
        var (tender, first, _) = await service.Announced();
        var award = $"/v1/lots/{tender.LotB}/awards";
        Assert.Equal("standstill-running", await Refused(service.Post(TestTokens.Buyer, award, null)));
        service.Clock.Advance(TimeSpan.FromDays(21));
        await Ok(service.Post(TestTokens.Buyer, award, null));
        Assert.Equal("lot-awarded-already", await Refused(service.Post(TestTokens.Buyer, award, null)));

        var told = Assert.Single(await service.Told<LotAwarded>(), a => a.LotId == Guid.Parse(tender.LotB));
        Assert.Equal(("01000001", "B", "2+1+1+1"), (told.Provider, told.Segment, told.ContractModel));
        Assert.Equal([new AwardedProduct("45A48", "84", 65_000)], told.Products);
        var decisions = await service.Get(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/award-decisions");
        Assert.Contains(decisions.GetProperty("items").EnumerateArray(), d =>
            d.GetProperty("id").GetGuid() == told.AwardId && d.GetProperty("bidId").GetString() == first);
    }

    [Fact, Trait("requirement", "T04")]
    public async Task A_draft_is_there_for_buyers_only_and_for_all_from_publication_on()
    {
        var tender = await service.Tender(published: false);
        string[] all = [One, TestTokens.Municipality("0439"), TestTokens.ContractManager, TestTokens.Analyst];
        Assert.Equal(HttpStatusCode.OK, await service.Status(TestTokens.Buyer, $"/v1/tenders/{tender.Id}"));
        foreach (var token in all)
        {
            Assert.Equal(HttpStatusCode.NotFound, await service.Status(token, $"/v1/tenders/{tender.Id}"));
            Assert.Equal(HttpStatusCode.NotFound, await service.Status(token, $"/v1/lots/{tender.LotB}"));
        }
        Assert.Equal("lot-not-found", await Refused(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid()), HttpStatusCode.NotFound));
        await Ok(service.Post(TestTokens.Buyer, $"/v1/tenders/{tender.Id}/publications", null));
        foreach (var token in all)
        {
            Assert.Equal(HttpStatusCode.OK, await service.Status(token, $"/v1/tenders/{tender.Id}"));
            Assert.Equal(HttpStatusCode.OK, await service.Status(token, $"/v1/lots/{tender.LotB}"));
        }
    }

    [Fact, Trait("requirement", "T05")]
    public async Task Before_closing_nobody_but_the_bidder_reads_a_bid()
    {
        var tender = await service.Tender();
        var bid = (await Ok(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid("Sealed plan")))).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, await service.Status(One, $"/v1/bids/{bid}"));
        foreach (var token in new[] { Two, TestTokens.Buyer, TestTokens.ContractManager, TestTokens.Analyst })
            Assert.Equal(HttpStatusCode.NotFound, await service.Status(token, $"/v1/bids/{bid}"));
        Assert.Equal(HttpStatusCode.Conflict, await service.Status(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/bids"));
        Assert.Equal(HttpStatusCode.Forbidden, await service.Status(One, $"/v1/lots/{tender.LotB}/bids"));
        Assert.Equal("closing-not-reached", await Refused(service.Post(TestTokens.Buyer, $"/v1/tenders/{tender.Id}/closures", null)));

        await using var database = await service.Connection();
        await using var log = database.CreateCommand();
        log.CommandText = "select count(*) from decision where input::text || outcome::text like '%Sealed plan%'";
        Assert.Equal(0L, await log.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact, Trait("requirement", "T05")]
    public async Task After_closing_the_region_reads_bids_with_the_seal_the_bidder_holds_and_other_bidders_still_do_not()
    {
        var tender = await service.Tender();
        var sealedBid = await Ok(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid()));
        service.Clock.Advance(TimeSpan.FromDays(11));
        Assert.Equal("tender-not-open", await Refused(service.Post(Two, $"/v1/lots/{tender.LotB}/bids", Bid())));
        await Ok(service.Post(TestTokens.Buyer, $"/v1/tenders/{tender.Id}/closures", null));
        var opened = (await service.Get(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/bids")).GetProperty("items")[0];
        Assert.Equal(sealedBid.GetProperty("seal").GetString(), opened.GetProperty("seal").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await service.Status(Two, $"/v1/bids/{sealedBid.GetProperty("id").GetString()}"));
    }

    [Fact]
    public async Task A_bid_again_before_closing_is_a_new_version_of_the_same_bid()
    {
        var tender = await service.Tender();
        var first = await Ok(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid("One")));
        var second = await Ok(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid("Two")));
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal((1, 2), (first.GetProperty("version").GetInt32(), second.GetProperty("version").GetInt32()));
        Assert.NotEqual(first.GetProperty("seal").GetString(), second.GetProperty("seal").GetString());
        var read = await service.Get(One, $"/v1/bids/{first.GetProperty("id").GetString()}");
        Assert.Equal("Two", read.GetProperty("products")[0].GetProperty("planOfApproach").GetString());
    }

    [Fact]
    public async Task The_same_key_makes_one_tender()
    {
        var tender = await service.Tender();
        var key = Guid.NewGuid().ToString();
        var first = await Ok(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid(), key));
        var again = await Ok(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid(), key));
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("idempotency-key-reused", await Refused(service.Post(One, $"/v1/lots/{tender.LotB}/bids", Bid("Other"), key)));
    }

    [Fact, Trait("requirement", "T07")]
    public async Task A_bid_without_certificate_is_refused_over_http_with_the_field_and_the_rule()
    {
        var tender = await service.Tender();
        using var response = await service.Post(One, $"/v1/lots/{tender.LotB}/bids", new
        {
            endorsesVision = true,
            acceptsQualityFramework = true,
            serviceLocations = new[] { "0479" },
            products = new[] { new { code = "45A48", planOfApproach = "Plan" } },
        });
        var problem = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("certificate-missing", problem.GetProperty("code").GetString());
        Assert.Equal("certificate", problem.GetProperty("field").GetString());
        Assert.Equal("T07", problem.GetProperty("rule").GetString());
    }

    [Fact, Trait("requirement", "T05")]
    public async Task An_answer_is_there_for_all_and_nobody_reads_who_asked()
    {
        var tender = await service.Tender();
        var path = $"/v1/tenders/{tender.Id}/questions";
        var id = (await Ok(service.Post(One, path, new { text = "Both lots?" }))).GetProperty("id").GetString();
        Assert.Equal(1, await Count(One, path));
        Assert.Equal(1, await Count(TestTokens.Buyer, path));
        Assert.Equal(0, await Count(Two, path));
        Assert.Equal(0, await Count(TestTokens.Analyst, path));
        await Ok(service.Post(TestTokens.Buyer, $"/v1/questions/{id}/answers", new { answer = "Yes." }));
        Assert.Equal(1, await Count(Two, path));
        Assert.DoesNotContain("01000001", (await service.Get(Two, path)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("01000001", (await service.Get(TestTokens.Buyer, path)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact, Trait("requirement", "T25")]
    public async Task An_objection_holds_up_its_segment_until_it_ends()
    {
        var (tender, _, _) = await service.Announced();
        var day = service.Clock.Today().AddDays(-1);
        var objection = await Ok(service.Post(
            TestTokens.Buyer, $"/v1/lots/{tender.LotB}/objections", new { reference = "C/15/1", registeredOn = day }));
        service.Clock.Advance(TimeSpan.FromDays(21));
        Assert.Equal("objection-open", await Refused(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/awards", null)));
        // the other segment goes on: nobody bid there, so its announcement is empty
        await Ok(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotV}/award-decisions", new { decisions = Array.Empty<object>() }));
        service.Clock.Advance(TimeSpan.FromDays(21));
        await Ok(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotV}/awards", null));

        var ending = $"/v1/objections/{objection.GetProperty("id").GetString()}/endings";
        var ended = await Ok(service.Post(TestTokens.Buyer, ending, new { ending = "withdrawn", endedOn = day.AddDays(2) }));
        Assert.Equal("withdrawn", ended.GetProperty("ending").GetString());
        await Ok(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/awards", null));
        Assert.Equal(1, await Count(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/objections"));
    }

    [Fact, Trait("requirement", "T25")]
    public async Task An_upheld_objection_makes_a_second_round_possible()
    {
        var (tender, first, second) = await service.Announced();
        var day = service.Clock.Today().AddDays(-1);
        var objection = await Ok(service.Post(
            TestTokens.Buyer, $"/v1/lots/{tender.LotB}/objections", new { reference = "C/15/2", registeredOn = day }));
        await Ok(service.Post(
            TestTokens.Buyer, $"/v1/objections/{objection.GetProperty("id").GetString()}/endings", new { ending = "upheld", endedOn = day }));
        Assert.Equal("award-not-announced", await Refused(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/awards", null)));
        var again = await Ok(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/award-decisions", new
        {
            decisions = new[]
            {
                new { bidId = first, awarded = false, reason = "As judged." }, new { bidId = second, awarded = true, reason = "As judged." },
            },
        }));
        Assert.Equal(2, again.GetProperty("decisions")[0].GetProperty("round").GetInt32());
        service.Clock.Advance(TimeSpan.FromDays(21));
        await Ok(service.Post(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/awards", null));
        Assert.Equal("01000002", Assert.Single(await service.Told<LotAwarded>(), a => a.LotId == Guid.Parse(tender.LotB)).Provider);
    }

    [Fact, Trait("requirement", "T24")]
    public async Task A_bidder_reads_the_decision_and_the_points_on_its_own_bid_only_and_from_the_announcement_on()
    {
        var (tender, first, _) = await service.Announced();
        var mine = await service.Get(Two, $"/v1/lots/{tender.LotB}/award-decisions");
        Assert.Equal("Weaker.", Assert.Single(mine.GetProperty("items").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal(68.00m, (await service.Get(One, $"/v1/bids/{first}")).GetProperty("weightedPoints").GetDecimal());
    }

    [Fact]
    public async Task A_list_pages_by_cursor_and_misses_nothing()
    {
        var mine = new HashSet<string>();
        for (var i = 0; i < 3; i++) mine.Add((await service.Tender()).Id);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await service.Get(One, $"/v1/tenders?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(mine, seen.ToHashSet());
        Assert.Equal(HttpStatusCode.BadRequest, await service.Status(One, "/v1/tenders?limit=0"));
    }

    [Fact, Trait("requirement", "G09")]
    public async Task Every_act_stands_in_the_decision_log_with_who_did_it()
    {
        var (tender, _, _) = await service.Announced();
        await using var database = await service.Connection();
        await using var log = database.CreateCommand();
        log.CommandText = $"select string_agg(act || ' ' || actor, ', ' order by id) from decision where subject = 'tender-{tender.Id}'";
        Assert.Equal(
            "CreateTender rno-inkoper, PublishTender rno-inkoper, CloseTender rno-inkoper",
            await log.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private async Task<int> Count(string token, string path) =>
        (await service.Get(token, path)).GetProperty("items").GetArrayLength();
}
