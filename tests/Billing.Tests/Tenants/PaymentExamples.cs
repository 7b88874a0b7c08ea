using System.Text;
using System.Text.Json;
using Jeugdregio.Billing.Tests.Sepa;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Tenants;

internal static class PaymentExamples
{
    internal static Dictionary<string, TenantExample> Of(Victim victim)
    {
        var (provider, municipality) = (victim.Scene.ProviderToken, victim.Scene.MunicipalityToken);
        var (account, run) = ($"/v1/bank-accounts/{victim.Account}", $"/v1/payment-runs/{victim.Run}");
        var proposal = new { party = victim.Scene.Provider, name = "Mine", iban = Ibans.Next() };
        return new()
        {
            ["POST /v1/bank-accounts"] = new("/v1/bank-accounts", JsonSerializer.Serialize(proposal)),
            ["POST /v1/bank-accounts/{id:guid}/decisions"] =
                new($"{account}/decisions", """{"approved":true,"reason":"Mine."}"""),
            ["GET /v1/bank-accounts"] = new("/v1/bank-accounts?limit=200", IsList: true)
            {
                Owner = provider, Cursor = "after",
            },
            ["GET /v1/bank-accounts/{id:guid}"] = new(account) { Owner = provider, HiddenFrom = [municipality] },
            ["POST /v1/payment-runs"] =
                new("/v1/payment-runs", $$"""{"municipality":"{{Scene.Municipality}}"}"""),
            ["GET /v1/payment-runs"] = new("/v1/payment-runs?limit=200", IsList: true)
            {
                Owner = municipality, Cursor = "after", HiddenFrom = [provider],
            },
            ["GET /v1/payment-runs/{id:guid}"] = new(run) { Owner = municipality },
            ["POST /v1/payment-runs/{id:guid}/approvals"] = new($"{run}/approvals"),
            ["POST /v1/payment-runs/{id:guid}/withdrawals"] = new($"{run}/withdrawals", """{"reason":"Mine."}"""),
            ["GET /v1/payment-runs/{id:guid}/file"] = new($"{run}/file")
            {
                Owner = municipality, HiddenFrom = [provider, TestTokens.Analyst],
            },
            ["POST /v1/payment-status-reports"] =
                new("/v1/payment-status-reports", Encoding.UTF8.GetString(StatusReports.Of(victim.Run, "RJCT"))),
            ["GET /v1/instalments"] = new("/v1/instalments?limit=500", IsList: true)
            {
                Owner = provider, Cursor = "after",
            },
            ["GET /v1/payments"] = new("/v1/payments?limit=200", IsList: true) { Owner = provider, Cursor = "after" },
            ["GET /v1/payments/{id:guid}"] = new($"/v1/payments/{victim.Payment}") { Owner = provider },
            ["GET /v1/payments/{id:guid}/lines"] = new($"/v1/payments/{victim.Payment}/lines")
            {
                Owner = provider, HiddenFrom = [TestTokens.Analyst],
            },
        };
    }
}
