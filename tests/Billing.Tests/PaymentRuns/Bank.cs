using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.Billing.Tests.Sepa;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.PaymentRuns;

/// <summary>Accounts, runs and the bank's answers, as the people of Purmerend and a provider go about them.</summary>
internal sealed class Bank(BillingService service)
{
    private static readonly XNamespace Pain = CreditTransferFile.Namespace;

    internal static string Preparer { get; } = TestTokens.Municipality(Scene.Municipality);

    internal static string Approver { get; } =
        TestTokens.For("gemeente-0439-budgethouder", [Role.Municipality], [Scene.Municipality]);

    /// <summary>Gives the municipality an account, when it has none, and the provider one.</summary>
    internal async Task Accounts(Scene scene)
    {
        var own = await service.Get(Preparer, $"/v1/bank-accounts?party={Scene.Municipality}&status=approved");
        if (own.GetProperty("items").GetArrayLength() == 0)
            await Account(Preparer, Approver, Scene.Municipality, "Gemeente Purmerend");
        await Account(scene.ProviderToken, TestTokens.ContractManager, scene.Provider, "Stichting Voorbeeld");
    }

    /// <summary>Proposes an account and has it approved; gives its number.</summary>
    internal async Task<string> Account(string proposer, string approver, string party, string name)
    {
        var iban = Ibans.Next();
        var proposed = await Created(proposer, "/v1/bank-accounts", new { party, name, iban });
        using var decided = await service.Post(
            approver, $"/v1/bank-accounts/{proposed.GetProperty("id").GetGuid()}/decisions",
            new { approved = true, reason = "Called back." });
        Assert.True(decided.StatusCode == HttpStatusCode.OK, await decided.Content.ReadAsStringAsync());
        return iban;
    }

    /// <summary>A run of the scene's provider, with everything there is.</summary>
    internal async Task<Guid> Prepare(Scene scene, string dueThrough = "2027-06-30") =>
        (await Created(Preparer, "/v1/payment-runs", new { dueThrough, providers = new[] { scene.Provider } }))
            .GetProperty("run").GetProperty("id").GetGuid();

    internal Task<HttpResponseMessage> TryPrepare(Scene scene, string dueThrough = "2027-06-30") =>
        service.Post(Preparer, "/v1/payment-runs", new { dueThrough, providers = new[] { scene.Provider } });

    internal async Task Approve(Guid run)
    {
        using var response = await service.Post(Approver, $"/v1/payment-runs/{run}/approvals", null);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The file, valid.</summary>
    internal async Task<XDocument> File(Guid run)
    {
        using var client = service.Client(Preparer);
        return CreditTransferFileTests.Parsed(
            await client.GetByteArrayAsync(new Uri($"/v1/payment-runs/{run}/file", UriKind.Relative)));
    }

    /// <summary>Ids and amounts of what the file asks to transfer.</summary>
    internal async Task<IReadOnlyList<(Guid Payment, long Cents)>> Transfers(Guid run) =>
    [
        .. (await File(run)).Descendants(Pain + "CdtTrfTxInf").Select(t => (
            Guid.ParseExact(t.Descendants(Pain + "EndToEndId").Single().Value, "N"),
            (long)((decimal)t.Descendants(Pain + "InstdAmt").Single() * 100))),
    ];

    internal async Task<JsonElement> Report(byte[] report)
    {
        using var response = await service.PostXml(Preparer, "/v1/payment-status-reports", report);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Prepared, approved, and carried out by the bank; gives the payment.</summary>
    internal async Task<Guid> Pay(Scene scene, string dueThrough = "2027-06-30")
    {
        var run = await Prepare(scene, dueThrough);
        await Approve(run);
        var payment = Assert.Single(await Transfers(run)).Payment;
        await Report(StatusReports.Of(run, "ACSC"));
        return payment;
    }

    internal async Task<JsonElement> Created(string token, string path, object body)
    {
        using var response = await service.Post(token, path, body);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    internal static async Task<string?> Code(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
