using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jeugdregio.Gateway.Tests;

public sealed class LandingTests(World world)
{
    [Fact]
    public async Task The_list_names_five_documents_and_each_can_be_fetched_by_anyone()
    {
        var stop = TestContext.Current.CancellationToken;
        using var answer = await world.Door.Get("/openapi");
        var documents = (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("documents");
        Assert.Equal(Routes.Services,
            documents.EnumerateArray().Select(document => document.GetProperty("name").GetString()!));
        foreach (var document in documents.EnumerateArray())
        {
            Assert.Equal("reachable", document.GetProperty("status").GetString());
            using var fetched = await world.Door.Get(document.GetProperty("href").GetString()!);
            Assert.Equal(HttpStatusCode.OK, fetched.StatusCode);
            Assert.Equal("3.1.1",
                (await fetched.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("openapi").GetString());
        }
    }

    [Fact]
    public async Task A_service_that_is_down_is_listed_as_unreachable_and_shown_as_such()
    {
        await using var door = await world.Open($"--services:monitoring:grpc:0={Door.Nowhere}");
        using var answer = await door.Get("/openapi");
        var documents = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("documents").EnumerateArray().ToDictionary(
                document => document.GetProperty("name").GetString()!,
                document => document.GetProperty("status").GetString());
        Assert.Equal("unreachable", documents["monitoring"]);
        Assert.Equal(4, documents.Values.Count(status => status == "reachable"));
        Assert.Contains("1 dienst werkt nu niet", await Page(door), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_json_with_links_and_a_browser_gets_a_page()
    {
        using var answer = await world.Door.Get("/");
        var landing = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("/openapi", landing.GetProperty("links").GetProperty("openapi").GetString());
        Assert.Equal(5, landing.GetProperty("services").GetArrayLength());

        var page = await Page(world.Door);
        Assert.Contains("<html lang=\"nl\">", page, StringComparison.Ordinal);
        Assert.Contains("Alle diensten werken.", page, StringComparison.Ordinal);
        foreach (var name in Routes.Services)
            Assert.Contains($"href=\"/{name}/v1/openapi.json\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_holds_no_script_and_its_only_style_is_the_one_its_policy_allows()
    {
        using var answer = await world.Door.Send(HttpMethod.Get, "/", null,
            headers: headers => headers.Add("Accept", "text/html"));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=\"https?:", page);
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(style)));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    private static async Task<string> Page(Door door)
    {
        using var answer = await door.Send(HttpMethod.Get, "/", null, headers: headers =>
            headers.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }
}
