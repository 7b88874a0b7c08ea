using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Jeugdregio.SystemTests;

/// <summary>The Dutch API Design Rules (ADR 2.2) on the documents that the gateway lists, rule by rule.</summary>
[Collection(typeof(PlatformCollection)), Trait("needs", "platform"), Trait("requirement", "G08")]
public sealed partial class ApiDesignTests(RunningPlatform platform)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];
    private readonly List<string> _faults = [];

    [Fact]
    public async Task Every_document_keeps_the_api_design_rules()
    {
        using var http = new HttpClient { BaseAddress = platform.Gateway };
        var list = (await Json(http, "/openapi"))["documents"]!.AsArray();
        Assert.Equal(5, list.Count);
        foreach (var document in list)
        {
            var href = document!["href"]!.GetValue<string>();
            Document(href, await Json(http, href));
        }
        Assert.True(_faults.Count == 0, string.Join("\n", _faults));
    }

    private static async Task<JsonNode> Json(HttpClient http, string path) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    private void Document(string href, JsonNode api)
    {
        Require(api["openapi"]!.GetValue<string>().StartsWith("3.1", StringComparison.Ordinal), "nlgov:openapi3", href);
        Require(Semver().IsMatch(api["info"]!["version"]!.GetValue<string>()), "nlgov:semver", href);
        foreach (var field in (string[])["name", "email", "url"])
            Require(api["info"]!["contact"]?[field] is not null, "nlgov:info-contact-fields-exist", $"{href} {field}");
        Require(api["servers"]!.AsArray().All(s => IsServer(s!)), "nlgov:include-major-version-in-uri", href);
        var ids = new HashSet<string>();
        foreach (var (path, item) in api["paths"]!.AsObject())
        {
            var at = $"{href} {path}";
            var words = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s[0] != '{');
            Require(words.All(s => Kebab().IsMatch(s)), "nlgov:paths-kebab-case", at);
            Require(!path.EndsWith('/'), "nlgov:paths-no-trailing-slash", at);
            Require((item!["servers"]?.AsArray() ?? []).All(s => IsServer(s!)), "oas3-api-servers", at);
            foreach (var (method, operation) in item.AsObject().Where(m => Methods.Contains(m.Key)))
                Operation($"{href} {method} {path}", operation!, ids);
        }
        foreach (var (name, schema) in api["components"]?["schemas"]?.AsObject() ?? [])
            Schema($"{href} {name}", name, schema!);
    }

    private void Operation(string at, JsonNode operation, HashSet<string> ids)
    {
        var id = operation["operationId"]?.GetValue<string>();
        Require(id is not null && ids.Add(id), "operation-operationId-unique", at);
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            if (parameter!["in"]?.GetValue<string>() == "query" && parameter["name"]!.GetValue<string>() is var name)
                Require(Camel().IsMatch(name), "nlgov:query-keys-camel-case", $"{at} {name}");
        var responses = operation["responses"]!.AsObject();
        Require(responses.ContainsKey("400"), "nlgov:problem-invalid-input", at);
        foreach (var (code, response) in responses)
        {
            if (code[0] is '2' or '3')
                Require(response!["headers"]?["API-Version"] is not null, "nlgov:missing-version-header", $"{at} {code}");
            if (code[0] is not ('4' or '5')) continue;
            var schema = response!["content"]?["application/problem+json"]?["schema"];
            Require(schema is not null, "nlgov:use-problem-schema", $"{at} {code}");
            foreach (var member in (string[])["status", "title", "detail"])
                Require(schema?["properties"]?[member] is not null, "nlgov:problem-schema-members", $"{at} {code}");
        }
    }

    private void Schema(string at, string name, JsonNode schema)
    {
        Require(Upper().IsMatch(name), "nlgov:schema-camel-case", at);
        foreach (var (property, type) in schema["properties"]?.AsObject() ?? [])
        {
            Require(Camel().IsMatch(property), "nlgov:property-casing", $"{at} {property}");
            var isDate = type!["format"]?.GetValue<string>() == "date";
            if (property.EndsWith("Date", StringComparison.Ordinal))
                Require(isDate, "nlgov:specify-format-for-date-and-time", $"{at} {property}");
        }
    }

    private static bool IsServer(JsonNode server) =>
        server["url"]!.GetValue<string>() is var url
        && url.StartsWith("https://", StringComparison.Ordinal) && url.EndsWith("/v1", StringComparison.Ordinal);

    private void Require(bool holds, string rule, string at)
    {
        if (!holds) _faults.Add($"{rule}: {at}");
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+")]
    private static partial Regex Semver();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$")]
    private static partial Regex Camel();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Upper();
}
