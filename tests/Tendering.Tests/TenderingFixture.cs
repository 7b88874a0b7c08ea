using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Jeugdregio.TestSupport;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Tests;

/// <summary>The service as it runs; each test makes a tender of its own.</summary>
public sealed class TenderingFixture() : ServiceFixture<Program>("tendering")
{
    internal static readonly string One = TestTokens.Provider("01000001");
    internal static readonly string Two = TestTokens.Provider("01000002");

    internal static object Bid(string plan = "Plan") => new
    {
        endorsesVision = true,
        acceptsQualityFramework = true,
        serviceLocations = new[] { "0479" },
        certificate = new { kind = "HKZ", number = "HKZ-1", validFrom = "2020-01-01", validUntil = "2099-12-31" },
        products = new[] { new { code = "45A48", planOfApproach = plan } },
    };

    /// <summary>A published tender with a lot in B and one in V, open for ten days.</summary>
    internal async Task<OpenTender> Tender(bool published = true)
    {
        var closing = Clock.GetUtcNow().AddDays(10);
        var created = await Ok(Post(TestTokens.Buyer, "/v1/tenders", new
        {
            title = "Youth care",
            procedureKind = "sas-simplified",
            contractModel = "2+1+1+1",
            municipalities = new[] { "0439", "0479" },
            startDate = DutchCalendar.DateIn(closing).AddDays(200),
            closingAt = closing,
            criteria = new[] { new { name = "Quality", weightPercent = 60, isPrice = false }, new { name = "Price", weightPercent = 40, isPrice = true } },
            lots = new object[]
            {
                new { segment = "B", products = new[] { new { code = "45A48", unit = "84", fixedTariffCents = 65_000 } } },
                new { segment = "V", products = new[] { new { code = "44A08", unit = "14" } } },
            },
        }));
        var tender = new OpenTender(
            created.GetProperty("id").GetString()!, created.GetProperty("lots")[0].GetProperty("id").GetString()!,
            created.GetProperty("lots")[1].GetProperty("id").GetString()!);
        if (published) await Ok(Post(TestTokens.Buyer, $"/v1/tenders/{tender.Id}/publications", null));
        return tender;
    }

    /// <summary>Bids of two providers on the lot in B, closed and scored, and the first announced as chosen.</summary>
    internal async Task<(OpenTender Tender, string First, string Second)> Announced()
    {
        var tender = await Tender();
        var first = (await Ok(Post(One, $"/v1/lots/{tender.LotB}/bids", Bid()))).GetProperty("id").GetString()!;
        var second = (await Ok(Post(Two, $"/v1/lots/{tender.LotB}/bids", Bid()))).GetProperty("id").GetString()!;
        Clock.Advance(TimeSpan.FromDays(11));
        await Ok(Post(TestTokens.Buyer, $"/v1/tenders/{tender.Id}/closures", null));
        foreach (var bid in new[] { first, second }) await Score(bid);
        await Ok(Post(TestTokens.Buyer, $"/v1/lots/{tender.LotB}/award-decisions", new
        {
            decisions = new[]
            {
                new { bidId = first, awarded = true, reason = "Best." }, new { bidId = second, awarded = false, reason = "Weaker." },
            },
        }));
        return (tender, first, second);
    }

    internal Task<JsonElement> Score(string bid) => Ok(Post(TestTokens.Buyer, $"/v1/bids/{bid}/scores", new
    {
        scores = new[] { new { criterion = "Quality", points = 80 }, new { criterion = "Price", points = 50 } },
    }));

    /// <summary>The body of a 200 or 201.</summary>
    internal static async Task<JsonElement> Ok(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The code of a problem.</summary>
    internal static async Task<string> Refused(Task<HttpResponseMessage> sent, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var response = await sent;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()!;
    }

    internal async Task<HttpStatusCode> Status(string token, string path)
    {
        using var client = Client(token);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}

internal sealed record OpenTender(string Id, string LotB, string LotV);

[CollectionDefinition]
public sealed class TenderingCollection : ICollectionFixture<TenderingFixture>;
