using System.Text.Json;
using Xunit;

namespace Jeugdregio.TestSupport;

/// <summary>What a person and a generator need from a service's OpenAPI document, besides the API Design Rules.</summary>
public static class ApiDescription
{
    private static readonly HashSet<string> Dates = ["startDate", "endDate", "validFrom", "validUntil", "standstillEnds"];

    /// <summary>Every operation has an id of its own, a summary and a tag; every date says that it is one.</summary>
    public static async Task Check<TProgram>(ServiceFixture<TProgram> service)
        where TProgram : class
    {
        var document = await service.Get("", "/openapi.json");
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value)
            // an item may name servers of its own besides its operations
            .Where(o => o.ValueKind is JsonValueKind.Object).ToList();
        Assert.NotEmpty(operations);
        var ids = operations.Select(o => o.GetProperty("operationId").GetString()!).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(operations, o =>
        {
            Assert.NotEmpty(o.GetProperty("summary").GetString()!);
            Assert.NotEmpty(o.GetProperty("tags").EnumerateArray());
        });
        Assert.All(
            Properties(document).Where(p => Dates.Contains(p.Name)),
            p => Assert.Equal("date", p.Value.GetProperty("format").GetString()));
        Assert.All(
            Properties(document).Where(p => p.Name.EndsWith("At", StringComparison.Ordinal)),
            p => Assert.Equal(
                (p.Name, "date-time"),
                (p.Name, p.Value.TryGetProperty("format", out var format) ? format.GetString() : "none")));
    }

    private static IEnumerable<JsonProperty> Properties(JsonElement document) =>
        document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(s => s.Value.TryGetProperty("properties", out _))
            .SelectMany(s => s.Value.GetProperty("properties").EnumerateObject());
}
