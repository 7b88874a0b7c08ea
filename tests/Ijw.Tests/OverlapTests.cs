using CsCheck;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Rules;

namespace Jeugdregio.Ijw.Tests;

/// <summary>No product twice on a day: the quick way says what holding each against each would say.</summary>
public sealed class OverlapTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    private static readonly Gen<Product?> Products = Gen.Select(
        Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 5],
        (isOther, code, odd) => odd == 0 ? null : new Product
        {
            Categorie = isOther ? "44" : "45", Code = code == 0 ? null : $"45A0{code}",
        });

    /// <summary>Some never end, some end before they begin.</summary>
    private static readonly Gen<Care> Cares = Gen.Select(
        Products, Gen.Int[0, 60], Gen.Int[-1, 6], Gen.Int[0, 40],
        (product, day, length, odd) => new Care(
            "", product, Start.AddDays(day), odd == 0 ? null : Start.AddDays(day + length), null, null));

    [Fact]
    [Trait("rule", "TR302"), Trait("rule", "TR386"), Trait("rule", "TR410")]
    public void Care_overlaps_exactly_when_it_does_with_one_before_it() => Cares.Array[0, 40].Sample(cares =>
    {
        Care[] named = [.. cares.Select((care, i) => care with { Path = $"{i}" })];
        var report = new Report();
        CareRules.CheckOverlap(report, named, "TR302");
        var expected = named.Where((later, i) => named.Take(i).Any(earlier => IsSame(earlier, later)
            && HaveDayInCommon(earlier, later)));
        Assert.Equal(expected.Select(care => care.Path), report.Findings.Select(finding => finding.Path));
    }, iter: 2000, threads: 1);

    private static bool IsSame(Care one, Care other) => (one.Product, other.Product) is not ({ } a, { } b)
        || a.Categorie == b.Categorie && (a.Code is null || b.Code is null || a.Code == b.Code);

    private static bool HaveDayInCommon(Care one, Care other) => Days(one).Intersect(Days(other)).Any();

    /// <summary>Within the ninety days that are looked at.</summary>
    private static IEnumerable<DateOnly> Days(Care care) => Enumerable.Range(0, 90).Select(Start.AddDays)
        .Where(day => day >= care.Start && (care.End is null || day <= care.End));
}
