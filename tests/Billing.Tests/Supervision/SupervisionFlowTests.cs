using System.Net;
using System.Text.Json;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Supervision;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "B20")]
public sealed class SupervisionFlowTests(BillingService service)
{
    private readonly Bank _bank = new(service);

    [Fact]
    public async Task Lines_of_a_provider_under_supervision_are_paid_once_somebody_has_checked_them()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 9, volume: 1)));
        var supervision = await _bank.Created(
            TestTokens.ContractManager, "/v1/supervisions", new { scene.Provider, reason = "An investigation runs." });
        using var refused = await _bank.TryPrepare(scene);
        var why = await refused.Content.ReadAsStringAsync();
        Assert.Contains($"{scene.Provider} (held)", why, StringComparison.Ordinal);

        var held = await Held(scene);
        Assert.Equal(["supervision", "supervision"], held.Select(l => l.GetProperty("why").GetString()));
        var october = held.Single(l => l.GetProperty("amountCents").GetInt64() == 25_000);
        await Check(true, october);
        var first = await _bank.Pay(scene);
        var lines = await service.Get(scene.ProviderToken, $"/v1/payments/{first}/lines");
        Assert.Equal(Id(october), lines.GetProperty("items")[0].GetProperty("lineId").GetGuid());
        Assert.Equal(1, lines.GetProperty("items").GetArrayLength());

        using var ended = await service.Post(
            TestTokens.ContractManager, $"/v1/supervisions/{supervision.GetProperty("id").GetGuid()}/ends",
            new { reason = "Nothing was found." });
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Empty(await Held(scene));
        await _bank.Pay(scene);
    }

    [Fact]
    public async Task A_line_that_somebody_withheld_waits_until_somebody_lets_it_go_or_it_is_credited()
    {
        var scene = await Set();
        var (one, another) = (scene.Line(), scene.Line(month: 9));
        var (declaration, _) = await scene.Send(scene.Declaration(one, another));
        var lines = (await service.Get(scene.ProviderToken, $"/v1/declarations/{declaration}/lines"))
            .GetProperty("items").EnumerateArray().ToList();
        using var withheld = await Post(false, [.. lines.Select(l => l.GetProperty("id").GetGuid())]);
        Assert.Equal(HttpStatusCode.OK, withheld.StatusCode);
        Assert.All(await Held(scene), l => Assert.Equal("withheld", l.GetProperty("why").GetString()));
        using var nothing = await _bank.TryPrepare(scene);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);

        await scene.Send(scene.Declaration(scene.Credit(one)));
        var left = Assert.Single(await Held(scene));
        await Check(true, left);
        var payment = await service.Get(Bank.Preparer, $"/v1/payments/{await _bank.Pay(scene)}");
        Assert.Equal(25_000, payment.GetProperty("amountCents").GetInt64());
        using var late = await Post(false, Id(left));
        Assert.Equal("line-not-open", await Bank.Code(late));
    }

    [Fact]
    public async Task A_provider_is_supervised_once_at_a_time_and_for_a_reason()
    {
        var scene = await Scene.Set(service);
        var act = new { scene.Provider, reason = "An investigation runs." };
        var first = await _bank.Created(TestTokens.ContractManager, "/v1/supervisions", act);
        using var again = await service.Post(TestTokens.ContractManager, "/v1/supervisions", act);
        Assert.Equal("supervised-already", await Bank.Code(again));
        using var silent = await service.Post(
            TestTokens.ContractManager, "/v1/supervisions", new { provider = "29999999", reason = " " });
        Assert.Equal("reason-invalid", await Bank.Code(silent));
        var listed = await service.Get(
            scene.MunicipalityToken, $"/v1/supervisions?provider={scene.Provider}&running=true");
        Assert.Equal(
            first.GetProperty("id").GetGuid(), listed.GetProperty("items")[0].GetProperty("id").GetGuid());
        var ends = $"/v1/supervisions/{first.GetProperty("id").GetGuid()}/ends";
        using var ended = await service.Post(TestTokens.ContractManager, ends, new { reason = "Over." });
        using var twice = await service.Post(TestTokens.ContractManager, ends, new { reason = "Over." });
        Assert.Equal("supervision-ended-already", await Bank.Code(twice));
    }

    [Fact]
    public async Task Nobody_checks_lines_of_another_municipality_or_none_or_too_many()
    {
        var scene = await Scene.Set(service);
        var (declaration, _) = await scene.Send(scene.Declaration(scene.Line()));
        var line = (await service.Get(scene.ProviderToken, $"/v1/declarations/{declaration}/lines"))
            .GetProperty("items")[0].GetProperty("id").GetGuid();
        using var stranger = await service.Post(
            TestTokens.Municipality("0852"), "/v1/line-checks",
            new { lines = new[] { line }, approved = true, reason = "Mine." });
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        using var none = await Post(true);
        Assert.Equal("lines-invalid", await Bank.Code(none));
        using var many = await Post(true, [.. Enumerable.Range(0, 501).Select(_ => Guid.NewGuid())]);
        Assert.Equal("lines-invalid", await Bank.Code(many));
    }

    private async Task<Scene> Set()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        return scene;
    }

    private async Task<List<JsonElement>> Held(Scene scene) =>
        [.. (await service.Get(Bank.Preparer, $"/v1/held-lines?provider={scene.Provider}")).GetProperty("items")
            .EnumerateArray()];

    private async Task Check(bool approved, JsonElement line)
    {
        using var response = await Post(approved, Id(line));
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> Post(bool approved, params Guid[] lines) =>
        service.Post(Bank.Preparer, "/v1/line-checks", new { lines, approved, reason = "Looked at it." });

    private static Guid Id(JsonElement line) => line.GetProperty("lineId").GetGuid();
}
