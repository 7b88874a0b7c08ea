using System.Net;
using Dapper;
using Jeugdregio.Billing.Tests.PaymentRuns;

namespace Jeugdregio.Billing.Tests.MaterialControls;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "B19")]
public sealed class MaterialControlFlowTests(BillingService service)
{
    private readonly Bank _bank = new(service);

    [Fact]
    public async Task What_a_sample_finds_wrong_after_payment_comes_back_by_the_providers_credit()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        var october = scene.Line();
        await scene.Send(scene.Declaration(october));
        await _bank.Pay(scene);
        var control = await Draw(scene, 1);
        var line = (await Lines(control)).Single();
        await Find(control, line, 25_000);

        Assert.Equal("open", await Recovery(scene));
        await scene.Send(scene.Declaration(scene.Credit(october)));
        Assert.Equal("credited", await Recovery(scene));
        await scene.Send(scene.Declaration(scene.Line(volume: 3)));
        await _bank.Pay(scene);
        Assert.Equal("recovered", await Recovery(scene));
    }

    [Fact]
    public async Task What_a_sample_finds_wrong_before_payment_is_not_paid()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        var october = scene.Line();
        await scene.Send(scene.Declaration(october));
        var control = await Draw(scene, 1);
        await Find(control, (await Lines(control)).Single(), 10_000);
        using var refused = await _bank.TryPrepare(scene);
        var why = await refused.Content.ReadAsStringAsync();
        Assert.Contains($"{scene.Provider} (held)", why, StringComparison.Ordinal);
        await scene.Send(scene.Declaration(scene.Credit(october), scene.Line(volume: 1)));
        Assert.Equal("recovered", await Recovery(scene));
        var payment = await service.Get(Bank.Preparer, $"/v1/payments/{await _bank.Pay(scene)}");
        Assert.Equal(12_500, payment.GetProperty("amountCents").GetInt64());
    }

    [Fact]
    public async Task A_sample_says_how_it_was_drawn_how_far_it_is_and_what_it_comes_to()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration([.. Enumerable.Range(1, 10).Select(month => scene.Line(month))]));
        var control = await Draw(scene, 5);
        var lines = await Lines(control);
        var view = await service.Get(Bank.Preparer, $"/v1/material-controls/{control}");
        Assert.Equal(
            (10, 250_000L, 50_000L, lines.Count),
            (view.GetProperty("populationLines").GetInt32(), view.GetProperty("populationCents").GetInt64(),
                view.GetProperty("intervalCents").GetInt64(), view.GetProperty("lines").GetInt32()));
        Assert.Equal(5, lines.Count);
        await Find(control, lines[0], 12_500);
        await Find(control, lines[1], 0);
        view = await service.Get(Bank.Preparer, $"/v1/material-controls/{control}");
        Assert.Equal(
            (2, 12_500L, 25_000L),
            (view.GetProperty("linesDone").GetInt32(), view.GetProperty("unlawfulCents").GetInt64(),
                view.GetProperty("projectedCents").GetInt64()));
        using var twice = await TryFind(control, lines[0], 0);
        Assert.Equal("finding-there-already", await Bank.Code(twice));
        using var more = await TryFind(control, lines[2], 25_001);
        Assert.Equal("unlawful-cents-invalid", await Bank.Code(more));
        using var stranger = await TryFind(control, Guid.NewGuid(), 0);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Theory]
    [InlineData("2026-10", "2026-09", 5, "period-invalid")]
    [InlineData("2026-10", "2026-10", 0, "size-invalid")]
    [InlineData("2025-01", "2025-01", 5, "nothing-to-control")]
    [InlineData("2026-13", "2026-10", 5, "malformed-input")]
    public async Task A_sample_of_nothing_is_refused(string from, string until, int size, string code)
    {
        var scene = await Scene.Set(service);
        using var response = await service.Post(
            Bank.Preparer, "/v1/material-controls", new { scene.Provider, from, until, size });
        Assert.Equal(code, await Bank.Code(response));
    }

    [Fact]
    [Trait("requirement", "B04")]
    public async Task Every_line_is_controlled_at_receipt_and_nothing_is_payable_that_was_not_accepted()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        var (declaration, answer) = await scene.Send(
            scene.Declaration(scene.Line(), scene.Line(month: 9, tariff: 1), scene.Line(month: 8, allocation: 1)));
        Assert.Equal(["0611", "9338"], Scene.Codes(answer).Where(c => c is "0611" or "9338").Distinct().Order());
        await using var connection = await service.Connection();
        var lines = await connection.QueryAsync<(bool Accepted, int Codes, int Entries)>(
            """
            select l.accepted, cardinality(l.return_codes),
                (select count(*) from ledger_entry e where e.line_id = l.id)::int
            from declaration_line l where l.declaration_id = @declaration order by position
            """, new { declaration });
        Assert.Equal([(true, 0, 1), (false, 1, 0), (false, 1, 0)], lines.Select(l => (l.Accepted, l.Codes, l.Entries)));
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>(
            "select count(*) from decision where subject = @subject", new { subject = $"declaration-{declaration}" }));
        var payment = await service.Get(Bank.Preparer, $"/v1/payments/{await _bank.Pay(scene)}");
        Assert.Equal(1, payment.GetProperty("lines").GetInt32());
    }

    private async Task<Guid> Draw(Scene scene, int size)
    {
        var body = new { scene.Provider, from = "2026-01", until = "2026-12", size };
        return (await _bank.Created(Bank.Preparer, "/v1/material-controls", body)).GetProperty("id").GetGuid();
    }

    private async Task<List<Guid>> Lines(Guid control) =>
        [.. (await service.Get(Bank.Preparer, $"/v1/material-controls/{control}/lines")).GetProperty("items")
            .EnumerateArray().Select(l => l.GetProperty("lineId").GetGuid())];

    private async Task Find(Guid control, Guid line, long cents)
    {
        using var response = await TryFind(control, line, cents);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> TryFind(Guid control, Guid lineId, long unlawfulCents) =>
        service.Post(
            Bank.Preparer, $"/v1/material-controls/{control}/findings",
            new { lineId, unlawfulCents, reason = "No report of the care." });

    private async Task<string?> Recovery(Scene scene) =>
        Assert.Single((await service.Get(scene.ProviderToken, "/v1/recoveries")).GetProperty("items").EnumerateArray())
            .GetProperty("status").GetString();
}
