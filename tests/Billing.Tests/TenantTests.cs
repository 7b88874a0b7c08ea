using System.Net;
using System.Text.Json;
using Jeugdregio.Billing.Tests.Tenants;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("invariant", "I8")]
public sealed class TenantTests(BillingService service)
{
    [Fact]
    public Task No_input_however_odd_is_an_error_of_ours() => OddInput.Check(service);

    [Fact]
    [Trait("requirement", "G03")]
    public Task Every_endpoint_serves_the_approved_roles_and_refuses_all_others() => RoleWalk.Check(service);

    [Fact]
    public async Task Nobody_reads_or_pays_what_is_anothers()
    {
        var victim = await Victim.Set(service);
        Dictionary<string, TenantExample> examples = new(
        [
            .. DeclarationExamples.Of(victim), .. PaymentExamples.Of(victim), .. ControlExamples.Of(victim),
            .. ReportExamples.Of(victim),
            new("POST /v1/copies/rebuild", new("/v1/copies/rebuild", RegionOnly: true)),
            new("GET /v1/clock", new("/v1/clock", RegionOnly: true)),
            new("POST /v1/clock", new("/v1/clock", """{"to":"2026-11-10T12:00:00Z"}""", RegionOnly: true)),
        ]);
        await TenantWalk.Check(
            service, [TestTokens.Provider("65656055"), TestTokens.Municipality("0852")], examples,
            victim.Scene.Provider, victim.Scene.ClientKey, victim.Run.ToString(),
            victim.Forecast.ToString());
    }

    [Fact]
    public async Task A_filter_on_another_tenant_finds_nothing_to_look_at()
    {
        using var provider = service.Client(TestTokens.Provider("65656055"));
        using var municipality = service.Client(TestTokens.Municipality("0852"));
        foreach (var list in new[] { "balances", "entries" })
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await provider.GetAsync(new Uri($"/v1/ledger/{list}?provider=01000001", UriKind.Relative)))
                    .StatusCode);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await municipality.GetAsync(new Uri($"/v1/ledger/{list}?municipality=0439", UriKind.Relative)))
                    .StatusCode);
        }
    }

    [Fact]
    [Trait("requirement", "M20")]
    public async Task The_region_sees_totals_and_no_lines_and_nobody_sees_a_client_key()
    {
        var scene = await Scene.Set(service);
        var (id, _) = await scene.Send(scene.Declaration(scene.Line()));
        using var analyst = service.Client(TestTokens.Analyst);
        Assert.Equal(
            HttpStatusCode.OK,
            (await analyst.GetAsync(new Uri($"/v1/declarations/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await analyst.GetAsync(new Uri($"/v1/declarations/{id}/lines", UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await analyst.GetAsync(new Uri("/v1/ledger/entries", UriKind.Relative))).StatusCode);
        var balances =
            await service.Get(
                TestTokens.Analyst,
                $"/v1/ledger/balances?provider={scene.Provider}&segment=B&month=2026-10&municipality=0439");
        Assert.Equal(25_000, balances.GetProperty("items")[0].GetProperty("acceptedCents").GetInt64());
        var lines = await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines");
        Assert.DoesNotContain(scene.ClientKey, lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Balances_and_entries_come_in_pages_that_leave_nothing_out()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration([.. Enumerable.Range(1, 9).Select(month => scene.Line(month))]));
        foreach (var list in new[] { "balances", "entries" })
        {
            var (seen, after) = (0, "");
            do
            {
                var page = await service.Get(scene.ProviderToken, $"/v1/ledger/{list}?limit=4{after}");
                seen += page.GetProperty("items").GetArrayLength();
                var next = page.GetProperty("next");
                after = next.ValueKind is JsonValueKind.Null ? "" : $"&after={next}";
            }
            while (after.Length > 0);
            Assert.Equal(9, seen);
        }
        foreach (var wrong in new[] { "limit=0", "after=zz", "month=2026-13" })
        {
            using var client = service.Client(scene.ProviderToken);
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await client.GetAsync(new Uri($"/v1/ledger/balances?{wrong}", UriKind.Relative))).StatusCode);
        }
    }
}
