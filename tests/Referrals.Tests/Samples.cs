using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Referrals.Care;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Tests;

/// <summary>States from which the rule tests start: each right in itself.</summary>
internal static class Samples
{
    internal static readonly DateOnly Today = new(2026, 1, 5);
    internal static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 15, 0, TimeSpan.Zero);
    internal static readonly string Key = new('a', 32);

    internal static readonly Segment SegmentB =
        new(
            "B", "Ambulant help", SegmentScope.Regional, new(TariffPer.Month, ["82"], TariffOrigin.Segment),
            NeedsReferral: true, BindsToRegion: true);

    internal static readonly Segment SegmentA =
        new("A", "Local help", SegmentScope.Local, null, NeedsReferral: false, BindsToRegion: false);

    internal static readonly ContractAnswer Allowed = new(true, "", "", "B", 13_000, "01");

    internal static readonly HonourRequest AsAsked = new(null, null, null);

    internal static readonly Client Client = new("999900006", new(2012, 3, 4), null, "2", "Testkind", null, null, null);

    internal static readonly Address Address = new("Dorpsstraat", 1, "1506AA", "Zaandam");

    /// <summary>180 minutes a week of 45A48 from 12 January to 12 July 2026, referred by a general practitioner.</summary>
    internal static AllocationRequest Request { get; } = new(
        new("01980000-0000-7000-8000-000000000001"), "0479", "01000001", Key, "VOT-1", Guid.Empty, "45", "45A48", new(2026, 1, 12),
        new(2026, 7, 12), 180, "01", "2", null, "02", false, Today, Now, new(2026, 1, 12), RequestStatus.Open, null, null, null, null);

    internal static Allocation Granted { get; } = new(
        "0479", 100_000_001, 1, "01000001", Key, "B", "45", "45A48", new(2026, 1, 12), new(2026, 7, 12), 180, "01", "2", null, null,
        13_000, "01", 60_840_000, Request.Id, Today, Now, 1);

    /// <summary>A JW301 of two allocations.</summary>
    internal static Ijw.Messages.Jw301 Message(HonouredReference? honoured = null) =>
        AllocationMessage.Write(
            "R00000000001", Today, Client, Address, [Granted, Granted with { Number = Granted.Number + 1, Product = "45A04" }], honoured);

    internal static CareHistory Running(int day = 5) => new([StartOn(day)], []);

    internal static CareHistory Stopped(string reason, int start = 1, int end = 5)
    {
        var begun = StartOn(start);
        return new([begun], [new(Guid.NewGuid(), begun.Id, reason, new(2026, 1, end))]);
    }

    internal static void Refused<T>(Outcome<T> outcome, string rule)
        where T : notnull
    {
        Assert.True(outcome.Refused(out var why, out _), "It was not refused.");
        Assert.Equal(rule, why.Rule);
    }

    internal static T Decided<T>(Outcome<T> outcome)
        where T : notnull
    {
        Assert.False(outcome.Refused(out var why, out var fact), why?.Detail);
        return fact;
    }

    internal static string[] Codes(this IEnumerable<Ijw.ClassRefusal> refusals) => [.. refusals.Select(r => r.ReturnCode)];

    private static CareStart StartOn(int day) => new(Guid.NewGuid(), new("45", "45A48", new(2026, 1, day)));
}
