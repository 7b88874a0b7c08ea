using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Chaos.Telling;

/// <summary>An event of another service, as Billing hears of it.</summary>
/// <param name="Id">Of its message: the same however often it is told.</param>
/// <param name="Event">What happened.</param>
internal sealed record Told(Guid Id, object Event)
{
    /// <summary>The consumer of Billing that takes it in, as its inbox names it.</summary>
    internal string Consumer => Event switch
    {
        AllocationMade => "KeepAllocation",
        TariffSet => "KeepTariff",
        InstalmentsAgreed => "KeepInstalments",
        _ => throw new InvalidOperationException($"Billing does not hear of {Event.GetType().Name}."),
    };
}

/// <summary>
/// What happens meanwhile to a provider that sends nothing: many versions of its allocations and tariffs and some
/// instalments, told in any order, some twice. No verdict hangs on it, so it can be told at any moment of a round.
/// </summary>
internal static class Bystander
{
    private const string Municipality = "0479";
    private const string Product = "45A48";
    private const string Unit = "82";
    private const int Allocations = 60;
    private const int Versions = 6;
    private const int Schedules = 12;
    private const int ToldTwiceOfHundred = 20;

    private static readonly DateTimeOffset Then = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);

    internal static string ProviderOf(int round) =>
        (40_000_000 + round).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>All that is told of it, in the order in which it is.</summary>
    internal static IReadOnlyList<Told> Of(int round, Random random)
    {
        var provider = ProviderOf(round);
        var tariff = NewId(random);
        var all = (
            from number in Enumerable.Range(0, Allocations)
            from version in Enumerable.Range(1, Versions)
            select (object)Allocation(provider, 100_000L * round + 90_000 + number, version))
            .Concat(Enumerable.Range(1, Versions).Select(version => Tariff(provider, tariff, version)))
            .Concat(Enumerable.Range(0, Schedules).Select(month => Instalments(provider, month, random)))
            .Select(told => new Told(NewId(random), told)).ToArray();
        Told[] again = [.. all.Where(_ => random.Next(100) < ToldTwiceOfHundred)];
        Told[] order = [.. all, .. again];
        random.Shuffle(order);
        return order;
    }

    internal static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    private static AllocationMade Allocation(string provider, long number, int version) => new(
        Municipality, number, version, null, null, $"client-{number}", provider, "B", Product[..2], Product,
        new(2026, 1, 1), new DateOnly(2026, 1, 31).AddMonths(version), version, Unit, "4", null,
        version == 1 ? null : "04", 0, Then.AddDays(version));

    private static TariffSet Tariff(string provider, Guid tariff, int version) => new(
        tariff, version, tariff, provider, "B", Product, Unit, 10_000 + version, new(2026, version, 1),
        new(2026, 12, 31), Then.AddDays(version), Municipalities: [Municipality]);

    private static InstalmentsAgreed Instalments(string provider, int month, Random random)
    {
        var tariff = NewId(random);
        var first = new DateOnly(2027, 1, 1).AddMonths(month);
        return new(
            NewId(random), tariff, tariff, provider, "B", Product,
            [
                new(NewId(random), Municipality, first, first.AddDays(14), 100_000 + month),
                new(NewId(random), "0439", first, first.AddDays(14), 1),
            ], Then);
    }
}
