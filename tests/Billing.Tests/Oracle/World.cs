using System.Globalization;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>
/// Two providers, two municipalities and three clients of 2026, with agreements and allocations of every kind; from one
/// seed, so that what fails can be made again.
/// </summary>
internal sealed class World
{
    internal static readonly string[] Municipalities = ["0439", "0479"];
    internal static readonly string[] Bsns = ["999900006", "999900018", "999900031"];
    private static readonly string[] Segments = ["B", "B", "B", "B", "C", "C", "C", "V", "V", "A"];
    private static readonly string[] Units = ["01", "04", "04", "14", "82", "82", "83", "84"];
    private readonly Random _random;
    private readonly Func<string, string> _keyOf;

    internal World(int seed, Func<string, string> keyOf, int firstProvider = 30_000_000, long firstNumber = 100)
    {
        (Seed, _random, _keyOf) = (seed, new(seed), keyOf);
        // a segment's tariff is for all providers: what worlds share, they must not
        Products = [.. new[] { "45A", "45B", "44A", "48A" }.Select(p => p + Text(seed % 90 + 10))];
        Providers = [.. Enumerable.Range(0, 2).Select(i => Text(firstProvider + i))];
        foreach (var provider in Providers)
            for (var agreements = _random.Next(1, 4); agreements > 0; agreements--) Agree(provider, agreements);
        for (var i = 0; i < 9; i++) Allocate(firstNumber + i / 2, Municipalities[i % 2]);
        for (var i = 0; i < 2; i++)
            if (Chance(60))
                Move(Allocations.Where(a => a.Version == 1).ElementAt(_random.Next(4) + 4 * i), firstNumber + 5 + i);
        foreach (var provider in Providers)
            foreach (var product in Products) Approve(provider, product);
    }

    internal static IReadOnlyList<string> Keys { get; } = [.. Bsns.Select(KeyOf)];

    internal int Seed { get; }

    internal IReadOnlyList<string> Providers { get; }

    /// <summary>Two of one category and two of others, one of them a certified institution's.</summary>
    internal IReadOnlyList<string> Products { get; }

    internal List<TariffSet> Tariffs { get; } = [];

    internal List<AllocationMade> Allocations { get; } = [];

    internal List<ApprovalGranted> Approvals { get; } = [];

    /// <summary>A pseudonym for where no service gives one.</summary>
    internal static string KeyOf(string bsn) => $"key-of-{bsn}";

    private void Agree(string provider, int number)
    {
        var (agreement, segment) = (Id(), Pick(Segments));
        string[]? municipalities = Chance(30) ? [Pick(Municipalities)] : null;
        // no two agreements of a provider start on one day
        var start = new DateOnly(2025, 11, 1).AddMonths(number).AddDays(number);
        foreach (var product in Products.Where(_ => Chance(75)))
        {
            var (unit, levels, lumpSum) = (Pick(Units), Chance(20) ? 3 : 1, Chance(4));
            var client = Chance(8) ? _keyOf(Pick(Bsns)) : null;
            for (var level = 1; level <= levels; level++)
            {
                var set = new TariffSet(
                    Id(), 1, agreement, provider, segment, product, unit, Chance(10) ? 0 : Cents(), start,
                    new(2026, _random.Next(9, 13), 28), At(1), levels > 1 ? level : null, client,
                    lumpSum, municipalities);
                Tariffs.Add(set);
                if (Chance(35))
                    Tariffs.Add(set with { Version = 2, TariffCents = Cents(), ValidFrom = Day(2, 10), SetAt = At(2) });
                if (set.TariffCents == 0 && Chance(80) && !Tariffs.Any(t => IsOfSameSegment(t, set)))
                    Tariffs.Add(set with
                    {
                        TariffId = Id(), Provider = "", TariffCents = Cents(), ClientKey = null, Municipalities = null,
                    });
            }
        }
    }

    private static bool IsOfSameSegment(TariffSet tariff, TariffSet set) =>
        tariff.Provider.Length == 0 && tariff.Segment == set.Segment && tariff.Product == set.Product
        && tariff.Unit == set.Unit && tariff.Level == set.Level;

    private void Allocate(long number, string municipality)
    {
        var provider = Pick(Providers);
        var agreed = Pick([.. Tariffs.Where(t => t.Provider == provider).DefaultIfEmpty(Tariffs[0])]);
        var product = Chance(92) ? agreed.Product : Pick(Products);
        var unit = Chance(92) ? agreed.Unit : Pick(Units);
        var (kind, start) = (_random.Next(10), Day(1, 9));
        if (Chance(50)) start = new(start.Year, start.Month, 1);
        var made = new AllocationMade(
            municipality, number, 1, null, null, agreed.ClientKey ?? _keyOf(Pick(Bsns)), provider,
            Chance(92) ? agreed.Segment : Pick(Segments), product[..2],
            kind < 8 ? product : null, start, Chance(25) ? null : start.AddDays(_random.Next(0, 200)),
            kind < 8 ? _random.Next(1, 20) * (unit == "83" ? 1_000 : 1) : null, kind < 8 ? unit : null,
            kind < 8 ? Pick(["1", "2", "4", "4", "4", "6"]) : null,
            kind == 9 ? _random.Next(1, 30) * 10_000 : null, Chance(5) ? "13" : null, 0, At(1));
        Allocations.Add(made);
        if (Chance(20))
            Allocations.Add(
                made with { Version = 2, EndDate = start.AddDays(_random.Next(0, 250)), DecidedAt = At(2) });
    }

    /// <summary>The client moves: the one municipality ends its allocation, the other goes on with it.</summary>
    private void Move(AllocationMade left, long number)
    {
        var last = left.StartDate.AddDays(_random.Next(15, 90));
        Allocations.Add(left with
        {
            Version = 3, EndDate = last, ReasonForChange = Chance(85) ? "07" : "05", DecidedAt = At(3),
        });
        Allocations.Add(left with
        {
            Municipality = Municipalities.Single(m => m != left.Municipality), AllocationNumber = number,
            StartDate = last.AddDays(Chance(80) ? 1 : 0), EndDate = null, ReasonForChange = null, Version = 1,
        });
    }

    private void Approve(string provider, string product)
    {
        foreach (var municipality in Municipalities.Where(_ => Chance(60)))
            Approvals.Add(new(
                Id(), provider, product, municipality, Day(1, 2), Day(6, 12), _random.Next(40, 130) * 100, At(1)));
    }

    private DateOnly Day(int fromMonth, int untilMonth) => new(
        2026, _random.Next(fromMonth, untilMonth + 1), _random.Next(1, 29));

    private long Cents() => _random.Next(1, 200) * (Chance(50) ? 60 : 37);

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private static DateTimeOffset At(int day) => new(2025, 10, day, 0, 0, 0, TimeSpan.Zero);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
