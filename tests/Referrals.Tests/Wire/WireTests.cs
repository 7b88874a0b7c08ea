using System.Text.Encodings.Web;
using System.Text.Json;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Outbox;
using PublicApiGenerator;

namespace Jeugdregio.Referrals.Tests.Wire;

/// <summary>What leaves the service does not change by accident: an event that changes is a new type in V2.</summary>
public sealed class WireTests
{
    private static readonly JsonSerializerOptions Readable =
        new(EventTypes.Json) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Guid Request = new("01980000-0000-7000-8000-000000000001");
    private static readonly string Key = new('a', 32);
    private static readonly DateTimeOffset At = new(2026, 1, 5, 9, 15, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, object> Events = new()
    {
        ["AllocationRequested"] = new AllocationRequested(Request, Key, "0479", "01000001", "45", "45A48", new(2026, 1, 5), At),
        ["AllocationRefused"] = new AllocationRefused(Request, Key, "0479", "01000001", "45A48", "8", At),
        ["AllocationMade"] = new AllocationMade(
            "0479", 100_000_001, 2, Request, new(2026, 1, 5), Key, "01000001", "B", "45", "45A48", new(2026, 1, 12), new(2026, 7, 12), 180,
            "01", "2", null, "05", 60_840_000, At),
        ["CareStarted"] = new CareStarted("0479", 100_000_001, Key, "01000001", "B", "45A48", new(2026, 1, 13), new(2026, 1, 5), false, At),
        ["CareStopped"] = new CareStopped(
            "0479", 100_000_001, Key, "01000001", "B", "45A48", new(2026, 1, 13), new(2026, 6, 30), "31", false, At),
        ["IndividualAgreementProposed"] = new IndividualAgreementProposed(
            new("01980000-0000-7000-8000-000000000002"), Request, Key, "0479", "01000003", "B", "45A48", "84", 70_000,
            new(2026, 1, 12), new(2026, 12, 31), "A year of family therapy.", "Nobody contracted speaks sign language.",
            "gemeente-0479", At),
    };

    public static TheoryData<string> Names => [.. Events.Keys];

    [Theory, MemberData(nameof(Names))]
    public void An_event_is_written_as_approved(string name) =>
        IsApproved($"{name}.approved.json", JsonSerializer.Serialize(Events[name], Events[name].GetType(), Readable));

    [Theory, MemberData(nameof(Names))]
    public void An_event_as_approved_is_read(string name) =>
        Assert.Equal(Events[name], JsonSerializer.Deserialize(Approved($"{name}.approved.json"), Events[name].GetType(), EventTypes.Json));

    [Fact]
    public void The_public_types_are_as_approved() =>
        IsApproved(
            "PublicApi.approved.txt",
            typeof(AllocationMade).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").Trim());

    private static void IsApproved(string file, string actual) =>
        Assert.True(Approved(file) == actual, $"{file} differs. Where the change is meant, this becomes the approved text:\n{actual}");

    private static string Approved(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", file)).Trim();
}
