using System.Text.Encodings.Web;
using System.Text.Json;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Outbox;
using PublicApiGenerator;

namespace Jeugdregio.Contracting.Tests.Wire;

/// <summary>What leaves the service does not change by accident: an event that changes is a new type in V2.</summary>
public sealed class WireTests
{
    private static readonly JsonSerializerOptions Readable =
        new(EventTypes.Json) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Without the mark of the code generator, which holds its version.</summary>
    private static readonly ApiGeneratorOptions WireApi = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes = ["System.CodeDom.Compiler.GeneratedCodeAttribute"],
    };

    private static readonly AgreementActivated Activated = new(
        new("01980000-0000-7000-8000-000000000001"), "01000001", "B", ["0439", "0479"], ["45A48", "45A53"], new(2027, 1, 1),
        new(2028, 12, 31), new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));

    private static readonly AgreementExtended Extended = new(
        new("01980000-0000-7000-8000-000000000001"), 1, "01000001", "B", new(2029, 12, 31),
        new(2028, 10, 1, 9, 0, 0, TimeSpan.Zero));

    private static readonly TariffSet Set = new(
        new("01980000-0000-7000-8000-000000000002"), 2, new("01980000-0000-7000-8000-000000000001"), "01000001", "B", "45A48", "84", 66_625,
        new(2028, 1, 1), new(2028, 12, 31), new(2027, 11, 1, 9, 0, 0, TimeSpan.Zero), Municipalities: ["0439", "0479"]);

    private static readonly ApprovalGranted Granted = new(
        new("01980000-0000-7000-8000-000000000003"), "01000001", "45A53", "0479", new(2027, 1, 1), new(2027, 6, 30),
        300_000,
        new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    private static readonly InstalmentsAgreed Agreed = new(
        new("01980000-0000-7000-8000-000000000004"), new("01980000-0000-7000-8000-000000000001"),
        new("01980000-0000-7000-8000-000000000002"), "01000001", "B", "45A48",
        [new(new("01980000-0000-7000-8000-000000000005"), "0439", new(2027, 1, 1), new(2027, 1, 15), 1_250_000)],
        new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    private static readonly CrisisCheckChanged Checked = new(
        new("01980000-0000-7000-8000-000000000006"), 2, "0479", 100_000_001, "01000001", "46", "46A03",
        new(2027, 1, 1), new(2027, 1, 15), "refused", new(2027, 1, 4), new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Agreement_activated_is_written_and_read_as_approved() => IsApproved("AgreementActivated.approved.json", Activated);

    [Fact]
    public void Agreement_extended_is_written_and_read_as_approved() =>
        IsApproved("AgreementExtended.approved.json", Extended);

    [Fact]
    public void Tariff_set_is_written_and_read_as_approved() => IsApproved("TariffSet.approved.json", Set);

    [Fact]
    public void Approval_granted_is_written_and_read_as_approved() =>
        IsApproved("ApprovalGranted.approved.json", Granted);

    [Fact]
    public void Instalments_agreed_is_written_and_read_as_approved() =>
        IsApproved("InstalmentsAgreed.approved.json", Agreed);

    [Fact]
    public void Crisis_check_changed_is_written_and_read_as_approved() =>
        IsApproved("CrisisCheckChanged.approved.json", Checked);

    [Fact]
    public void The_public_types_are_as_approved() =>
        IsApproved(
            "PublicApi.approved.txt",
            typeof(TariffSet).Assembly.GeneratePublicApi(WireApi).ReplaceLineEndings("\n").Trim());

    private static void IsApproved<T>(string file, T sample)
        where T : class
    {
        IsApproved(file, JsonSerializer.Serialize(sample, Readable));
        Assert.Equivalent(sample, JsonSerializer.Deserialize<T>(Approved(file), EventTypes.Json), strict: true);
    }

    private static void IsApproved(string file, string actual) =>
        Assert.True(Approved(file) == actual, $"{file} differs. Where the change is meant, this becomes the approved text:\n{actual}");

    private static string Approved(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", file)).Trim();
}
