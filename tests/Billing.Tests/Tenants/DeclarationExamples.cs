using System.Text;
using Jeugdregio.Ijw;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Tenants;

internal static class DeclarationExamples
{
    internal static Dictionary<string, TenantExample> Of(Victim victim)
    {
        var (provider, municipality) = (victim.Scene.ProviderToken, victim.Scene.MunicipalityToken);
        var declaration = $"/v1/declarations/{victim.Declaration}";
        return new()
        {
            ["POST /ijw/v1/jw323"] =
                new("/ijw/v1/jw323", Encoding.UTF8.GetString(IjwWriter.Write(victim.Message)).TrimStart('\uFEFF')),
            ["GET /ijw/v1/jw323/{id:guid}"] = new($"/ijw/v1/jw323/{victim.Declaration}") { Owner = provider },
            ["GET /ijw/v1/jw325"] = new("/ijw/v1/jw325", IsList: true) { Owner = provider },
            ["GET /ijw/v1/jw325/{id:guid}"] = new(victim.Reply) { Owner = provider },
            ["GET /v1/declarations"] = new("/v1/declarations?limit=500", IsList: true)
            {
                Owner = municipality, Cursor = "after",
            },
            ["GET /v1/declarations/{id:guid}"] = new(declaration) { Owner = municipality },
            ["GET /v1/declarations/{id:guid}/lines"] = new($"{declaration}/lines")
            {
                Owner = provider, HiddenFrom = [TestTokens.Analyst],
            },
            ["GET /v1/messages"] = new("/v1/messages?limit=500", IsList: true)
            {
                Owner = municipality, Cursor = "after",
            },
            ["GET /v1/lines"] = new("/v1/lines?limit=500", IsList: true) { Owner = municipality, Cursor = "after" },
            ["GET /v1/lines/{id:guid}/explanation"] = new($"/v1/lines/{victim.Line}/explanation")
            {
                Owner = provider, HiddenFrom = [TestTokens.Analyst],
            },
            ["GET /v1/ledger/balances"] = new("/v1/ledger/balances?limit=500", IsList: true)
            {
                Owner = municipality, Cursor = "after",
            },
            ["GET /v1/ledger/entries"] = new("/v1/ledger/entries?limit=500", IsList: true)
            {
                Owner = provider, Cursor = "after",
            },
        };
    }
}
