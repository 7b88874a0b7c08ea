using System.Net;
using System.Text.Json;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests.IndividualAgreements;

[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
[Trait("requirement", "C32")]
public sealed class IndividualAgreementTests(ReferralsService service)
{
    private static object Proposal { get; } = new
    {
        segment = "B",
        unit = "84",
        tariffCents = 70_000,
        validFrom = "2026-01-12",
        validUntil = "2026-12-31",
        description = "A year of family therapy.",
        reason = "Nobody contracted speaks sign language.",
    };

    [Fact]
    public async Task An_access_team_proposes_and_contracting_is_told_of_the_client_by_its_key_only()
    {
        var asked = Ask.For();
        var request = await service.Request(asked);
        var (path, key) = ($"/v1/allocation-requests/{request}/individual-agreements", Guid.NewGuid().ToString());
        using var sent = await service.Post(TestTokens.Municipality("0479"), path, Proposal, key);
        var view = await ReferralsService.Body(sent, HttpStatusCode.Accepted);
        using var again = await service.Post(TestTokens.Municipality("0479"), path, Proposal, key);
        Assert.Equal(await sent.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());

        var told = Assert.Single(await service.Told<IndividualAgreementProposed>(), e => e.RequestId == request);
        Assert.Equal(
            (view.GetProperty("id").GetGuid(), "0479", Ask.Provider, "45A48", 70_000L, "gemeente-0479"),
            (told.AgreementId, told.Municipality, told.Provider, told.Product, told.TariffCents, told.ProposedBy));
        Assert.Equal(
            $"/contracting/v1/individual-agreements/{told.AgreementId}", view.GetProperty("agreement").GetString());
        var requested = Assert.Single(await service.Told<AllocationRequested>(), e => e.RequestId == request);
        Assert.Equal(requested.ClientKey, told.ClientKey);
        Assert.DoesNotContain(asked.Client.Bsn, JsonSerializer.Serialize(told), StringComparison.Ordinal);
        Assert.DoesNotContain(told.ClientKey, view.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_tells_nothing_to_anybody()
    {
        var request = await service.Request(Ask.For());
        using var refused = await service.Post(
            TestTokens.Municipality("0479"), $"/v1/allocation-requests/{request}/individual-agreements",
            new
            {
                segment = "A", unit = "84", tariffCents = 1, validFrom = "2026-01-12", validUntil = "2026-12-31",
                description = "x", reason = "y",
            });
        var problem = await ReferralsService.Body(refused, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("C39", problem.GetProperty("rule").GetString());
        Assert.DoesNotContain(await service.Told<IndividualAgreementProposed>(), e => e.RequestId == request);
    }

    [Fact]
    public async Task Contracting_is_asked_with_the_clients_key_and_its_last_day_is_kept()
    {
        service.Contracting.Answers["45A97"] = new()
        {
            Allowed = true, Segment = "B", AgreementId = Guid.Empty.ToString(), TariffCents = 70_000, TariffUnit = "",
            LastDay = "2026-07-11",
        };
        var request = await service.Request(Ask.For(products: [Ask.Product("45A97")]));
        using var late = await service.Decide(request, new { decision = "honour", address = Ask.Address });
        var problem = await ReferralsService.Body(late, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(
            ("end-after-agreement", "endDate"),
            (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        Assert.DoesNotContain("2026", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        using var honoured = await service.Decide(
            request, new { decision = "honour", endDate = "2026-07-11", address = Ask.Address });
        await ReferralsService.Body(honoured, HttpStatusCode.OK);
        var made = Assert.Single(await service.Told<AllocationMade>(), e => e.RequestId == request);
        Assert.Equal(made.ClientKey, service.Contracting.LastAsked!.ClientKey);
    }
}
