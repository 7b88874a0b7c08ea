using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Tests;

/// <summary>An award and the agreement that follows from it; tests change one thing.</summary>
internal static class Samples
{
    internal static readonly RegionPack Region =
        RegionFile.Load(Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"));

    internal static readonly ContractModel Model = Region.FindContractModel("2+1+1+1")!;
    internal static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    internal static readonly DateOnly Today = new(2026, 7, 1);
    internal static readonly DateOnly Start = new(2027, 1, 1);
    internal static readonly DateOnly End = new(2028, 12, 31);

    internal static LotAwarded Award(string provider = "01000001", DateOnly? start = null) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), provider, "B", "2+1+1+1", ["0439", "0479"],
        [new("45A48", "84", 65_000), new("45A53", "84", 300_000)], start ?? Start, Now);

    internal static readonly AgreementDrafted Draft = DraftAgreement.Decide(Award(), Region, Guid.CreateVersion7).Fact();

    internal static readonly AgreementSigned Signed = Sign(Sign(Draft.Agreement, SigningParty.Provider, Today), SigningParty.Region, Today);

    internal static AgreementSigned Sign(AgreementSigned before, SigningParty by, DateOnly today) => Sign(before.Agreement, by, today);

    internal static AgreementSigned Sign(Agreement agreement, SigningParty by, DateOnly today) =>
        SignAgreement.Decide(agreement, Draft.Tariffs, new(by), today, Now).Fact();

    internal static readonly SegmentTariffs.SegmentTariff OfSegment = new(Guid.CreateVersion7(), "B", "45A48", "84");

    internal static Tariff First => Draft.Tariffs[0];

    internal static IReadOnlyList<TariffVersion> FirstVersions => [Signed.Tariffs[0]];

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
