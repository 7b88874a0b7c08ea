using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Jeugdregio.Gateway;

/// <summary>What one connection, and all of them together, may ask of this process.</summary>
internal static class ServerLimits
{
    internal static void Set(WebApplicationBuilder builder, GatewaySettings settings)
    {
        if (settings.MetricsPort is { } port)
            builder.WebHost.UseUrls($"{Listening(builder.Configuration)};http://*:{port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(tls => tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
            SetLimits(kestrel.Limits, settings);
        });
    }

    private static void SetLimits(KestrelServerLimits limits, GatewaySettings settings)
    {
        // without a number ten thousand idle callers would be let in, and the next ten thousand
        limits.MaxConcurrentConnections = settings.MaxConnections;
        // nothing here is upgraded (no web sockets); an upgraded connection would escape every other limit
        limits.MaxConcurrentUpgradedConnections = 0;
        // what a route does not widen
        limits.MaxRequestBodySize = settings.BodyBytes;
        // a token is 1 to 8 KB; ordinary headers fit in the rest
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 50;
        limits.MaxRequestLineSize = 8 * 1024;
        // headers come in one packet from anyone honest; half a minute, the default, is a gift to slow-header attacks
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        // 25 MB within the time a message may take is far above this; a caller that drips is let go after ten seconds
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>Naming one more address replaces the configured ones, so those are named again.</summary>
    private static string Listening(ConfigurationManager configuration)
    {
        var ports = (configuration["HTTP_PORTS"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        return configuration["URLS"]
            ?? (ports.Length > 0
                ? string.Join(';', ports.Select(port => $"http://*:{port}"))
                : "http://localhost:5000");
    }
}
