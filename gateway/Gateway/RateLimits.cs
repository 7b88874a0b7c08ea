using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Jeugdregio.Gateway;

/// <summary>
/// How often a caller may ask: a bucket for each client (its token's <c>sub</c>), and one for each address that shows
/// no valid token. One client that runs wild empties its own bucket and nobody else's.
/// </summary>
internal static class RateLimits
{
    internal static void Set(RateLimiterOptions options, GatewaySettings settings)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.User.Identity?.IsAuthenticated is true && context.User.FindFirst("sub") is { } client
                ? RateLimitPartition.GetTokenBucketLimiter("client " + client.Value, _ => Limiter(settings.Client))
                : RateLimitPartition.GetTokenBucketLimiter(
                    "address " + Address(context), _ => Limiter(settings.Anonymous)));
        options.OnRejected = (rejected, _) =>
        {
            var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
                : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problem.Write(rejected.HttpContext, StatusCodes.Status429TooManyRequests,
                "too-many-requests", $"More requests than agreed. Try again in {seconds} s (Retry-After)."));
        };
    }

    /// <summary>An IPv6 caller owns a whole /64, so that is what counts as one address.</summary>
    internal static string Address(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }

    private static TokenBucketRateLimiterOptions Limiter(Bucket bucket) => new()
    {
        TokenLimit = bucket.Burst,
        TokensPerPeriod = bucket.PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        // a queue would keep connections waiting here; the caller is told when to come back instead
        QueueLimit = 0,
    };
}
