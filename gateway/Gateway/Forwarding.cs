using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Jeugdregio.Gateway;

/// <summary>How a request travels from here to a service, and what is taken off its answer.</summary>
internal static class Forwarding
{
    internal static void Add(IServiceCollection services, GatewaySettings settings) => services.AddReverseProxy()
        .LoadFromMemory(Routes.All(settings), Routes.Clusters(settings))
        .ConfigureHttpClient((_, handler) => Tune(handler))
        .AddTransforms(Transform);

    /// <summary>
    /// A service that is gone must be noticed in seconds, also when its machine just stops answering.
    /// </summary>
    internal static void Tune(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        // a restarted service may have another address
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
        handler.EnableMultipleHttp2Connections = true;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.UseProxy = false;
    }

    private static void Transform(TransformBuilderContext context)
    {
        // of the X-Forwarded headers a service gets two, both from the connection itself: who, and whether over TLS
        context.AddXForwarded(ForwardedTransformActions.Off);
        context.AddXForwardedFor(action: ForwardedTransformActions.Set);
        context.AddXForwardedProto(action: ForwardedTransformActions.Set);

        var prefix = context.Route.ClusterId is { } service && context.Route.RouteId == service ? "/" + service : null;
        context.AddResponseTransform(answer =>
        {
            CleanAnswer(answer.HttpContext.Response.Headers, prefix);
            return ValueTask.CompletedTask;
        });
    }

    private static void CleanAnswer(IHeaderDictionary headers, string? prefix)
    {
        headers.Remove("Server");
        headers.Remove("X-Powered-By");
        // which sites may read an answer is decided here; two voices would give two headers, which browsers refuse
        foreach (var name in headers.Keys.Where(IsCors).ToList())
            headers.Remove(name);
        // a service does not know under which name it is reached
        var location = headers.Location.ToString();
        if (prefix is not null && location.StartsWith("/v1/", StringComparison.Ordinal))
            headers.Location = prefix + location;
    }

    private static bool IsCors(string name) =>
        name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase);
}
