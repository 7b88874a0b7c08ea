using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>
/// Rows as comma-separated values in the form that a Dutch spreadsheet opens without asking: UTF-8 with a byte order
/// mark,
/// semicolons, CRLF, a header with the names of the JSON. Dates are 2026-10-31, instants UTC, decimals have a comma,
/// cents are whole numbers; what is a list has spaces between. A text that a spreadsheet would take for a formula gets
/// an
/// apostrophe before it.
/// </summary>
public static class Csv
{
    public const string MediaType = "text/csv";

    /// <summary>The most rows of one answer.</summary>
    public const int RowsMax = 50_000;

    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>Does the caller ask for CSV rather than for JSON (<c>Accept: text/csv</c>)?</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(MediaType) > Quality("application/json");

        double Quality(string type) =>
            accepted.Where(a => a.MediaType == type).Max(a => (double?)(a.Quality ?? 1)) ?? 0;
    }

    /// <summary>Marks a list that is there as CSV as well; the OpenAPI document says so.</summary>
    public static TBuilder AlsoCsv<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new CsvEndpoint());
        return endpoint;
    }

    /// <summary>The rows with a header; columns are the public properties in the order of their declaration.</summary>
    public static string Write<T>(IEnumerable<T> rows)
    {
        var columns = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var text = new StringBuilder();
        text.AppendJoin(';', columns.Select(c => JsonNamingPolicy.CamelCase.ConvertName(c.Name))).Append("\r\n");
        foreach (var row in rows) text.AppendJoin(';', columns.Select(c => Cell(c.GetValue(row)))).Append("\r\n");
        return text.ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Harmless(text)),
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture).Replace('.', ','),
        Enum choice => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString()),
        IEnumerable many => Quoted(Harmless(string.Join(' ', many.Cast<object?>()))),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(Harmless(value.ToString() ?? "")),
    };

    private static string Harmless(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>An endpoint whose list is there as CSV as well.</summary>
public sealed record CsvEndpoint;

/// <summary>
/// A list as a file. Where more follows than one answer holds, <c>Link: …; rel="next"</c> says where.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="name">Of the file, without extension.</param>
/// <param name="next">The cursor for what follows; null at the end.</param>
public sealed class CsvFile<T>(IReadOnlyList<T> rows, string name, string? next) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.ContentType = $"{Csv.MediaType}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        response.Headers.Vary = HeaderNames.Accept;
        if (next is not null)
        {
            var query = request.Query.Where(q => q.Key != "after")
                .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value))
                .Append(new("after", next));
            // relative to the address that was asked, which we do not know as the caller does
            response.Headers.Link = $"<{QueryString.Create(query)}>; rel=\"next\"";
        }
        await response.Body.WriteAsync(Encoding.UTF8.GetPreamble(), httpContext.RequestAborted);
        await response.WriteAsync(Csv.Write(rows), Encoding.UTF8, httpContext.RequestAborted);
    }
}
