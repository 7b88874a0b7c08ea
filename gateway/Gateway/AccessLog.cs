using System.Diagnostics;

namespace Jeugdregio.Gateway;

/// <summary>
/// One line for each request: what was asked of which route, by whom, from where, with what result. The route is logged
/// as it is declared and never as it was called, so that nothing a caller writes (a query, a path, a body) reaches the
/// log.
/// </summary>
internal sealed class AccessLog(RequestDelegate next, ILogger<AccessLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (log.IsEnabled(LogLevel.Information))
                Write(context, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>Lines of the framework that would hold the address as it was called, query and all.</summary>
    internal static void QuietFrameworkLogs(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.IdentityModel", LogLevel.Warning);
        if (!builder.Environment.IsDevelopment())
            builder.Logging.AddJsonConsole();
    }

    private void Write(HttpContext context, TimeSpan taken)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/health", StringComparison.Ordinal) && context.Response.StatusCode < 400)
            return;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        var method = HttpMethods.GetCanonicalizedValue(context.Request.Method);
        log.LogInformation(
            "{Method} {Route} {Status} in {Milliseconds} ms, client {Client}, from {Origin}, trace {TraceId}",
            method.Length <= 7 ? method : "(other)",
            route,
            context.Response.StatusCode,
            (long)taken.TotalMilliseconds,
            context.User.FindFirst("sub")?.Value ?? "-",
            context.Connection.RemoteIpAddress,
            Activity.Current?.TraceId.ToHexString());
    }
}
