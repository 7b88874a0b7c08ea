using Jeugdregio.TestSupport;
using static Jeugdregio.Tendering.Tests.TenderingFixture;

namespace Jeugdregio.Tendering.Tests;

[Collection(typeof(TenderingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class TenantTests(TenderingFixture service)
{
    private const string OpenToAll =
        "From publication on everybody reads a tender and the answered questions (T04, T05).";

    private const string Plan = "Plan of the victim";
    private const string Question = "Question of the victim";
    private const string Answered = "Question that was answered";

    private const string SomeBid =
        """
        { "endorsesVision": true, "acceptsQualityFramework": true, "serviceLocations": ["0479"],
          "products": [{ "code": "45A48" }],
          "certificate": { "kind": "HKZ", "number": "1", "validFrom": "2020-01-01", "validUntil": "2099-12-31" } }
        """;

    /// <summary>Of the region, and before publication buyers alone know of a tender.</summary>
    private static readonly string[] Region =
        [TestTokens.ContractManager, TestTokens.Analyst, TestTokens.Operations, TestTokens.Service("contracting")];

    /// <summary>They read bids, and before closing the bidder alone knows of a bid.</summary>
    private static readonly string[] Buyers = [TestTokens.Buyer, TestTokens.ContractManager, TestTokens.Analyst];

    [Fact]
    public Task No_input_however_odd_is_an_error_of_ours() => OddInput.Check(service);

    [Fact, Trait("requirement", "G03")]
    public Task Every_endpoint_serves_the_approved_roles_and_refuses_all_others() => RoleWalk.Check(service);

    [Fact, Trait("requirement", "G03"), Trait("requirement", "T04"), Trait("requirement", "T22")]
    public async Task No_endpoint_tells_or_does_anything_for_a_stranger()
    {
        var v = await Arrange();
        await TenantWalk.Check(
            service, [Two, TestTokens.Municipality("0880")], OfTenders(v).Concat(OfLots(v)).ToDictionary(),
            Plan, Question, v.Draft.Id, v.Draft.LotB, v.Bid, v.Chosen, v.Objection);
        var all = await service.Get(Two, $"/v1/tenders/{v.Open.Id}/questions");
        Assert.Contains(Answered, all.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, TenantExample> OfTenders(Victim v) => new()
    {
        ["GET /v1/tenders"] = new("/v1/tenders", IsList: true, PublicBecause: OpenToAll)
        {
            Owner = TestTokens.Buyer, HiddenFrom = Region,
        },
        ["POST /v1/tenders"] = new("/v1/tenders", "{}", RegionOnly: true),
        ["GET /v1/tenders/{tenderId:guid}"] = new($"/v1/tenders/{v.Draft.Id}")
        {
            Owner = TestTokens.Buyer,
            HiddenFrom = Region,
            Also = [new($"/v1/tenders/{v.Open.Id}", PublicBecause: OpenToAll)],
        },
        ["POST /v1/tenders/{tenderId:guid}/publications"] = new($"/v1/tenders/{v.Draft.Id}/publications", RegionOnly: true),
        ["POST /v1/tenders/{tenderId:guid}/closures"] = new($"/v1/tenders/{v.Open.Id}/closures", RegionOnly: true),
        ["GET /v1/tenders/{tenderId:guid}/questions"] = new($"/v1/tenders/{v.Draft.Id}/questions")
        {
            Owner = TestTokens.Buyer,
            HiddenFrom = Region,
            Also =
            [
                new($"/v1/tenders/{v.Open.Id}/questions", IsList: true, PublicBecause: OpenToAll)
                {
                    Owner = One, HiddenFrom = Region,
                },
            ],
        },
        ["POST /v1/tenders/{tenderId:guid}/questions"] = new($"/v1/tenders/{v.Draft.Id}/questions", """{ "text": "?" }"""),
        ["POST /v1/questions/{questionId:guid}/answers"] =
            new($"/v1/questions/{v.Question}/answers", """{ "answer": "No." }""", RegionOnly: true),
    };

    private static Dictionary<string, TenantExample> OfLots(Victim v) => new()
    {
        ["GET /v1/lots/{lotId:guid}"] = new($"/v1/lots/{v.Draft.LotB}")
        {
            Owner = TestTokens.Buyer,
            HiddenFrom = Region,
            Also = [new($"/v1/lots/{v.Open.LotB}", PublicBecause: OpenToAll)],
        },
        ["GET /v1/lots/{lotId:guid}/bids"] = new($"/v1/lots/{v.Open.LotB}/bids", RegionOnly: true),
        ["POST /v1/lots/{lotId:guid}/bids"] = new($"/v1/lots/{v.Draft.LotB}/bids", SomeBid),
        ["GET /v1/bids"] = new("/v1/bids", IsList: true) { Owner = One },
        ["GET /v1/bids/{bidId:guid}"] = new($"/v1/bids/{v.Bid}")
        {
            Owner = One, HiddenFrom = Buyers, Also = [new($"/v1/bids/{v.Chosen}") { Owner = One }],
        },
        ["POST /v1/bids/{bidId:guid}/scores"] = new($"/v1/bids/{v.Bid}/scores", """{ "scores": [] }""", RegionOnly: true),
        ["GET /v1/lots/{lotId:guid}/award-decisions"] =
            new($"/v1/lots/{v.Announced.LotB}/award-decisions", IsList: true) { Owner = One },
        ["POST /v1/lots/{lotId:guid}/award-decisions"] =
            new($"/v1/lots/{v.Open.LotB}/award-decisions", """{ "decisions": [] }""", RegionOnly: true),
        ["POST /v1/lots/{lotId:guid}/awards"] = new($"/v1/lots/{v.Open.LotB}/awards", RegionOnly: true),
        ["GET /v1/lots/{lotId:guid}/objections"] = new($"/v1/lots/{v.Announced.LotB}/objections", RegionOnly: true),
        ["POST /v1/lots/{lotId:guid}/objections"] =
            new(
                $"/v1/lots/{v.Announced.LotB}/objections", """{ "reference": "1", "registeredOn": "2026-01-01" }""",
                RegionOnly: true),
        ["POST /v1/objections/{objectionId:guid}/endings"] =
            new(
                $"/v1/objections/{v.Objection}/endings", """{ "ending": "withdrawn", "endedOn": "2026-01-01" }""",
                RegionOnly: true),
    };

    /// <summary>An announced tender with an objection, a draft, and an open one with a bid and questions.</summary>
    private async Task<Victim> Arrange()
    {
        var (announced, chosen, _) = await service.Announced();
        var draft = await service.Tender(published: false);
        var open = await service.Tender();
        var bid = await Id(service.Post(One, $"/v1/lots/{open.LotB}/bids", Bid(Plan)));
        var question = await Id(service.Post(One, $"/v1/tenders/{open.Id}/questions", new { text = Question }));
        var answered = await Id(service.Post(One, $"/v1/tenders/{open.Id}/questions", new { text = Answered }));
        await Ok(service.Post(TestTokens.Buyer, $"/v1/questions/{answered}/answers", new { answer = "Yes." }));
        var objection = await Id(service.Post(
            TestTokens.Buyer, $"/v1/lots/{announced.LotB}/objections",
            new { reference = "1", registeredOn = Values.DutchCalendar.Today(service.Clock) }));
        return new(announced, chosen, draft, open, bid, question, objection);
    }

    private static async Task<string> Id(Task<HttpResponseMessage> sent) =>
        (await Ok(sent)).GetProperty("id").GetString()!;

    private sealed record Victim(
        OpenTender Announced, string Chosen, OpenTender Draft, OpenTender Open, string Bid, string Question,
        string Objection);
}
