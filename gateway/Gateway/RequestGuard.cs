using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Model;

namespace Jeugdregio.Gateway;

/// <summary>What is taken off a request, and which are sent back, before anything else looks at it.</summary>
internal static class RequestGuard
{
    private const long DiscardBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan DiscardTime = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Who a caller is, is said by its token alone. Headers others use to say it (and those that steer a proxy or a
    /// side-car) are dropped; of the <c>X-</c> headers no service knows any, so all of them are.
    /// </summary>
    private static readonly string[] DroppedPrefixes = ["X-", "X_", "Dapr-", "Proxy-", "Ssl-Client-", "Remote-"];

    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "Via", "True-Client-IP", "Client-IP", "CF-Connecting-IP", "Cookie", "baggage",
        "Client-Cert", "From",
    };

    internal static Task CleanAndCheckPath(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        // the server moves Content-Length there when a request has chunks too; where its end lies is then a matter of
        // opinion, which is how one request is smuggled inside another
        if (headers.ContainsKey("X-Content-Length"))
        {
            context.Response.Headers.Connection = "close";
            return Problem.Write(context, StatusCodes.Status400BadRequest, "two-lengths",
                "The request gives its length in two ways.");
        }

        List<string>? unwanted = null;
        foreach (var (name, _) in headers)
        {
            if (IsDropped(name))
                (unwanted ??= []).Add(name);
        }

        foreach (var name in unwanted ?? [])
            headers.Remove(name);

        var path = context.Request.Path.Value ?? "/";
        // an encoded or turned-round slash is read as a path border by one program and as a letter by the next
        if (path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.AsSpan().ContainsAny('\\', '\0')
            || path.Contains("//", StringComparison.Ordinal))
        {
            return Problem.Write(context, StatusCodes.Status400BadRequest, "path-not-plain",
                "The path holds an empty part, a backslash, or an encoded slash.");
        }

        // API Design Rules: with a slash at its end it is another address, and there is nothing there
        if (path.Length > 1 && path.EndsWith('/'))
        {
            return Problem.Write(context, StatusCodes.Status404NotFound, "not-found",
                "There is nothing at this address. No address here ends in a slash.");
        }

        return next(context);
    }

    /// <summary>A body announced too large is refused before a byte of it is read or a service is troubled.</summary>
    internal static async Task CheckBodySize(HttpContext context, RequestDelegate next)
    {
        // a route's own limit is put in place only when the request is about to be forwarded
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.MaxRequestBodySize
            ?? context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (limit is null || !(context.Request.ContentLength > limit))
        {
            await next(context);
            return;
        }
        await Problem.WriteTooLarge(context);
        await context.Response.CompleteAsync();
        await Discard(context);
    }

    /// <summary>
    /// Takes in a bounded part of what the client is still sending. Closing at once would reset the connection, and the
    /// client would see a broken pipe instead of the answer that says why.
    /// </summary>
    private static async Task Discard(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(DiscardTime);
        var part = new byte[64 * 1024];
        try
        {
            for (long left = DiscardBytes; left > 0;)
            {
                var read = await context.Request.Body.ReadAsync(part, patience.Token);
                if (read == 0)
                    return;
                left -= read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // it has its answer; what it does further is its own affair
        }
    }

    private static bool IsDropped(string name)
    {
        if (Dropped.Contains(name))
            return true;
        foreach (var prefix in DroppedPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
