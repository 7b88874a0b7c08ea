using System.Text.Json;
using Jeugdregio.Contracting.Tests.IndividualAgreements;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.TestSupport;
using static Jeugdregio.Contracting.Tests.ContractingFixture;

namespace Jeugdregio.Contracting.Tests;

[Collection(typeof(ContractingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class TenantTests(ContractingFixture service)
{
    private static readonly string Team = TestTokens.Municipality("0479");

    [Fact]
    public Task No_input_however_odd_is_an_error_of_ours() => OddInput.Check(service);

    [Fact, Trait("requirement", "G03")]
    public Task Every_endpoint_serves_the_approved_roles_and_refuses_all_others() =>
        RoleWalk.Check(service, new Dictionary<string, string[]>
        {
            ["gRPC /jeugdregio.contracting.v1.Contracting/StreamTariffs"] = [Role.Service],
            ["gRPC /jeugdregio.contracting.v1.Contracting/StreamInstalments"] = [Role.Service],
            ["gRPC /jeugdregio.contracting.v1.Contracting/StreamApprovals"] = [Role.Service],
            ["gRPC /jeugdregio.contracting.v1.Contracting/StreamCrisisChecks"] = [Role.Service],
        });

    [Fact, Trait("requirement", "G03")]
    public async Task No_endpoint_tells_or_does_anything_for_a_stranger()
    {
        var award = service.Award(service.NewProvider(), startsInDays: 0);
        var owner = TestTokens.Provider(award.Provider);
        var id = await service.Signed(award);
        var unsigned = await service.Draft(service.Award(award.Provider));
        var tariff = (await service.Get(TestTokens.ContractManager, $"/v1/agreements/{id}/tariffs"))
            .GetProperty("items")[0].GetProperty("id").GetString()!;
        var request =
            $$"""
            { "provider": "{{award.Provider}}", "product": "45A53", "municipality": "0479", "validFrom": "2027-01-01",
              "validUntil": "2027-06-30", "maximumTariffCents": 300000 }
            """;
        var approval = (await Ok(service.Post(Team, "/v1/approvals", JsonSerializer.Deserialize<object>(request))))
            .GetProperty("id").GetString()!;
        var proposed = await Propose(tariff, Schedule());
        var examples = new Dictionary<string, TenantExample>
        {
            ["GET /v1/agreements"] = new("/v1/agreements", IsList: true) { Owner = owner },
            ["GET /v1/agreements/{agreementId:guid}"] = new($"/v1/agreements/{id}")
            {
                Owner = Team,
                // a municipality reads what holds for it, which an agreement does from both signatures on
                Also = [new($"/v1/agreements/{unsigned}") { Owner = owner, HiddenFrom = [Team] }],
            },
            ["POST /v1/agreements/{agreementId:guid}/signatures"] = new($"/v1/agreements/{unsigned}/signatures")
            {
                // a reader of the whole region is no party, whatever else it may do
                HiddenFrom = [TestTokens.For("reader", [Role.Provider, Role.Analyst], provider: "01000009"), Team],
            },
            ["POST /v1/agreements/{agreementId:guid}/extensions"] =
                new($"/v1/agreements/{id}/extensions", """{ "years": 1 }""", RegionOnly: true),
            ["GET /v1/agreements/{agreementId:guid}/tariffs"] = new($"/v1/agreements/{id}/tariffs")
            {
                Owner = Team, Also = [new($"/v1/agreements/{unsigned}/tariffs") { Owner = owner, HiddenFrom = [Team] }],
            },
            ["POST /v1/tariffs/{tariffId:guid}/versions"] =
                new($"/v1/tariffs/{tariff}/versions", """{ "validFrom": "2027-01-01", "tariffCents": 1 }""", RegionOnly: true),
            ["GET /v1/contracted-products"] = new("/v1/contracted-products", IsList: true)
            {
                Owner = Team,
                Also =
                [
                    new($"/v1/contracted-products?provider={award.Provider}&municipality=0479", IsList: true)
                    {
                        Owner = owner,
                    },
                ],
            },
            ["POST /v1/approvals"] = new("/v1/approvals", request),
            ["GET /v1/approvals"] = new("/v1/approvals", IsList: true) { Owner = Team },
            ["GET /v1/approvals/{approvalId:guid}"] =
                new($"/v1/approvals/{approval}") { Owner = Team, HiddenFrom = [owner] },
            ["POST /v1/approvals/{approvalId:guid}/decisions"] =
                new($"/v1/approvals/{approval}/decisions", """{ "granted": true, "reason": "x" }""", RegionOnly: true),
        };
        var individual = await IndividualAgreementTests.Agreed(service, award.Provider, product: "45A49");
        var open = await IndividualAgreementTests.Proposed(service, award.Provider, product: "45A49");
        var check = await Checked(award.Provider);
        foreach (var (route, example) in Prices(id, tariff, proposed).Concat(Individual(owner, individual, open))
            .Concat(Crisis(check)))
            examples.Add(route, example);
        await TenantWalk.Check(
            service, [TestTokens.Provider("01000009"), TestTokens.Municipality("0880")], examples,
            award.Provider, id, unsigned, tariff, approval, proposed, individual.ToString(), open.ToString(), check);
    }

    private static Dictionary<string, TenantExample> Crisis(string check) => new()
    {
        ["GET /v1/crisis-checks"] = new("/v1/crisis-checks", IsList: true) { Owner = Team },
        ["GET /v1/crisis-checks/{checkId:guid}"] = new($"/v1/crisis-checks/{check}") { Owner = Team },
        ["POST /v1/crisis-checks/{checkId:guid}/decisions"] = new(
            $"/v1/crisis-checks/{check}/decisions", """{ "approved": true, "reason": "x" }""", RegionOnly: true),
    };

    /// <summary>The check of crisis care at the provider.</summary>
    private async Task<string> Checked(string provider)
    {
        var award = service.Award(provider, startsInDays: 0);
        await service.Signed(award with { Products = [new("46A03", "14", 300_000)] });
        await service.Tell(new AllocationMade(
            "0479", 999_000_001, 1, null, null, "client", provider, "B", "46", "46A03", award.StartDate, null, 7, "14",
            "2", null, null, 0, service.Clock.GetUtcNow()));
        JsonElement found = default;
        await Wait.Until(async () =>
        {
            found = (await service.Get(Team, "/v1/crisis-checks?limit=200")).GetProperty("items").EnumerateArray()
                .FirstOrDefault(c => c.GetProperty("provider").GetString() == provider);
            return found.ValueKind is JsonValueKind.Object;
        });
        return found.GetProperty("id").GetString()!;
    }

    /// <summary>Agreements for one client: one that was agreed, and one that is open.</summary>
    private static Dictionary<string, TenantExample> Individual(string owner, Guid agreed, Guid open) => new()
    {
        ["GET /v1/individual-agreements"] = new("/v1/individual-agreements", IsList: true)
        {
            Owner = Team, Also = [new("/v1/individual-agreements", IsList: true) { Owner = owner }],
        },
        ["GET /v1/individual-agreements/{agreementId:guid}"] = new($"/v1/individual-agreements/{agreed}")
        {
            Owner = owner,
            // a provider reads what was agreed with it, and not what is thought of
            Also = [new($"/v1/individual-agreements/{open}") { Owner = Team, HiddenFrom = [owner] }],
        },
        ["POST /v1/individual-agreements/{agreementId:guid}/decisions"] = new(
            $"/v1/individual-agreements/{open}/decisions", """{ "agreed": true, "reason": "x" }""", RegionOnly: true),
    };

    /// <summary>What contract managers set beside a tariff: levels, segments' tariffs and lump sums.</summary>
    private Dictionary<string, TenantExample> Prices(string id, string tariff, string proposed) => new()
    {
        ["POST /v1/tariffs/{tariffId:guid}/instalment-schedules"] =
            new($"/v1/tariffs/{tariff}/instalment-schedules", Schedule(), RegionOnly: true),
        ["POST /v1/instalment-schedules/{scheduleId:guid}/decisions"] = new(
            $"/v1/instalment-schedules/{proposed}/decisions", """{ "agreed": true, "reason": "x" }""",
            RegionOnly: true),
        ["GET /v1/agreements/{agreementId:guid}/instalment-schedules"] =
            new($"/v1/agreements/{id}/instalment-schedules") { Owner = Team },
        ["POST /v1/tariffs/{tariffId:guid}/levels"] = new(
            $"/v1/tariffs/{tariff}/levels", """{ "validFrom": "2027-01-01", "tariffCents": 1 }""",
            RegionOnly: true),
        ["POST /v1/segment-tariffs"] = new(
            "/v1/segment-tariffs",
            """
            { "segment": "B", "product": "45A48", "unit": "84", "tariffCents": 1, "validFrom": "2040-01-01",
              "validUntil": "2040-12-31" }
            """, RegionOnly: true),
        ["GET /v1/segment-tariffs"] = new(
            "/v1/segment-tariffs", PublicBecause: "A segment's tariff is the same for every provider."),
    };

    private string Schedule() =>
        $$"""
        { "validFrom": "{{service.Today.Year + 1}}-01-01", "instalments": [{ "municipality": "0479",
          "month": "{{service.Today.Year + 1}}-01-01", "dueOn": "{{service.Today.Year + 1}}-01-15",
          "amountCents": 77700 }] }
        """;

    private async Task<string> Propose(string tariff, string schedule) =>
        (await Ok(service.Post(
            TestTokens.ContractManager, $"/v1/tariffs/{tariff}/instalment-schedules",
            JsonSerializer.Deserialize<object>(schedule)))).GetProperty("id").GetString()!;
}
