using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.BankAccounts;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class BankAccountFlowTests(BillingService service)
{
    [Fact]
    [Trait("invariant", "I11")]
    public async Task A_number_is_whole_for_who_decides_on_it_and_nowhere_else()
    {
        var scene = await Scene.Set(service);
        var iban = Ibans.Next();
        var bank = new Bank(service);
        var proposed = await bank.Created(
            scene.ProviderToken, "/v1/bank-accounts", new { party = scene.Provider, name = "Stichting", iban });
        var id = proposed.GetProperty("id").GetGuid();
        Assert.DoesNotContain(iban[8..], proposed.ToString(), StringComparison.Ordinal);
        var whole = await service.Get(TestTokens.ContractManager, $"/v1/bank-accounts/{id}");
        Assert.Equal(iban, whole.GetProperty("iban").GetString());
        var listed = await service.Get(scene.ProviderToken, "/v1/bank-accounts");
        Assert.Equal($"NL…{iban[^4..]}", listed.GetProperty("items")[0].GetProperty("iban").GetString());
        using var decided = await Decide(TestTokens.ContractManager, id);
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);

        await using var connection = await service.Connection();
        var places = await connection.QueryAsync<string>(
            """
            select input::text || outcome::text from decision union all select body from outbox
            union all select encode(body, 'escape') from idempotency
            union all select to_jsonb(b)::text from bank_account b
            """);
        var bytes = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(iban));
        Assert.All(places, p => Assert.False(
            p.Contains(iban[4..], StringComparison.Ordinal) || p.Contains(bytes, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_counts_once_another_person_approves_it()
    {
        var scene = await Scene.Set(service);
        var bank = new Bank(service);
        var first = await bank.Account(scene.ProviderToken, TestTokens.ContractManager, scene.Provider, "Stichting");
        var change = (await bank.Created(
            TestTokens.ContractManager, "/v1/bank-accounts",
            new { party = scene.Provider, name = "Stichting", iban = Ibans.Next() })).GetProperty("id").GetGuid();
        Assert.Equal($"NL…{first[^4..]}", await InUse(scene));
        using var same = await Decide(TestTokens.ContractManager, change);
        Assert.Equal("same-person", await Bank.Code(same));
        using var provider = await Decide(scene.ProviderToken, change);
        Assert.Equal(HttpStatusCode.Forbidden, provider.StatusCode);
        using var another = await Decide(TestTokens.For("rno-contractmanager-2", ["contract-manager"]), change);
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
        Assert.NotEqual($"NL…{first[^4..]}", await InUse(scene));
        using var twice = await Decide(TestTokens.For("rno-contractmanager-3", ["contract-manager"]), change);
        Assert.Equal("account-decided-already", await Bank.Code(twice));
    }

    [Fact]
    [Trait("requirement", "B10"), Trait("requirement", "C22")]
    public async Task An_account_is_of_the_provider_that_delivers_and_of_nobody_else()
    {
        var scene = await Scene.Set(service);
        foreach (var (token, party) in new[]
        {
            (scene.ProviderToken, "01000001"), (scene.ProviderToken, "0439"), (Bank.Preparer, scene.Provider),
            (Bank.Preparer, "0852"), (TestTokens.ContractManager, "0439"),
        })
        {
            using var response = await service.Post(
                token, "/v1/bank-accounts", new { party, name = "Main contractor", iban = Ibans.Next() });
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
        using var wrong = await service.Post(
            scene.ProviderToken, "/v1/bank-accounts",
            new { party = scene.Provider, name = "Stichting", iban = "NL91ABNA0417164301" });
        var problem = await wrong.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("iban-invalid", problem.GetProperty("code").GetString());
        Assert.Equal("iban", problem.GetProperty("field").GetString());
        Assert.DoesNotContain("0417164301", problem.ToString(), StringComparison.Ordinal);
    }

    private async Task<string?> InUse(Scene scene) =>
        (await service.Get(scene.ProviderToken, "/v1/bank-accounts?status=approved")).GetProperty("items")[0]
            .GetProperty("iban").GetString();

    private Task<HttpResponseMessage> Decide(string token, Guid id) =>
        service.Post(token, $"/v1/bank-accounts/{id}/decisions", new { approved = true, reason = "Called back." });
}
