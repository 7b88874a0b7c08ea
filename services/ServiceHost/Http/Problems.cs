using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>Problem details (RFC 9457): <c>type</c> ends in the refusal's code, <c>field</c> and <c>rule</c> say where and why.</summary>
public static class Problems
{
    private const string TypePrefix = "urn:jeugdregio:problem:";

    /// <param name="why">The rule's answer.</param>
    /// <param name="status">422 unless the request was malformed (400), contradicts the present state (409) or is about nothing (404).</param>
    public static ProblemHttpResult ToProblem(this Refusal why, int status = StatusCodes.Status422UnprocessableEntity)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = why.Code };
        if (why.Field is not null) extensions["field"] = why.Field;
        if (why.Rule is not null) extensions["rule"] = why.Rule;
        return TypedResults.Problem(
            type: TypePrefix + why.Code, title: Title(status), detail: why.Detail, statusCode: status, extensions: extensions);
    }

    /// <summary>404 for what does not exist or is not the caller's: the answer does not tell which.</summary>
    public static ProblemHttpResult Missing(string what) =>
        new Refusal($"{what}-not-found", $"There is no such {what.Replace('-', ' ')}.").ToProblem(StatusCodes.Status404NotFound);

    /// <summary>400 for input that does not have the shape it must have.</summary>
    public static ProblemHttpResult Malformed(string field, string detail, string? rule = null) =>
        new Refusal("malformed-input", detail, field, rule).ToProblem(StatusCodes.Status400BadRequest);

    /// <summary>What is refused before an endpoint is reached; in the gateway's words where it has them.</summary>
    internal static ProblemHttpResult OfStatus(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return (status switch
        {
            401 => new Refusal(
                "not-authenticated", "A valid access token is needed: Authorization: Bearer …", "Authorization", "G03"),
            403 => new("not-allowed", Served(context.GetEndpoint()), "role", "G03"),
            404 => new("not-found", "There is nothing at this address."),
            405 => new("method-not-allowed", $"This address takes: {context.Response.Headers.Allow}."),
            415 => new("content-type-not-accepted", "The body is of a type that is not taken here.", "Content-Type"),
            _ => new("refused", Title(status)),
        }).ToProblem(status);

        static string Served(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ServedRoles>() is { } served
            ? $"This is for: {string.Join(", ", served.Roles)}." : "This is not for you.";
    }

    /// <summary>Every problem tells under which trace operations finds it.</summary>
    internal static void Trace(ProblemDetailsOptions options) => options.CustomizeProblemDetails = problem =>
    {
        if (Activity.Current is { } activity)
            problem.ProblemDetails.Extensions["traceId"] = activity.TraceId.ToHexString();
    };

    internal static string Title(int status) => status switch
    {
        400 => "The request is malformed",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "Conflict with the present state",
        413 => "Too large",
        415 => "Unsupported content type",
        422 => "Refused by a rule",
        429 => "Too many requests",
        503 => "Temporarily unavailable",
        _ => status >= 500 ? "Something went wrong here" : "Refused",
    };
}

/// <summary>
/// Turns what escaped an endpoint into a problem; callers see nothing of our machinery. What nobody can help here, the
/// database or another service being away, leaves no stack trace: of an outage there would be thousands.
/// </summary>
internal sealed partial class ExceptionProblems(StoreState store, ILogger<ExceptionProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException) return true;
        var (status, why) = Explain(exception);
        if (status >= 500 && !store.Missed(exception)) Log(exception, httpContext.GetEndpoint()?.DisplayName);
        if (status == 503) httpContext.Response.Headers.RetryAfter = "2";
        httpContext.Response.StatusCode = status;
        await why.ToProblem(status).ExecuteAsync(httpContext);
        return true;
    }

    private void Log(Exception exception, string? endpoint)
    {
        if (exception is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } away)
            log.LogWarning("A service that {Endpoint} needs does not answer ({Status}).", endpoint, away.StatusCode);
        else log.LogError(exception, "Unhandled in {Endpoint}", endpoint);
    }

    private static (int Status, Refusal Why) Explain(Exception exception) => exception switch
    {
        StaleException => (409, new("changed-meanwhile", "It was changed by somebody else meanwhile; read it again.")),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } =>
            (409, new("exists-already", "It exists already.")),
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } =>
            (409, new("changed-meanwhile", "It was changed by somebody else meanwhile; try again.")),
        BadHttpRequestException { StatusCode: 413 } => (413, new("too-large", "The request is larger than is accepted.")),
        BadHttpRequestException { InnerException: JsonException json } => (400, Json(json)),
        JsonException json => (400, Json(json)),
        BadHttpRequestException bad => (bad.StatusCode, Unbound(bad.Message)),
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } =>
            (503, new("service-unavailable", "A service that is needed for the answer does not answer; try again later.")),
        RpcException rpc when rpc.ToRefusal() is { } why => (422, why),
        _ when StoreState.IsOutage(exception) =>
            (503, new("store-unavailable", "The store does not answer at this moment; try again later.")),
        _ => (500, new("internal-error", "Something went wrong on our side. The trace id helps operations to find it.")),
    };

    /// <summary>The field, and what can stand there; the framework's own sentence tells of our types.</summary>
    private static Refusal Unbound(string message)
    {
        if (message.StartsWith("Implicit body", StringComparison.Ordinal))
            return new("malformed-input", "The request needs a body: JSON.");
        if (Parameter().Match(message) is not { Success: true } parameter) return new("malformed-input", message);
        var isMissing = message.StartsWith("Required", StringComparison.Ordinal);
        return new(
            "malformed-input", isMissing ? "This is needed." : Written(parameter.Groups["type"].Value),
            parameter.Groups["name"].Value);
    }

    [GeneratedRegex("""^(?:Failed to bind|Required) parameter "(?:Nullable<)?(?<type>.+?)>? (?<name>\w+)" """)]
    private static partial Regex Parameter();

    private static string Written(string type) => type switch
    {
        "int" or "long" => "A whole number.",
        "bool" => "true or false.",
        "DateOnly" => "A day as 2026-10-31.",
        "DateTimeOffset" => "An instant as 2026-10-31T12:00:00Z.",
        "Guid" => "An identity as 0192f3a4-….",
        _ => "It is not written as it must be.",
    };

    /// <summary>The field and the position; the parser's own sentence would repeat the caller's value.</summary>
    private static Refusal Json(JsonException json) => new(
        "malformed-input",
        $"The body is not the JSON that is expected here (line {json.LineNumber + 1}, position {json.BytePositionInLine + 1}).",
        MissingField().Match(json.Message) is { Success: true } missing
            ? missing.Groups["name"].Value
            : json.Path?.TrimStart('$').TrimStart('.'));

    [GeneratedRegex("missing required properties including: '(?<name>[^']+)'")]
    private static partial Regex MissingField();
}
