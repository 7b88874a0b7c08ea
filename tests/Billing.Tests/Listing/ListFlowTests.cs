using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Listing;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class ListFlowTests(BillingService service)
{
    [Fact]
    [Trait("requirement", "B07")]
    public async Task Every_line_says_how_it_was_judged_how_late_it_came_and_when_it_falls_due()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 8), scene.Line(month: 9, tariff: 1)));
        var (october, august, september) = await Three(scene);
        Assert.Equal(("accepted", "open", 10), (Text(october, "verdict"), Text(october, "payment"), Days(october)));
        Assert.Equal(("2026-12-10", false), (Text(october, "dueOn"), october.GetProperty("isLate").GetBoolean()));
        Assert.Equal(("2027-01-09", 71), (Text(august, "dueOn"), Days(august)));
        Assert.True(august.GetProperty("isLate").GetBoolean());
        Assert.Equal(("rejected", "none"), (Text(september, "verdict"), Text(september, "payment")));
        Assert.Equal("0611", september.GetProperty("returnCodes")[0].GetString());
        Assert.Equal(JsonValueKind.Null, september.GetProperty("dueOn").ValueKind);
    }

    [Theory]
    [InlineData("month=2026-10", 1)]
    [InlineData("verdict=rejected", 1)]
    [InlineData("verdict=accepted", 2)]
    [InlineData("returnCode=0611", 1)]
    [InlineData("returnCode=9338", 0)]
    [InlineData("payment=open", 2)]
    [InlineData("payment=paid", 0)]
    [InlineData("late=true", 2)]
    [InlineData("late=false&verdict=accepted", 1)]
    [InlineData("segment=B&product=45A48", 3)]
    [InlineData("segment=V", 0)]
    [InlineData("allocation=1", 0)]
    public async Task Lines_are_found_by_what_they_are(string filter, int count)
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 8), scene.Line(month: 9, tariff: 1)));
        foreach (var (token, own) in new[]
        {
            (scene.ProviderToken, ""), (scene.MunicipalityToken, $"&provider={scene.Provider}"),
        })
            Assert.Equal(
                count, (await service.Get(token, $"/v1/lines?{filter}{own}")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/v1/lines?month=2026-13", "month")]
    [InlineData("/v1/lines?verdict=maybe", "verdict")]
    [InlineData("/v1/lines?payment=maybe", "payment")]
    [InlineData("/v1/lines?after=2026-10-01", "after")]
    [InlineData("/v1/lines?limit=501", "limit")]
    [InlineData("/v1/lines?municipality=439", "municipality")]
    [InlineData("/v1/messages?verdict=maybe", "verdict")]
    [InlineData("/v1/messages?after=1", "after")]
    [InlineData("/v1/declarations?status=maybe", "status")]
    [InlineData("/v1/declarations?month=oktober", "month")]
    [InlineData("/v1/ledger/entries?after=-1", "after")]
    [InlineData("/v1/ledger/balances?after=2026-10-01.0439", "after")]
    [InlineData("/v1/payments?status=maybe", "status")]
    [InlineData("/v1/payments?provider=12", "provider")]
    public async Task A_filter_that_cannot_be_is_refused_by_its_name(string path, string field)
    {
        using var client = service.Client(TestTokens.Municipality(Scene.Municipality));
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(field, problem.RootElement.GetProperty("field").GetString());
    }

    [Fact]
    [Trait("requirement", "G02")]
    public async Task Who_acts_for_two_municipalities_says_for_which()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line()));
        var token = TestTokens.Municipality("0439", "0852");
        using var client = service.Client(token);
        using var response = await client.GetAsync(new Uri("/v1/lines", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var one = await service.Get(token, $"/v1/lines?municipality=0439&provider={scene.Provider}");
        Assert.Equal(1, one.GetProperty("items").GetArrayLength());
        var other = await service.Get(token, $"/v1/lines?municipality=0852&provider={scene.Provider}");
        Assert.Equal(0, other.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Messages_are_listed_with_their_verdicts_and_answers()
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration(scene.Line(), scene.Line(month: 9, tariff: 1));
        var (id, answer) = await scene.Send(message);
        await scene.Send(message);
        var items = (await service.Get(scene.ProviderToken, "/v1/messages")).GetProperty("items");
        Assert.Equal(2, items.GetArrayLength());
        var first = items.EnumerateArray().Single(m => !m.GetProperty("isDuplicate").GetBoolean());
        Assert.Equal((id, "partly"), (first.GetProperty("id").GetGuid(), Text(first, "verdict")));
        Assert.Equal(answer.Header.BerichtIdentificatie.Identificatie, Text(first, "answerIdentification"));
        Assert.Equal((2, 1), (first.GetProperty("lines").GetInt32(), first.GetProperty("linesRejected").GetInt32()));
        var refused = (await service.Get(scene.ProviderToken, "/v1/messages?verdict=rejected")).GetProperty("items");
        Assert.Equal(JsonValueKind.Null, Assert.Single(refused.EnumerateArray()).GetProperty("lines").ValueKind);
        var found = await service.Get(
            scene.ProviderToken,
            $"/v1/messages?identification={message.Header.BerichtIdentificatie.Identificatie}&verdict=partly");
        Assert.Equal(1, found.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_list_is_a_file_for_a_spreadsheet_when_asked_for_and_says_where_it_goes_on()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(
            scene.Line(reference: "=1+1"), scene.Line(month: 9, reference: "a;b\"c"), scene.Line(month: 8, tariff: 1)));
        var (file, response) = await Csv(scene.ProviderToken, "/v1/lines");
        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("lines.csv", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.False(response.Headers.Contains("Link"));
        var rows = file.Split("\r\n");
        Assert.Equal(5, rows.Length);
        Assert.StartsWith(
            "\uFEFFid;declarationId;position;municipality;provider;reference;", rows[0], StringComparison.Ordinal);
        Assert.Contains(";'=1+1;", rows[1], StringComparison.Ordinal);
        Assert.Contains(";25000;accepted;;open;;2026-11-10;10;false;2026-12-10", rows[1], StringComparison.Ordinal);
        Assert.Contains(";\"a;b\"\"c\";", rows[2], StringComparison.Ordinal);
        Assert.Contains(";0611;none;;2026-11-10;", rows[3], StringComparison.Ordinal);

        var (part, more) = await Csv(scene.ProviderToken, "/v1/lines?limit=2&segment=B");
        var link = more.Headers.GetValues("Link").Single();
        Assert.EndsWith("; rel=\"next\"", link, StringComparison.Ordinal);
        // relative to what was asked
        var (rest, last) = await Csv(
            scene.ProviderToken, "/v1/lines" + link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.False(last.Headers.Contains("Link"));
        Assert.Equal(
            rows[1..4], part.Split("\r\n")[1..3].Concat(rest.Split("\r\n")[1..2]));
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/v1/declarations")]
    [InlineData("/v1/ledger/balances")]
    [InlineData("/v1/ledger/entries")]
    [InlineData("/v1/payments")]
    [InlineData("/v1/recoveries")]
    public async Task Every_list_of_a_provider_is_a_file_too(string path)
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line()));
        var bank = new Bank(service);
        await bank.Accounts(scene);
        await bank.Pay(scene);
        var (file, _) = await Csv(scene.ProviderToken, path);
        var listed = (await service.Get(scene.ProviderToken, path)).GetProperty("items").GetArrayLength();
        Assert.Equal(listed + 2, file.Split("\r\n").Length);
    }

    private async Task<(string File, HttpResponseMessage Response)> Csv(string token, string path)
    {
        using var client = service.Client(token);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()), response);
    }

    /// <summary>The lines of August, September and October, a page each.</summary>
    private async Task<(JsonElement, JsonElement, JsonElement)> Three(Scene scene)
    {
        var (lines, after) = (new List<JsonElement>(), "");
        do
        {
            var page = await service.Get(scene.ProviderToken, $"/v1/lines?limit=1{after}");
            lines.Add(page.GetProperty("items")[0]);
            after = Text(page, "next") is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        return (lines[0], lines[1], lines[2]);
    }

    private static int Days(JsonElement line) => line.GetProperty("daysAfterPeriod").GetInt32();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
