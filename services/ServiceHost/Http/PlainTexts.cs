using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>
/// Refuses the character U+0000 in query and JSON: no table can hold it, and the database's driver does not get over a
/// statement that failed by it. A path with it does not come this far, and XML knows none.
/// </summary>
internal sealed class PlainTexts(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var field = context.Request.Query.FirstOrDefault(asked => asked.Value.Any(text => !IsPlain(text))).Key
            ?? (context.GetEndpoint() is RouteEndpoint && context.Request.HasJsonContentType()
                ? OfBody((await context.Request.Whole(context.RequestAborted)).Span) : null);
        if (field is null) await next(context);
        else await Problems.Malformed(field, "A text has no character U+0000.").ExecuteAsync(context);
    }

    private static bool IsPlain(string? text) => text?.Contains('\0', StringComparison.Ordinal) != true;

    // in JSON it is never there but like this
    private static string? OfBody(ReadOnlySpan<byte> json) => json.IndexOf("\\u0000"u8) < 0 ? null : Field(json);

    /// <summary>The field whose name or text has it; null where a backslash only looks like it, or for no JSON.</summary>
    private static string? Field(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var field = "";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String)) continue;
                var text = reader.GetString();
                if (!IsPlain(text)) return field;
                if (reader.TokenType is JsonTokenType.PropertyName) field = text!;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // no JSON, or half a character: whoever reads it says what is wrong
        }
        return null;
    }
}
