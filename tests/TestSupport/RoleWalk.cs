using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Jeugdregio.ServiceHost.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Jeugdregio.TestSupport;

/// <summary>
/// The authorisation matrix of a running service (G03). Which endpoint serves whom is as approved in
/// <c>Authorisation.approved.txt</c>, and every endpoint, HTTP or gRPC, is called with each role by itself, without a
/// role and with tokens that are not to be trusted: whoever is not named is refused. It needs no data, for roles come
/// before everything else.
/// </summary>
public static partial class RoleWalk
{
    private static readonly string[] Tenants = ["0385", "0415", "0431", "0439", "0479", "0852", "0880"];

    private static readonly string[] Roles =
    [
        Role.AccessTeam, Role.Analyst, Role.Buyer, Role.ContractManager, Role.Municipality, Role.Operations,
        Role.Provider, Role.Service,
    ];

    /// <param name="service">The service under test.</param>
    /// <param name="narrower">By the name of a line in the approved text: the roles of a gRPC method that serves fewer
    /// than its service does.</param>
    public static async Task Check<TProgram>(
        ServiceFixture<TProgram> service, IReadOnlyDictionary<string, string[]>? narrower = null)
        where TProgram : class
    {
        var (matrix, faults) = (new List<string>(), new List<string>());
        foreach (var (name, endpoint) in Endpoints(service.Services))
        {
            var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var served = narrower?.GetValueOrDefault(name) ?? endpoint.Metadata.GetMetadata<ServedRoles>()?.Roles ?? [];
            matrix.Add($"{name}: {(isOpen ? "everybody" : string.Join(", ", served.Order(StringComparer.Ordinal)))}");
            if (!isOpen) faults.AddRange(await Faults(service, name, endpoint, served));
        }
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        var file = Path.Combine(AppContext.BaseDirectory, "Authorisation.approved.txt");
        var (approved, actual) = (File.Exists(file) ? File.ReadAllText(file).Trim() : "", string.Join('\n', matrix));
        Assert.True(
            approved == actual,
            $"Authorisation.approved.txt differs. Where this is meant, it becomes the approved text:\n{actual}");
    }

    private static IEnumerable<(string Name, RouteEndpoint Endpoint)> Endpoints(IServiceProvider services) =>
        services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.DisplayName?.Contains("unimplemented", StringComparison.OrdinalIgnoreCase) != true)
            .SelectMany(e => Names(e).Select(n => (Name: n, Endpoint: e)))
            .OrderBy(e => TenantWalk.Pattern(e.Endpoint), StringComparer.Ordinal)
            .ThenBy(e => e.Name, StringComparer.Ordinal);

    private static IEnumerable<string> Names(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is not null ? [$"gRPC {TenantWalk.Pattern(endpoint)}"]
        : endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods.Count: > 0 } http
            ? http.HttpMethods.Select(m => $"{m} {TenantWalk.Pattern(endpoint)}")
            : [$"ANY {TenantWalk.Pattern(endpoint)}"];

    private static async Task<List<string>> Faults<TProgram>(
        ServiceFixture<TProgram> service, string name, RouteEndpoint endpoint, IReadOnlyList<string> served)
        where TProgram : class
    {
        var faults = new List<string>();
        // an act that is served would be done, so only of questions it is tried whether they are
        var isQuestion = name.Split(' ')[0] is "GET" or "gRPC";
        foreach (var role in Roles)
        {
            var isServed = served.Contains(role);
            if (isServed && !isQuestion) continue;
            var token = TestTokens.For($"only-{role}", [role], Tenants, "01000001");
            var answer = await Call(service, token, name, endpoint);
            if (answer != (isServed ? Answer.Other : Answer.Forbidden)) faults.Add($"{name}: {answer} to {role}");
        }
        var nobody = TestTokens.For("no-role", [], Tenants, "01000001");
        if (await Call(service, nobody, name, endpoint) is not Answer.Forbidden)
            faults.Add($"{name}: serves a caller without a role");
        if (await Call(service, null, name, endpoint) is not Answer.Unauthenticated)
            faults.Add($"{name}: serves without a token");
        foreach (var (kind, token) in TestTokens.Untrusted(Roles))
            if (await Call(service, token, name, endpoint) is not Answer.Unauthenticated)
                faults.Add($"{name}: serves a token that is {kind}");
        return faults;
    }

    private static async Task<Answer> Call<TProgram>(
        ServiceFixture<TProgram> service, string? token, string name, RouteEndpoint endpoint)
        where TProgram : class =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { } grpc
            ? await Ask(service, token, grpc.Method)
            : await Request(service, token, name, endpoint);

    private static async Task<Answer> Request<TProgram>(
        ServiceFixture<TProgram> service, string? token, string name, RouteEndpoint endpoint)
        where TProgram : class
    {
        using var client = service.Client();
        var path = RouteValue().Replace(TenantWalk.Pattern(endpoint), v => v.Groups[1].Value switch
        {
            "guid" => Guid.Empty.ToString(),
            "long" or "int" => "1",
            _ => "0479",
        });
        using var request = new HttpRequestMessage(new(name.Split(' ')[0]), path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (request.Method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            var accepted = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes;
            request.Content = new StringContent("{}", Encoding.UTF8, accepted is [var a, ..] ? a : "application/json");
        }
        using var response = await client.SendAsync(request);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Answer.Unauthenticated,
            HttpStatusCode.Forbidden => Answer.Forbidden,
            _ => Answer.Other,
        };
    }

    /// <summary>An empty question; read as a stream, which a single answer is as well.</summary>
    private static async Task<Answer> Ask<TProgram>(ServiceFixture<TProgram> service, string? token, IMethod method)
        where TProgram : class
    {
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        var asked = new Method<byte[], byte[]>(
            MethodType.ServerStreaming, method.ServiceName, method.Name, bytes, bytes);
        using var http = service.Client(token);
        using var channel = GrpcChannel.ForAddress(http.BaseAddress!, new() { HttpClient = http });
        try
        {
            using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(asked, null, new(), []);
            await call.ResponseStream.MoveNext(CancellationToken.None);
            return Answer.Other;
        }
        catch (RpcException e)
        {
            return e.StatusCode switch
            {
                StatusCode.Unauthenticated => Answer.Unauthenticated,
                StatusCode.PermissionDenied => Answer.Forbidden,
                _ => Answer.Other,
            };
        }
    }

    [GeneratedRegex(@"\{\w+(?::(\w+))?\}")]
    private static partial Regex RouteValue();

    private enum Answer
    {
        /// <summary>401, over gRPC Unauthenticated.</summary>
        Unauthenticated,

        /// <summary>403, over gRPC PermissionDenied.</summary>
        Forbidden,

        /// <summary>Anything else: the caller got through.</summary>
        Other,
    }
}
