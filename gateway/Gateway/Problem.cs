using System.Diagnostics;
using System.Text.Json;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Jeugdregio.Gateway;

/// <summary>An answer that says no, as RFC 9457 and the API Design Rules have it.</summary>
internal static class Problem
{
    internal const string MediaType = "application/problem+json";

    private const string TypePrefix = "urn:jeugdregio:problem:";

    /// <summary>
    /// Answers with a problem; <paramref name="more"/> are further members, e.g. which services did not answer.
    /// </summary>
    internal static Task Write(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, object>? more = null)
    {
        var members = new Dictionary<string, object?>
        {
            ["type"] = TypePrefix + code,
            ["title"] = Title(status),
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
        };
        foreach (var (name, value) in more ?? new Dictionary<string, object>())
            members[name] = value;
        if (Activity.Current is { } activity)
            members["traceId"] = activity.TraceId.ToHexString();

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = MediaType;
        var body = JsonSerializer.SerializeToUtf8Bytes(members);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    private static string Title(int status) => status switch
    {
        400 => "The request is malformed",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        408 => "Too slow",
        409 => "Conflict with the present state",
        413 => "Too large",
        415 => "Unsupported content type",
        429 => "Too many requests",
        502 => "A service did not answer well",
        503 => "Temporarily unavailable",
        504 => "No answer in time",
        _ => status >= 500 ? "Something went wrong here" : "Refused",
    };

    internal static Task WriteTooLarge(HttpContext context)
    {
        // the rest of the body is not waited for
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        return Write(context, StatusCodes.Status413PayloadTooLarge, "body-too-large",
            "The body is larger than this address takes.");
    }
}

/// <summary>
/// Turns what went wrong on the way, and answers without a body, into problems. Callers see nothing of exceptions.
/// </summary>
internal sealed class Problems(RequestDelegate next, ILogger<Problems> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await Answer(context, failure);
            return;
        }

        if (context.Response.HasStarted)
            return;
        if (context.GetForwarderErrorFeature() is { } onTheWay)
            await Answer(context, onTheWay);
        else if (context.Features.Get<IReverseProxyFeature>()?.ProxiedDestination is null)
            await AnswerEmpty(context);
    }

    private Task Answer(HttpContext context, Exception failure)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return Task.CompletedTask;
        }

        context.Response.Clear();
        switch (failure)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problem.WriteTooLarge(context);
            case BadHttpRequestException bad:
                return Problem.Write(context, bad.StatusCode, "bad-request", "The request cannot be read.");
            case IssuerUnreachableException:
                log.LogError(failure.InnerException, "The token issuer's keys could not be fetched");
                context.Response.Headers.RetryAfter = "5";
                return Problem.Write(context, StatusCodes.Status503ServiceUnavailable, "issuer-unreachable",
                    "Tokens cannot be checked at the moment, so nothing is let through. Try again later.");
            default:
                log.LogError(failure, "A request failed");
                return Problem.Write(context, StatusCodes.Status500InternalServerError, "internal-error",
                    "Something went wrong here. The trace id leads to it.");
        }
    }

    private Task Answer(HttpContext context, IForwarderErrorFeature error)
    {
        // nobody is there to read an answer; the log has the usual number for that
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return Task.CompletedTask;
        }

        var service = context.Features.Get<IReverseProxyFeature>()?.Cluster.Config.ClusterId ?? "service";
        var (status, code, detail) = Describe(error, service);
        context.Response.Clear();
        if (status >= StatusCodes.Status500InternalServerError)
            log.LogWarning("{Service} gave no answer: {Error} ({Cause})", service, error.Error, Cause(error.Exception));
        if (status is StatusCodes.Status413PayloadTooLarge)
            return Problem.WriteTooLarge(context);
        if (status is StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";
        return Problem.Write(context, status, code, detail);
    }

    private static (int Status, string Code, string Detail) Describe(IForwarderErrorFeature error, string service) =>
        error switch
        {
            { Error: ForwarderError.NoAvailableDestinations } or
            {
                Error: ForwarderError.Request,
                Exception: HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError,
                },
            } =>
                (503, "service-unreachable",
                    $"The service '{service}' cannot be reached at the moment. Try again later."),
            { Error: ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled
                or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled } =>
                (504, "service-too-slow",
                    $"The service '{service}' did not answer in time. It may still do what was asked."),
            { Error: ForwarderError.RequestBodyClient, Exception: var cause } when BadRequest(cause) is { } bad =>
                (bad.StatusCode, "bad-request", "The body could not be read to its end."),
            { Error: ForwarderError.RequestBodyClient } =>
                (400, "bad-request", "The body could not be read to its end."),
            _ => (502, "service-answer-broken",
                $"The service '{service}' broke off its answer. It may have done what was asked."),
        };

    private static BadHttpRequestException? BadRequest(Exception? cause) => cause switch
    {
        null => null,
        BadHttpRequestException bad => bad,
        AggregateException many => many.InnerExceptions.Select(BadRequest).FirstOrDefault(bad => bad is not null),
        _ => BadRequest(cause.InnerException),
    };

    /// <summary>Types only: the message of an exception may quote what was sent.</summary>
    private static string Cause(Exception? failure) => failure is HttpRequestException { HttpRequestError: var kind }
        ? $"{failure.GetType().Name} {kind}"
        : failure?.GetType().Name ?? "none";

    private static Task AnswerEmpty(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode < 400 || response.ContentType is not null || response.ContentLength is not null)
            return Task.CompletedTask;
        var (code, detail) = response.StatusCode switch
        {
            401 => ("not-authenticated", "A valid access token is needed: Authorization: Bearer …"),
            403 => ("not-allowed", "The token does not give this right."),
            404 => ("not-found", "There is nothing at this address."),
            405 => ("method-not-allowed", "This address does not take that method."),
            504 => ("too-slow", "It took too long."),
            _ => ("refused", "The request was refused."),
        };
        return Problem.Write(context, response.StatusCode, code, detail);
    }
}
