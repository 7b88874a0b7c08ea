using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>
/// Refuses a query parameter that the endpoint does not have: a filter that is misspelt would filter nothing, and who
/// asked would take everything for what was asked.
/// </summary>
internal sealed class KnownQuery(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query.Count == 0 || context.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<MethodInfo>() is null) return next(context);
        string[] known = [.. Names(endpoint)];
        var unknown = context.Request.Query.Keys
            .FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase));
        return unknown is null ? next(context) : Refused(unknown, known).ExecuteAsync(context);
    }

    private static IResult Refused(string unknown, string[] known) => Problems.Malformed(
        unknown,
        known.Length == 0 ? "There is no query here." : $"Asked for can be: {string.Join(", ", known)}.");

    /// <summary>What a text can be given for and is not part of the path.</summary>
    private static IEnumerable<string> Names(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(p => p.HasTryParse || p.ParameterInfo.ParameterType == typeof(string))
            .Select(p => p.Name)
            .Where(name => endpoint.RoutePattern.GetParameter(name) is null);
}
