using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Story;

/// <summary>What came back: status, JSON or text.</summary>
public sealed record Reply(int Status, string Body, string? Location)
{
    public JsonNode Json => JsonNode.Parse(Body) ?? throw new StoryException("An empty answer.");

    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>A step of the story did not go as it should.</summary>
public sealed class StoryException(string message) : Exception(message);

/// <summary>The platform as its users see it: the gateway, tokens from the issuer, nothing else.</summary>
public sealed class Platform(Uri gateway, Uri identity) : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, string> _tokens = new();

    /// <summary>Told of every request and its answer, shortened; the story prints it.</summary>
    public Action<string, Reply>? Heard { get; set; }

    /// <summary>Every problem body that came back.</summary>
    public ConcurrentBag<string> Problems { get; } = [];

    /// <summary>Every token that was used.</summary>
    public IEnumerable<string> Tokens => _tokens.Values;

    public Task<Reply> Get(string client, string path) => Send(client, HttpMethod.Get, path, null);

    /// <summary>POSTs JSON with a new Idempotency-Key.</summary>
    public Task<Reply> Post(string client, string path, object? body = null) =>
        Send(client, HttpMethod.Post, path, body is null ? null : JsonContent.Create(body, options: Web));

    public Task<Reply> PostXml(string client, string path, byte[] xml)
    {
        var content = new ByteArrayContent(xml);
        content.Headers.ContentType = new("application/xml");
        return Send(client, HttpMethod.Post, path, content);
    }

    /// <summary>Sends a message, waits until it is judged and gives the answer, if it gets one.</summary>
    public async Task<(string Verdict, bool Duplicate, IjwMessage? Reply)> Exchange(string client, MessageKind kind, byte[] xml)
    {
        var sent = await PostXml(client, $"/ijw/v1/{kind.Name()}", xml);
        Expect.Status(202, sent);
        JsonNode status = sent.Json;
        await Until(async () =>
        {
            status = (await Quietly(client, sent.Location!)).Json;
            return status["status"]!.GetValue<string>() == "judged";
        }, $"The {kind} was not judged.");
        var reply = status["reply"]?.GetValue<string>();
        var message = reply is null ? null : Read(await Get(client, reply));
        return (status["verdict"]!.GetValue<string>(), status["duplicate"]!.GetValue<bool>(), message);
    }

    /// <summary>Every message in the caller's feed after a cursor, and the cursor to go on with.</summary>
    public async Task<(IReadOnlyList<IjwMessage> Messages, string Cursor)> Feed(string client, MessageKind kind, string? cursor)
    {
        var messages = new List<IjwMessage>();
        while (true)
        {
            var page = XDocument.Parse((await Quietly(client, $"/ijw/v1/{kind.Name()}?limit=100{(cursor is null ? "" : $"&after={cursor}")}")).Body);
            var entries = page.Descendants(Atom + "entry").ToList();
            messages.AddRange(entries.Select(e => Read(e.Element(Atom + "content")!.Elements().Single().ToString())));
            var next = page.Root!.Elements(Atom + "link").Single(l => (string?)l.Attribute("rel") == "next").Attribute("href")!.Value;
            cursor = next.Split("after=")[1].Split('&')[0];
            if (entries.Count == 0) return (messages, cursor);
        }
    }

    /// <summary>Waits until it holds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string otherwise, int seconds = 60)
    {
        for (var i = 0; i < seconds * 10; i++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }
        throw new StoryException(otherwise);
    }

    /// <summary>A request that is part of waiting; it is not told.</summary>
    public Task<Reply> Quietly(string client, string path) => Send(client, HttpMethod.Get, path, null, tell: false);

    public async Task<string> Token(string client)
    {
        if (_tokens.TryGetValue(client, out var known)) return known;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = $"{client}-secret",
        });
        using var answer = await _http.PostAsync(new Uri(identity, "/connect/token"), form);
        if (!answer.IsSuccessStatusCode) throw new StoryException($"No token for {client}: {(int)answer.StatusCode}.");
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        return _tokens[client] = token;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Reply> Send(string client, HttpMethod method, string path, HttpContent? content, bool tell = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(gateway, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(client));
        if (method == HttpMethod.Post && !path.StartsWith("/ijw", StringComparison.Ordinal))
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await _http.SendAsync(request);
        var reply = new Reply(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString);
        if (!reply.IsSuccess) Problems.Add(reply.Body);
        if (tell) Heard?.Invoke($"{client}: {method} {path}", reply);
        return reply;
    }

    private static IjwMessage Read(Reply reply) => Read(Expect.Status(200, reply).Body);

    private static IjwMessage Read(string xml)
    {
        var reading = IjwReader.Read(Encoding.UTF8.GetBytes(xml));
        return reading.Message ?? throw new StoryException($"What came back is not acceptable: {reading.Findings[0].Text}");
    }
}

/// <summary>What has to hold, said in words when it does not.</summary>
public static class Expect
{
    public static Reply Status(int status, Reply reply) =>
        reply.Status == status ? reply : throw new StoryException($"Expected {status}, got {reply.Status}: {reply.Body}");

    /// <summary>A refusal with this code; the problem names field and rule.</summary>
    public static JsonNode Refused(int status, string code, Reply reply)
    {
        var problem = Status(status, reply).Json;
        Equal(code, problem["code"]?.GetValue<string>(), "the refusal's code");
        return problem;
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new StoryException($"Expected {what} to be {expected}, but it is {actual}.");
    }

    public static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Equal(string.Join(" ", expected), string.Join(" ", actual), what);

    public static void That(bool holds, string what)
    {
        if (!holds) throw new StoryException($"Does not hold: {what}.");
    }
}
