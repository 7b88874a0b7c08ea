using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Jeugdregio.TestSupport;

namespace Jeugdregio.ServiceHost.Tests;

[Collection(typeof(NoteCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class ActTests(NoteFixture notes)
{
    [Fact]
    public async Task The_same_key_and_request_give_the_stored_answer_and_change_nothing_twice()
    {
        var (key, text) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        using var first = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text }, key);
        using var second = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text }, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(first.StatusCode, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(1, await Count("select count(*) from note where text = @text", text));
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "one" }, key);
        using var second = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "two" }, key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Equal("idempotency-key-reused", await Code(second));
    }

    [Fact]
    public async Task The_same_request_many_times_at_the_same_moment_has_one_effect()
    {
        var (key, text) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => notes.Post(TestTokens.Buyer, "/v1/notes", new { text }, key)));
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        Assert.Contains(answers, a => a.StatusCode is HttpStatusCode.Created);
        Assert.Equal(1, await Count("select count(*) from note where text = @text", text));
        Assert.Equal(1, await Count("select count(*) from outbox where body::json->>'text' = @text", text));
    }

    [Fact]
    public async Task Who_has_the_stored_answer_may_ask_again_at_once()
    {
        var key = Guid.NewGuid().ToString();
        for (var time = 0; time < 300; time++)
        {
            using var answer = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "again" }, key);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        using var other = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "other" }, key);
        Assert.Equal("idempotency-key-reused", await Code(other));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_done()
    {
        using var client = notes.Client(TestTokens.Buyer);
        using var answer = await client.PostAsJsonAsync("/v1/notes", new { text = "x" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("idempotency-key-missing", await Code(answer));
    }

    [Fact]
    public async Task A_refusal_names_code_field_and_rule_and_leaves_nothing()
    {
        using var answer = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "refused" });
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.EndsWith("note-refused", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(("text", "X01"), (problem.GetProperty("field").GetString(), problem.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task An_act_that_fails_after_writing_leaves_nothing_half_done()
    {
        using var answer = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "crash" });
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("after writing", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await Count("select count(*) from note where text = @text", "crash"));
        Assert.Equal(0, await Count("select count(*) from outbox where body::json->>'text' = @text", "crash"));
    }

    [Theory]
    [InlineData("{\"text\": 5}", "text")]
    [InlineData("{\"text\": \"a\", \"extra\": 1}", "extra")]
    [InlineData("{\"text\": null}", "text")]
    [InlineData("{}", "text")]
    [InlineData("{\"text\": \"a\\u0000b\"}", "text")]
    [InlineData("{\"a\\u0000b\": 1, \"text\": \"a\"}", "")]
    [InlineData("{\"text\": \"\\\\u0000\", \"extra\": 1}", "extra")]
    [InlineData("{\"text\": \"\\u0000", "text")]
    [InlineData("{\"text\": \"\\ud83d\\u0000\"}", "text")]
    [InlineData("{\"text\": \"\\ud83d\"}", "text")]
    [InlineData("{\"text\": \"a\", \"text\": \"b\"}", "text")]
    [InlineData("{", "")]
    [InlineData("", "body")]
    public async Task A_body_that_is_not_what_is_expected_is_refused_by_its_field(string body, string field)
    {
        using var client = notes.Client(TestTokens.Buyer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/notes") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("malformed-input", text, StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(text);
        var named = problem.RootElement.TryGetProperty("field", out var found) ? found.GetString() : "";
        Assert.Equal(field, named);
    }

    [Theory]
    [InlineData("/v1/notes?text=a&txet=b", "txet", "Asked for can be: text, limit, since.")]
    [InlineData("/v1/notes/0192aaaa-0000-7000-8000-000000000000?id=1", "id", "There is no query here.")]
    [InlineData("/v1/notes?text=a&work=1", "work", "Asked for can be: text, limit, since.")]
    [InlineData("/v1/notes?text=a%00b", "text", "A text has no character U+0000.")]
    [InlineData("/v1/notes?text=a&limit=all", "limit", "A whole number.")]
    [InlineData("/v1/notes?text=a&limit=", "limit", "A whole number.")]
    [InlineData("/v1/notes?text=a&since=then", "since", "An instant as 2026-10-31T12:00:00Z.")]
    [InlineData("/v1/notes", "text", "This is needed.")]
    public async Task A_query_that_is_not_what_is_expected_is_refused_by_its_parameter(
        string path, string field, string detail)
    {
        using var client = notes.Client(TestTokens.Buyer);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("malformed-input", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(field, problem.RootElement.GetProperty("field").GetString());
        Assert.Equal(detail, problem.RootElement.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("DELETE", "/v1/notes", "application/json", 405, "method-not-allowed", "This address takes: GET, POST.")]
    [InlineData("POST", "/v1/notes", "text/plain", 415, "content-type-not-accepted", null)]
    [InlineData("GET", "/v1/nowhere", "application/json", 404, "not-found", "There is nothing at this address.")]
    public async Task What_reaches_no_endpoint_hears_why(
        string method, string path, string type, int status, string code, string? detail)
    {
        using var client = notes.Client(TestTokens.Buyer);
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent("{}", null, type) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        if (detail is not null) Assert.Equal(detail, problem.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_instant_is_answered_in_utc_whatever_its_offset_was()
    {
        using var written = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text = "when" });
        written.EnsureSuccessStatusCode();
        using var client = notes.Client(TestTokens.Buyer);
        var text = await client.GetStringAsync(
            new Uri("/v1/notes?text=when&LIMIT=1&since=2026-10-31T14:00:00%2B02:00", UriKind.Relative));
        Assert.Contains("\"since\":\"2026-10-31T12:00:00Z\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_served_without_a_token_or_with_another_role_and_hears_why()
    {
        using var anonymous = await notes.Client().GetAsync(new Uri("/v1/notes/0192aaaa-0000-7000-8000-000000000000", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        using var provider = await notes.Post(TestTokens.Provider("01000001"), "/v1/notes", new { text = "x" });
        Assert.Equal(HttpStatusCode.Forbidden, provider.StatusCode);
        Assert.Equal("application/problem+json", provider.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await provider.Content.ReadAsStringAsync());
        Assert.Equal("not-allowed", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal("This is for: buyer.", problem.RootElement.GetProperty("detail").GetString());
        Assert.Equal(32, problem.RootElement.GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public async Task A_failure_of_ours_tells_nothing_but_a_trace_id()
    {
        using var client = notes.Client(TestTokens.Buyer);
        using var answer = await client.GetAsync(new Uri("/v1/boom", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
        Assert.Contains("traceId", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_decision_log_says_who_decided_and_cannot_be_changed()
    {
        var text = Guid.NewGuid().ToString();
        using var answer = await notes.Post(TestTokens.Buyer, "/v1/notes", new { text });
        await using var connection = await notes.Connection();
        Assert.Equal("rno-inkoper", await connection.QuerySingleAsync<string>(
            "select actor from decision where outcome->>'text' = @text", new { text }));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("update decision set actor = 'x'"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("delete from decision"));
    }

    [Fact, Trait("requirement", "G08")]
    public async Task The_api_describes_itself_as_openapi_3_1_with_problems_and_versions()
    {
        var api = await notes.Client().GetFromJsonAsync<JsonElement>(new Uri("/openapi.json", UriKind.Relative));
        Assert.StartsWith("3.1", api.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Contains("/v1", api.GetProperty("servers")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        var post = api.GetProperty("paths").GetProperty("/notes").GetProperty("post");
        Assert.True(post.GetProperty("responses").GetProperty("400").GetProperty("content").TryGetProperty("application/problem+json", out _));
        Assert.True(post.GetProperty("responses").GetProperty("200").GetProperty("headers").TryGetProperty("API-Version", out _));
    }

    private async Task<long> Count(string sql, string text)
    {
        await using var connection = await notes.Connection();
        return await connection.ExecuteScalarAsync<long>(sql, new { text });
    }

    private static async Task<string?> Code(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
