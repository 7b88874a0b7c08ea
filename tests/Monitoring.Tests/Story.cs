using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Monitoring.Tests;

/// <summary>Events about one provider, short enough to read in a test.</summary>
internal sealed class Story(string provider)
{
    internal string Provider { get; } = provider;

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    internal CareStarted Start(
        string client, string day, long allocation = 1, string municipality = "0439", string product = "45A48",
        string? requested = null, bool takenBack = false, int reported = 0) => new(
        municipality, Number(allocation), Client(client), Provider, "B", product, Day(day), requested is null ? null
            : Day(requested), takenBack,
        At(reported));

    internal CareStopped Stop(
        string client, string start, string end, string reason = "31", long allocation = 1, string municipality =
            "0439", bool takenBack = false,
        int reported = 1) => new(
        municipality, Number(allocation), Client(client), Provider, "B", "45A48", Day(start), Day(end), reason,
        takenBack, At(reported));

    internal AllocationMade Allocation(
        long allocation, int version, long cents, string start = "2026-03-01", string? reason = null, string segment =
            "B") => new(
        "0439", Number(allocation), version, null, null, Client("anna"), Provider, segment, "45", "45A48", Day(start),
        null, 10, "82", "4", null, reason, cents, At(version));

    internal DeclarationLinesAccepted Accepted(string month, params long[] cents) => new(
        Guid.NewGuid(), 0, "0439", Provider,
        [.. cents.Select(c => new AcceptedLine(Guid.NewGuid(), "B", "45A48", Day(month), c))], At(9));

    internal DeclarationLinesRejected Rejected(string month, params string[] codes) => new(
        Guid.NewGuid(), 0, "0439", Provider,
        [.. codes.Select(c => new RejectedLine(Guid.NewGuid(), Number(1), "45A48", Day(month), 100, [c, "9338"]))],
        At(9));

    internal PaymentBooked Paid(string month, long cents) => new(
        Guid.NewGuid(), "0439", Provider, [new("B", Day(month), cents)], Day(month), At(10));

    internal string Client(string name) => $"{name}-of-{Provider}";

    // the number is unique within a municipality, so another story's are others
    private long Number(long allocation) => long.Parse(Provider) * 100 + allocation;

    private static DateTimeOffset At(int step) =>
        new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(step);
}
