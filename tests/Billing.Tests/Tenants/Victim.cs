using Jeugdregio.Billing.Tests.Instalments;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Tenants;

/// <summary>A provider that declared and was paid by Purmerend: all that strangers must not see or touch.</summary>
internal sealed record Victim(
    Scene Scene, Jw323 Message, Guid Declaration, string Reply, Guid Payment, Guid Run, Guid Account,
    Guid Line, Guid Control, Guid Forecast)
{
    internal static async Task<Victim> Set(BillingService service)
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration(scene.Line());
        var (id, _) = await scene.Send(message);
        var bank = new Bank(service);
        await bank.Accounts(scene);
        var payment = await bank.Pay(scene);
        var paid = await service.Get(scene.MunicipalityToken, $"/v1/payments/{payment}");
        var accounts = await service.Get(scene.ProviderToken, "/v1/bank-accounts");
        var lines = await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines");
        var line = lines.GetProperty("items")[0].GetProperty("id").GetGuid();
        var control = (await bank.Created(
            scene.MunicipalityToken, "/v1/material-controls",
            new { scene.Provider, from = "2026-10", until = "2026-10", size = 1 })).GetProperty("id").GetGuid();
        await bank.Created(
            scene.MunicipalityToken, $"/v1/material-controls/{control}/findings",
            new { lineId = line, unlawfulCents = 1, reason = "A cent." });
        // another line, open and withheld
        var (other, _) = await scene.Send(scene.Declaration(scene.Line(month: 9)));
        var open = (await service.Get(scene.ProviderToken, $"/v1/declarations/{other}/lines")).GetProperty("items")[0]
            .GetProperty("id").GetGuid();
        using var withheld = await service.Post(
            scene.MunicipalityToken, "/v1/line-checks",
            new { lines = new[] { open }, approved = false, reason = "Mine." });
        var forecast = await bank.Created(scene.MunicipalityToken, "/v1/forecasts", new { year = 2026 });
        await InstalmentFlowTests.Tell(service, InstalmentFlowTests.Agreed(scene, (24, "2027-12-15", 1)));
        var received = await service.Get(scene.ProviderToken, $"/ijw/v1/jw323/{id}");
        return new(
            scene, message, id, received.GetProperty("reply").GetString()!, payment,
            paid.GetProperty("runId").GetGuid(), accounts.GetProperty("items")[0].GetProperty("id").GetGuid(), line,
            control, forecast.GetProperty("id").GetGuid());
    }
}
