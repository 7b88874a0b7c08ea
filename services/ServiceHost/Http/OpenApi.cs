using System.Text.Json.Nodes;
using Jeugdregio.ServiceHost.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>The service's OpenAPI 3.1 document as the Dutch API Design Rules want it (nlgov:*), derived from the endpoints.</summary>
internal static class OpenApi
{
    private const string Messages = "/ijw/v1";

    internal static void AddApiDescription(this IServiceCollection services, string service)
    {
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document, service);
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                DescribeInstant(schema, context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                Complete(operation, context);
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>What a converter of our own writes (<see cref="UtcInstant"/>) the framework does not see.</summary>
    private static void DescribeInstant(OpenApiSchema schema, Type type)
    {
        if (type != typeof(DateTimeOffset) && type != typeof(DateTimeOffset?)) return;
        var orNothing = type == typeof(DateTimeOffset) ? default : JsonSchemaType.Null;
        schema.Type = JsonSchemaType.String | orNothing;
        schema.Format = "date-time";
    }

    private static void Describe(OpenApiDocument document, string service)
    {
        document.Info = new()
        {
            Title = $"Jeugdregio {service}",
            Version = ServiceVersion.Text,
            Description = "Buying and steering youth care (jeugdhulp) for the municipalities of a region.",
            Contact = new() { Name = "Jeugdregio", Email = "beheer@jeugdregio.example", Url = new("https://jeugdregio.example") },
        };
        document.Servers = [new() { Url = $"https://api.jeugdregio.example/{service}/v1" }];
        document.Paths = Relative(document.Paths);
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = ProblemSchema();
    }

    /// <summary>
    /// Paths stand relative to the server, whose address ends in /v1 (nlgov:include-major-version-in-uri). Messages
    /// have an address of their own, the same whichever service takes them.
    /// </summary>
    private static OpenApiPaths Relative(OpenApiPaths all)
    {
        var relative = new OpenApiPaths();
        foreach (var (path, item) in all)
        {
            var isMessage = path.StartsWith(Messages, StringComparison.Ordinal);
            var isOwn = path.StartsWith("/v1/", StringComparison.Ordinal);
            if (isMessage && item is OpenApiPathItem message)
                message.Servers = [new() { Url = $"https://api.jeugdregio.example{Messages}" }];
            relative[isMessage ? path[Messages.Length..] : isOwn ? path[3..] : path] = item;
        }
        return relative;
    }

    private static OpenApiSchema ProblemSchema()
    {
        var properties = new Dictionary<string, IOpenApiSchema>();
        foreach (var name in new[] { "type", "title", "detail", "code", "field", "rule", "traceId" })
            properties[name] = new OpenApiSchema { Type = JsonSchemaType.String };
        properties["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "Problem details (RFC 9457).",
            Properties = properties,
            Required = new HashSet<string> { "status", "title", "detail" },
        };
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Responses.TryAdd("400", Problem("The request is malformed."));
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Responses.TryAdd("401", Problem("Not signed in."));
            operation.Responses.TryAdd("403", Problem("Not allowed."));
            operation.Security =
                [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        }
        if (metadata.OfType<ServedRoles>().FirstOrDefault() is { } served)
            operation.Description = $"{operation.Description} Roles: {string.Join(", ", served.Roles)}.".Trim();
        if (metadata.OfType<ActEndpoint>().FirstOrDefault() is { } act)
        {
            operation.Responses.TryAdd("409", Problem("Contradicts the present state, or the same request is being handled."));
            operation.Responses.TryAdd("422", Problem("Refused by a rule."));
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Required = act.KeyRequired,
                Description = "Makes sending twice the same as sending once.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 128 },
            });
        }
        if (metadata.OfType<CsvEndpoint>().Any()
            && operation.Responses.GetValueOrDefault("200") is OpenApiResponse list)
        {
            list.Content ??= new Dictionary<string, OpenApiMediaType>();
            list.Content[Csv.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
        foreach (var (code, response) in operation.Responses)
        {
            if (response is not OpenApiResponse real) continue;
            real.Headers ??= new Dictionary<string, IOpenApiHeader>();
            real.Headers["API-Version"] = new OpenApiHeader
            {
                Description = "The full version of the API (semver).",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create(ServiceVersion.Text)] },
            };
            if (code[0] is '4' or '5') real.Content = ProblemContent();
        }
    }

    private static OpenApiResponse Problem(string description) => new() { Description = description, Content = ProblemContent() };

    private static Dictionary<string, OpenApiMediaType> ProblemContent() => new()
    {
        ["application/problem+json"] = new() { Schema = ProblemSchema() },
    };
}
