using Jeugdregio.Region;
using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Tests;

/// <summary>A tender, its lots and a bid that break no rule; tests change one thing.</summary>
internal static class Samples
{
    internal static readonly RegionPack Region =
        RegionFile.Load(Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"));

    internal static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset Closing = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset AfterClosing = Closing.AddHours(1);

    internal static readonly CreateTender Act = new(
        "Youth care 2027", "sas-simplified", "2+1+1+1", ["0439", "0479"], new(2027, 1, 1), Closing,
        [new("Quality", 60, false), new("Price", 40, true)],
        [new("B", [new("45A48", "84", 65_000), new("45A53", "84", 90_000)]), new("V", [new("44A08", "14")])]);

    internal static readonly Tender Open = new(
        Guid.CreateVersion7(), Act.Title, Act.ProcedureKind, Act.ContractModel, Act.Municipalities, Act.StartDate, Act.Criteria, Closing,
        TenderStatus.Published, Now, null);

    internal static readonly Tender Closed = Open with { Status = TenderStatus.Closed, ClosedAt = AfterClosing };

    internal static readonly Lot LotB = new(Guid.CreateVersion7(), Open.Id, "B", Act.Lots[0].Products, LotStatus.Open, 0, null, null);
    internal static readonly Lot LotV = new(Guid.CreateVersion7(), Open.Id, "V", Act.Lots[1].Products, LotStatus.Open, 0, null, null);

    internal static readonly SubmitBid OnB = new(
        true, true, ["0479"], [new("45A48", null, "Plan 1"), new("45A53", null, "Plan 2")],
        new("HKZ", "HKZ-1", new(2025, 1, 1), new(2027, 12, 31)));

    internal static readonly SubmitBid OnV = OnB with { ServiceLocations = [], Products = [new("44A08", 31_000, "Plan")] };

    internal static Bid Scored(Lot lot, SubmitBid act, string provider = "01000001") => new(
        Guid.CreateVersion7(), lot.Id, lot.TenderId, provider, 1, new(act.Certificate!, act.ServiceLocations, act.Products), "seal", Now,
        [new("Quality", 80), new("Price", 50)]);

    internal static Refusal Why<T>(this Outcome<T> outcome)
        where T : notnull
    {
        Assert.True(outcome.Refused(out var why, out _), "It was not refused.");
        return why;
    }

    internal static T Fact<T>(this Outcome<T> outcome)
        where T : notnull
    {
        Assert.False(outcome.Refused(out var why, out var fact), why?.Code);
        return fact!;
    }
}
