using System.Text.Encodings.Web;
using System.Text.Json;
using Jeugdregio.ServiceHost.Outbox;
using Jeugdregio.Tendering.Wire.V1;
using PublicApiGenerator;

namespace Jeugdregio.Tendering.Tests.Wire;

/// <summary>What leaves the service does not change by accident: an event that changes is a new type in V2.</summary>
public sealed class WireTests
{
    private static readonly JsonSerializerOptions Readable =
        new(EventTypes.Json) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly LotAwarded Sample = new(
        new("01980000-0000-7000-8000-000000000001"), new("01980000-0000-7000-8000-000000000002"),
        new("01980000-0000-7000-8000-000000000003"), "01000001", "B", "2+1+1+1", ["0439", "0479"], [new("45A48", "84", 65_000)],
        new(2027, 1, 1), new(2026, 6, 22, 8, 30, 0, TimeSpan.Zero));

    [Fact]
    public void Lot_awarded_is_written_as_approved() =>
        IsApproved("LotAwarded.approved.json", JsonSerializer.Serialize(Sample, Readable));

    [Fact]
    public void Lot_awarded_as_approved_is_read() =>
        Assert.Equivalent(Sample, JsonSerializer.Deserialize<LotAwarded>(Approved("LotAwarded.approved.json"), EventTypes.Json), strict: true);

    [Fact]
    public void The_public_types_are_as_approved() =>
        IsApproved(
            "PublicApi.approved.txt",
            typeof(LotAwarded).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").Trim());

    private static void IsApproved(string file, string actual) =>
        Assert.True(Approved(file) == actual, $"{file} differs. Where the change is meant, this becomes the approved text:\n{actual}");

    private static string Approved(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", file)).Trim();
}
