using System.Net;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests;

/// <summary>Crisis care waits for nobody; what is expensive of it is approved afterwards.</summary>
[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
[Trait("requirement", "R21")]
public sealed class CrisisTests(ReferralsService service)
{
    private const string Product = "46A03";

    [Fact]
    public async Task Crisis_care_is_asked_for_seen_as_such_and_due_the_same_day()
    {
        var urgent = await service.Request(Ask.For(products: [Ask.Product(Product)]));
        var other = await service.Request(Ask.For());
        var seen = await service.Get(TestTokens.Municipality("0479"), $"/v1/allocation-requests/{urgent}");
        Assert.Equal(
            (true, "2026-01-05"),
            (seen.GetProperty("isCrisis").GetBoolean(), seen.GetProperty("answerDueOn").GetString()));
        seen = await service.Get(TestTokens.Municipality("0479"), $"/v1/allocation-requests/{other}");
        Assert.Equal(
            (false, "2026-01-12"),
            (seen.GetProperty("isCrisis").GetBoolean(), seen.GetProperty("answerDueOn").GetString()));
        var listed = (await service.Get(
            TestTokens.Municipality("0479"), "/v1/allocation-requests?crisis=true&limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(listed, r => r.GetProperty("id").GetGuid() == urgent);
        Assert.All(listed, r => Assert.True(r.GetProperty("isCrisis").GetBoolean()));
    }

    [Fact]
    public async Task It_is_not_looked_into_first_and_once_honoured_the_team_hears_until_when_it_can_be_approved()
    {
        service.Contracting.Answers[Product] = new MayAllocateReply
        {
            Allowed = true, Segment = "V", AgreementId = Guid.Empty.ToString(), TariffCents = 300_000,
            TariffUnit = "01", ApprovalDueOn = "2026-01-26",
        };
        var request = await service.Request(Ask.For(products: [Ask.Product(Product)]));
        using var looking = await service.Decide(request, new { decision = "investigate" });
        var refused = await ReferralsService.Body(looking, HttpStatusCode.Conflict);
        Assert.Equal(
            ("crisis-does-not-wait", "R21"),
            (refused.GetProperty("code").GetString(), refused.GetProperty("rule").GetString()));
        using var honouring = await service.Decide(request, new { decision = "honour", address = Ask.Address });
        var honoured = await ReferralsService.Body(honouring, HttpStatusCode.OK);
        Assert.Equal("2026-01-26", honoured.GetProperty("approvalDueOn").GetString());
    }

    [Fact]
    public async Task Of_other_care_no_such_day_is_told()
    {
        var request = await service.Request(Ask.For());
        using var response = await service.Decide(request, new { decision = "honour", address = Ask.Address });
        var honoured = await ReferralsService.Body(response, HttpStatusCode.OK);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, honoured.GetProperty("approvalDueOn").ValueKind);
    }
}
