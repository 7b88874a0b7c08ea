using System.Runtime.CompilerServices;
using System.Text.Json;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.ServiceHost.Outbox;
using PublicApiGenerator;

namespace Jeugdregio.Billing.Tests.Wire;

/// <summary>
/// What leaves the service does not change by accident: every event and the public API stand approved beside this file.
/// </summary>
public sealed class WireTests
{
    private static readonly Guid Id = new("0192e0a0-0000-7000-8000-000000000001");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly DateTimeOffset At = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void DeclarationLinesAccepted_is_written_as_approved() =>
        Approve("DeclarationLinesAccepted.approved.json", Json(
        new DeclarationLinesAccepted(
            Id, 0, "0439", "01000001",
            [new(Id, "B", "45A48", new(2026, 10, 1), 25_000)], At)));

    [Fact]
    public void DeclarationLinesRejected_is_written_as_approved() =>
        Approve("DeclarationLinesRejected.approved.json", Json(
        new DeclarationLinesRejected(
            Id, 0, "0439", "01000001", [new(Id, 101, "45A48", new(2026, 10, 1), -25_000, ["8017", "9338"])], At)));

    [Fact]
    public void PaymentBooked_is_written_as_approved() => Approve("PaymentBooked.approved.json", Json(
        new PaymentBooked(Id, "0439", "01000001", [new("B", new(2026, 10, 1), 25_000)], new(2026, 11, 10), At)));

    [Fact]
    public void The_public_API_is_as_approved() => Approve(
        "Billing.Wire.approved.txt",
        typeof(PaymentBooked).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }) + "\n");

    private static string Json<T>(T told)
    {
        var text = JsonSerializer.Serialize(told, EventTypes.Json);
        // what was written is also what is read
        Assert.Equal(
            text, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(text, EventTypes.Json), EventTypes.Json));
        using var document = JsonDocument.Parse(text);
        return JsonSerializer.Serialize(document, Indented) + "\n";
    }

    private static void Approve(string name, string actual, [CallerFilePath] string here = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(here)!, name);
        var received =
            Path.ChangeExtension(
                approved.Replace(".approved.", ".received.", StringComparison.Ordinal), Path.GetExtension(name));
        actual = actual.ReplaceLineEndings("\n");
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == actual)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.Fail(
            $"{name} differs from what is written now, see {Path.GetFileName(received)}. A change of the wire needs a decision.");
    }
}
