using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jeugdregio.ServiceHost.Auth;
using Xunit;

namespace Jeugdregio.TestSupport;

/// <summary>
/// Asks every operation of a service's OpenAPI document for what nobody means: the least and the largest number, the
/// first and the last day, texts that are empty, huge or no text. Whatever it is, it is the caller's error and not ours.
/// No text is a code that exists, so nothing that is accepted gets in the way of other tests.
/// </summary>
public static class OddInput
{
    private const int TimesEach = 25;

    private static readonly string[] Texts =
        ["", "a", "\0", "😀", "\n", "%00", "1e400", "-1", "0001-01", "9999-12", "99999999", new('x', 3_000)];

    private static readonly long[] Numbers =
        [0, 1, -1, 5, 9999, 10_000, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    private static readonly string[] Days = ["0001-01-01", "9999-12-31", "2028-02-29", "2026-02-30"];

    private static readonly string[] Instants =
    [
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2026-10-31T12:00:00Z",
    ];

    /// <summary>Fails with every request that was answered as an error of ours, or not at all.</summary>
    public static async Task Check<TProgram>(ServiceFixture<TProgram> service)
        where TProgram : class
    {
        var document = await service.Get("", "/openapi.json");
        using var client = service.Client(TestTokens.For(
            "odd",
            [
                Role.AccessTeam, Role.Analyst, Role.Buyer, Role.ContractManager, Role.Municipality, Role.Provider,
            ],
            ["0880"], "01999999"));
        var random = new Random(1);
        var faults = new List<string>();
        foreach (var (path, method, operation) in Operations(document))
            for (var time = 0; time < TimesEach; time++)
            {
                using var request = Request(document, path, method, operation, random);
                using var answer = await client.SendAsync(request);
                if ((int)answer.StatusCode < 500) continue;
                var body = request.Content is { } content ? await content.ReadAsStringAsync() : "";
                faults.Add($"{(int)answer.StatusCode} {request.Method} {request.RequestUri} {body}");
            }
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        // messages have addresses of their own and tests of their own
        where !path.Value.TryGetProperty("servers", out _)
        from operation in path.Value.EnumerateObject()
        select ("/v1" + path.Name, operation.Name, operation.Value);

    private static HttpRequestMessage Request(
        JsonElement document, string path, string method, JsonElement operation, Random random)
    {
        var query = new List<string>();
        foreach (var parameter in Parameters(operation))
        {
            var name = parameter.GetProperty("name").GetString()!;
            var text = Uri.EscapeDataString(Text(Odd(parameter.GetProperty("schema"), document, random)));
            // a path with U+0000 does not come as far as a service, and neither does one that ends early
            if (Is(parameter, "in", "path"))
                path = path.Replace($"{{{name}}}", text is "" or "%00" ? "-" : text, StringComparison.Ordinal);
            else if (Is(parameter, "in", "query") && random.Next(2) == 0) query.Add($"{name}={text}");
        }
        var request = new HttpRequestMessage(
            new(method.ToUpperInvariant()), path + (query.Count == 0 ? "" : "?" + string.Join('&', query)));
        if (method != "get") request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (operation.TryGetProperty("requestBody", out var body))
        {
            var content = body.GetProperty("content").EnumerateObject().First();
            var odd = content.Name.EndsWith("json", StringComparison.Ordinal)
                ? Odd(content.Value.GetProperty("schema"), document, random)?.ToJsonString() ?? "null"
                : Texts[random.Next(Texts.Length)];
            request.Content = new StringContent(odd, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(content.Name);
        }
        return request;
    }

    private static IEnumerable<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>Something of the right shape, with a value at the edge of what the shape can hold.</summary>
    private static JsonNode? Odd(JsonElement schema, JsonElement document, Random random)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = document.GetProperty("components").GetProperty("schemas")
                .GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("oneOf", out var choices))
            return Odd(choices[random.Next(choices.GetArrayLength())], document, random);
        if (schema.TryGetProperty("enum", out var values))
            return values[random.Next(values.GetArrayLength())].GetString();
        var types = Types(schema);
        if (types.Contains("null") && random.Next(4) == 0) return null;
        return types.FirstOrDefault(type => type != "null") switch
        {
            "object" => new JsonObject(
                (schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
                .Select(p => KeyValuePair.Create(p.Name, Odd(p.Value, document, random)))),
            "array" => new JsonArray(
                [
                    .. Enumerable.Range(0, random.Next(3))
                        .Select(_ => Odd(schema.GetProperty("items"), document, random)),
                ]),
            "integer" or "number" => Numbers[random.Next(Numbers.Length)],
            "boolean" => random.Next(2) == 0,
            _ when Is(schema, "format", "uuid") => Guid.NewGuid().ToString(),
            _ when Is(schema, "format", "date") => Days[random.Next(Days.Length)],
            _ when Is(schema, "format", "date-time") => Instants[random.Next(Instants.Length)],
            _ => Texts[random.Next(Texts.Length)],
        };
    }

    private static string[] Types(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)]
        : [type.GetString()!];

    private static bool Is(JsonElement of, string name, string value) =>
        of.TryGetProperty(name, out var found) && found.GetString() == value;

    private static string Text(JsonNode? node) =>
        node is null ? "" : node.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
}
