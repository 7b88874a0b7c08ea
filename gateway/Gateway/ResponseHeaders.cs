namespace Jeugdregio.Gateway;

/// <summary>
/// Headers the NL API Design Rules ask on every answer, whoever made it: the gateway, a service, or an error on the
/// way. They are set last, so that a service cannot weaken them.
/// </summary>
internal static class ResponseHeaders
{
    internal const string ApiVersionHeader = "API-Version";

    internal const string PolicyForApi = "frame-ancestors 'none'";

    private static readonly object PolicyKey = new();

    internal static Task OnEveryAnswer(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(Set, context);
        return next(context);
    }

    /// <summary>For a page: the content policy that takes the place of the one for API answers.</summary>
    internal static void UseContentPolicy(HttpContext context, string policy) => context.Items[PolicyKey] = policy;

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = context.Items[PolicyKey] as string ?? PolicyForApi;
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (!headers.ContainsKey(ApiVersionHeader))
            headers[ApiVersionHeader] = GatewayApp.ApiVersion;
        return Task.CompletedTask;
    }
}
