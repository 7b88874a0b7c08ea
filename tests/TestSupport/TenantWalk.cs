using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jeugdregio.ServiceHost.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Jeugdregio.TestSupport;

/// <summary>How to call one endpoint with somebody else's data.</summary>
/// <param name="Path">The route filled in with ids of the victim.</param>
/// <param name="Body">JSON (or XML, when it starts with &lt;); null for none.</param>
/// <param name="IsList">Answers 200 to everybody with what is theirs; nothing of the victim may be on any page.</param>
/// <param name="RegionOnly">Serves no tenant at all; the roles that the endpoint names must say the same.</param>
/// <param name="PublicBecause">Why everybody whose role is served reads this: then a stranger gets 200, still without a
/// secret.</param>
public sealed record TenantExample(
    string Path, string? Body = null, bool IsList = false, bool RegionOnly = false, string? PublicBecause = null)
{
    /// <summary>
    /// Token of whom it belongs to. It gets 200, and in a list a secret, so that a refusal to others cannot come from a
    /// wrong path. Needed wherever tenants read.
    /// </summary>
    public string? Owner { get; init; }

    /// <summary>Tokens besides the strangers' that are refused here, of a served role or of the region.</summary>
    public IReadOnlyList<string> HiddenFrom { get; init; } = [];

    /// <summary>The list's parameter for the next page.</summary>
    public string Cursor { get; init; } = "cursor";

    /// <summary>Further examples of the same endpoint.</summary>
    public IReadOnlyList<TenantExample> Also { get; init; } = [];
}

/// <summary>
/// Walks the route table of a running service, so that a new endpoint cannot be forgotten: every endpoint needs an example,
/// and every example is called with the tokens of strangers: 403 where none of its roles is served, else 403 or 404.
/// Tokens of a tenant that name no tenant are strangers everywhere. <see cref="RoleWalk"/> calls with every other role.
/// </summary>
public static class TenantWalk
{
    private const int PagesMax = 100;
    private static readonly string[] TenantRoles = [Role.Provider, Role.Municipality, Role.AccessTeam];

    private static readonly string[] Nobodies =
    [
        TestTokens.For("provider-of-nothing", [Role.Provider]),
        TestTokens.For("municipality-of-nothing", [Role.Municipality, Role.AccessTeam]),
    ];

    /// <param name="service">The service under test.</param>
    /// <param name="strangers">Tokens of other tenants, of every role that the service knows.</param>
    /// <param name="examples">By <c>"GET /v1/bids/{id:guid}"</c>: method and route pattern.</param>
    /// <param name="secrets">Texts of the victim that no answer to a stranger may hold.</param>
    public static async Task Check<TProgram>(
        ServiceFixture<TProgram> service, IReadOnlyList<string> strangers, IReadOnlyDictionary<string, TenantExample> examples,
        params string[] secrets)
        where TProgram : class
    {
        var faults = new List<string>();
        foreach (var (route, endpoint) in Routes(service.Services))
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) continue;
            if (!examples.TryGetValue(route, out var example))
            {
                faults.Add($"{route}: has no example");
                continue;
            }
            var served = endpoint.Metadata.GetMetadata<ServedRoles>()?.Roles ?? [];
            if (example.RegionOnly == served.Any(TenantRoles.Contains))
                faults.Add($"{route}: serves {string.Join(", ", served)}, and RegionOnly is {example.RegionOnly}");
            foreach (var one in (TenantExample[])[example, .. example.Also])
            {
                string[] refused = [.. strangers, .. Nobodies, .. one.HiddenFrom];
                faults.AddRange(await ToStrangers(service, refused, route, served, one, secrets));
                if (route.StartsWith("GET ", StringComparison.Ordinal) && !example.RegionOnly)
                    faults.AddRange(await ToOwner(service, route, one, secrets));
            }
        }
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>Method and pattern of every endpoint of the running service that speaks HTTP.</summary>
    public static IEnumerable<(string Route, RouteEndpoint Endpoint)> Routes(IServiceProvider services) =>
        services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(m => ($"{m} {Pattern(e)}", e)))
            .Where(e => !e.e.RoutePattern.RawText!.StartsWith('{') && !IsGrpc(e.e));

    internal static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static bool IsGrpc(RouteEndpoint endpoint) =>
        endpoint.DisplayName?.StartsWith("gRPC", StringComparison.Ordinal) == true;

    private static async Task<List<string>> ToStrangers<TProgram>(
        ServiceFixture<TProgram> service, IReadOnlyList<string> strangers, string route, IReadOnlyList<string> served,
        TenantExample example, string[] secrets)
        where TProgram : class
    {
        var faults = new List<string>();
        var (anonymous, _) = await Call(service, null, route, example);
        if (anonymous != HttpStatusCode.Unauthorized) faults.Add($"{route}: {(int)anonymous} without a token");
        foreach (var stranger in strangers)
        {
            var (status, body) = await Call(service, stranger, route, example);
            var token = new JsonWebToken(stranger);
            var isServed = token.Claims.Any(c => c.Type == "role" && served.Contains(c.Value));
            var right = status switch
            {
                _ when !isServed => status is HttpStatusCode.Forbidden,
                _ when example.PublicBecause is not null => status is HttpStatusCode.OK,
                HttpStatusCode.OK => example.IsList,
                _ => status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
            };
            if (!right) faults.Add($"{route}: {(int)status} to {token.Subject} for {example.Path}");
            faults.AddRange(secrets.Where(s => body.Contains(s, StringComparison.Ordinal))
                .Select(s => $"{route}: tells '{s}' to {token.Subject}"));
        }
        return faults;
    }

    private static async Task<List<string>> ToOwner<TProgram>(
        ServiceFixture<TProgram> service, string route, TenantExample example, string[] secrets)
        where TProgram : class
    {
        if (example.Owner is null) return example.PublicBecause is null ? [$"{route}: its example names no owner"] : [];
        var (status, body) = await Call(service, example.Owner, route, example);
        if (status is not HttpStatusCode.OK) return [$"{route}: {(int)status} to the owner of {example.Path}"];
        return example.IsList && !secrets.Any(s => body.Contains(s, StringComparison.Ordinal))
            ? [$"{route}: shows its owner nothing that a stranger must not see"]
            : [];
    }

    /// <summary>Calls, and for a list goes on to its last page: the text of all of them.</summary>
    private static async Task<(HttpStatusCode Status, string Body)> Call<TProgram>(
        ServiceFixture<TProgram> service, string? token, string route, TenantExample example)
        where TProgram : class
    {
        var (status, body) = await Call(service, token, route, example.Path, example.Body);
        var (all, page) = (body, 1);
        while (example.IsList && status is HttpStatusCode.OK && Next(body) is { } next)
        {
            Assert.True(++page <= PagesMax, $"{route}: too many pages, or '{example.Cursor}' is not its cursor");
            var sign = example.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var path = $"{example.Path}{sign}{example.Cursor}={next}";
            (status, body) = await Call(service, token, route, path, null);
            all += body;
        }
        return (status, all);
    }

    private static string? Next(string body)
    {
        if (!body.StartsWith('{')) return null;
        using var page = JsonDocument.Parse(body);
        return page.RootElement.TryGetProperty("next", out var next) && next.ValueKind is not JsonValueKind.Null
            ? next.ToString()
            : null;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Call<TProgram>(
        ServiceFixture<TProgram> service, string? token, string route, string path, string? body)
        where TProgram : class
    {
        using var client = service.Client();
        using var request = new HttpRequestMessage(new(route.Split(' ')[0]), path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (request.Method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "application/xml" : "application/json");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
