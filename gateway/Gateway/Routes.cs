using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Jeugdregio.Gateway;

/// <summary>
/// Which path goes to which service. <c>/{service}/v1/…</c> goes to that service's <c>/v1/…</c>; a message of the iJw
/// standard has one address for the whole region, <c>/ijw/v1/{message}</c>, and goes to the service that handles it.
/// </summary>
internal static class Routes
{
    /// <summary>CORS policy of what anyone's browser may read from another site: the OpenAPI documents.</summary>
    internal const string OpenToBrowsers = "open-to-browsers";

    internal static readonly string[] Services = ["tendering", "contracting", "referrals", "billing", "monitoring"];

    private static readonly Dictionary<string, string[]> IjwMessages = new()
    {
        ["referrals"] = ["jw315", "jw305", "jw307", "jw302", "jw301", "jw316", "jw319", "jw306", "jw308"],
        ["billing"] = ["jw323", "jw325"],
    };

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    internal static string OpenApiPath(string service) => $"/{service}/v1/openapi.json";

    internal static List<RouteConfig> All(GatewaySettings settings)
    {
        var routes = new List<RouteConfig>();
        foreach (var service in Services)
        {
            routes.Add(Route($"{service}-openapi", service, OpenApiPath(service), settings) with
            {
                Match = new RouteMatch { Path = OpenApiPath(service), Methods = ["GET", "HEAD"] },
                AuthorizationPolicy = "Anonymous",
                CorsPolicy = OpenToBrowsers,
                Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi.json" }],
            });
            routes.Add(Route(service, service, $"/{service}/v1/{{**rest}}", settings) with
            {
                Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = $"/{service}" }],
            });
        }

        foreach (var (service, messages) in IjwMessages)
        {
            routes.AddRange(messages.Select(message =>
                Route($"ijw-{message}", service, $"/ijw/v1/{message}/{{**rest}}", settings) with
                {
                    Timeout = settings.IjwTimeout,
                    MaxRequestBodySize = settings.IjwBodyBytes,
                }));
        }

        return routes;
    }

    internal static List<ClusterConfig> Clusters(GatewaySettings settings) =>
        [.. Services.Select(service => new ClusterConfig
        {
            ClusterId = service,
            // cleartext HTTP/2, and nothing else: a service listens for that on a port of its own
            HttpRequest = new ForwarderRequestConfig
            {
                Version = new Version(2, 0),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                ActivityTimeout = settings.IjwTimeout,
            },
            Destinations = settings.Addresses[service]
                .Select((address, index) => (address, index))
                .ToDictionary(
                    pair => $"{service}-{pair.index}", pair => new DestinationConfig { Address = pair.address }),
        })];

    /// <summary>
    /// Addresses of a service that are not for callers: one service's clock is never moved without the others'.
    /// </summary>
    internal static void MapHidden(WebApplication app)
    {
        foreach (var service in Services)
            app.Map($"/{service}/v1/clock/{{**rest}}", () => TypedResults.NotFound());
    }

    private static RouteConfig Route(string id, string service, string path, GatewaySettings settings) => new()
    {
        RouteId = id,
        ClusterId = service,
        Match = new RouteMatch { Path = path, Methods = Methods },
        AuthorizationPolicy = "Default",
        Timeout = settings.Timeout,
        MaxRequestBodySize = settings.BodyBytes,
    };
}
