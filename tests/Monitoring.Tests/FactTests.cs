using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Monitoring.Tests;

[Collection<MonitoringCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("invariant", "I4")]
public sealed class FactTests(MonitoringService service)
{
    private static readonly DateTimeOffset At = new(2026, 2, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_kind_of_event_is_taken_in_once_and_can_be_compared_with_its_source()
    {
        var story = new Story(service.NewProvider());
        var before = await Counts();
        object[] events =
        [
            new LotAwarded(
                Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), story.Provider, "B", "2+1+1+1", ["0439"],
                [new("45A48", "82", 12_500)], Story.Day("2026-01-01"), At),
            new AgreementActivated(
                Guid.NewGuid(), story.Provider, "B", ["0439"], ["45A48"], Story.Day("2026-01-01"),
                Story.Day("2027-12-31"), At),
            new AgreementExtended(Guid.NewGuid(), 1, story.Provider, "B", Story.Day("2028-12-31"), At),
            new TariffSet(
                Guid.NewGuid(), 1, Guid.NewGuid(), story.Provider, "B", "45A48", "82", 12_500, Story.Day("2026-01-01"),
                Story.Day("2027-12-31"), At),
            new AllocationRequested(
                Guid.NewGuid(), story.Client("anna"), "0439", story.Provider, "45", null, Story.Day("2026-02-01"), At),
            new AllocationRefused(Guid.NewGuid(), story.Client("anna"), "0439", story.Provider, null, "3", At),
            story.Allocation(1, 1, 5), story.Start("anna", "2026-03-01"),
            story.Stop("anna", "2026-03-01", "2026-03-02"), story.Accepted("2026-03-01", 1, 2, 3),
            story.Rejected("2026-03-01", "0611", "9338"), story.Paid("2026-03-01", 6),
        ];
        await service.Hear([.. events, .. events]);
        var after = await Counts();
        Assert.Equal(12, after.Count);
        foreach (var (kind, count) in after)
        {
            Assert.Equal(before[kind].Messages + 1, count.Messages);
            Assert.Equal(
                before[kind].Facts
                    + kind switch { "DeclarationLinesAccepted" => 3, "DeclarationLinesRejected" => 2, _ => 1 },
                    count.Facts);
        }

        await using var connection = await service.Connection();
        var ids = await connection.QueryAsync<Guid>("select message_id from inbox where consumer = 'KeepLotAwarded'");
        var sorted = string.Join(',', ids.Select(i => i.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sorted))), after["LotAwarded"].Hash);
    }

    private async Task<Dictionary<string, (long Messages, long Facts, string Hash)>> Counts() =>
        (await service.Get(TestTokens.Operations, "/v1/facts/counts")).GetProperty("items").EnumerateArray()
            .ToDictionary(
            i => i.GetProperty("event").GetString()!,
            i => (i.GetProperty("messages").GetInt64(), i.GetProperty("facts").GetInt64(), Text(i, "messagesHash")));

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
