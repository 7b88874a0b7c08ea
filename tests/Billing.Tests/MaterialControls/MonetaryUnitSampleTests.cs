using CsCheck;
using Jeugdregio.Billing.MaterialControls;

namespace Jeugdregio.Billing.Tests.MaterialControls;

[Trait("requirement", "B19")]
public sealed class MonetaryUnitSampleTests
{
    private static readonly Gen<List<Drawable>> Population =
        Gen.Long[1, 1_000_000].List[1, 200]
            .Select(cents => cents.Select(c => new Drawable(Guid.NewGuid(), c)).ToList());

    [Fact]
    public void Whatever_the_start_the_sample_has_at_most_the_size_and_every_line_as_large_as_the_interval() =>
        Gen.Select(Population, Gen.Int[1, 60], Gen.Double[0, 0.999_999]).Sample((population, size, chance) =>
        {
            var interval = MonetaryUnitSample.Interval(population, size);
            var drawn = MonetaryUnitSample.Draw(population, interval, (long)(chance * interval));
            Assert.Equal(drawn.Count, drawn.Distinct().Count());
            Assert.All(population.Where(l => l.AmountCents >= interval), l => Assert.Contains(l, drawn));
            // a total that the size does not divide leaves room for the odd one more
            Assert.True(drawn.Count <= population.Sum(l => l.AmountCents) / interval + 1);
            Assert.NotEmpty(drawn);
        });

    [Fact]
    public void Over_all_starts_a_line_is_drawn_as_often_as_it_has_cents()
    {
        Drawable[] population = [new(Guid.NewGuid(), 3), new(Guid.NewGuid(), 10), new(Guid.NewGuid(), 7)];
        var interval = MonetaryUnitSample.Interval(population, 2);
        var times = Enumerable.Range(0, (int)interval)
            .SelectMany(start => MonetaryUnitSample.Draw(population, interval, start)).CountBy(l => l.AmountCents);
        Assert.Equal(10, interval);
        Assert.Equal([(3L, 3), (7, 7), (10, 10)], times.Select(t => (t.Key, t.Value)).Order());
    }

    [Fact]
    public void A_small_line_stands_for_the_interval_and_a_large_one_for_itself()
    {
        Assert.Equal(5_000, MonetaryUnitSample.Projected(10_000, [(2_000, 1_000)]));
        Assert.Equal(1_000, MonetaryUnitSample.Projected(10_000, [(20_000, 1_000)]));
        Assert.Equal(6_000, MonetaryUnitSample.Projected(10_000, [(2_000, 1_000), (20_000, 1_000), (500, 0)]));
        Assert.Equal(0, MonetaryUnitSample.Projected(10_000, []));
    }
}
