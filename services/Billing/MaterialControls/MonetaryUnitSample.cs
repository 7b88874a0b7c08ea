namespace Jeugdregio.Billing.MaterialControls;

/// <summary>A line that can be drawn.</summary>
/// <param name="Id">The line.</param>
/// <param name="AmountCents">Euro cents, more than 0.</param>
internal sealed record Drawable(Guid Id, long AmountCents);

/// <summary>
/// A sample by euros (guldensteekproef): the cents of all lines are laid behind each other and every interval-th one is
/// drawn, from a start by chance. A large line has more chance than a small one; one as large as the interval is always
/// drawn.
/// </summary>
internal static class MonetaryUnitSample
{
    /// <summary>Cents between two that are drawn; at least 1.</summary>
    internal static long Interval(IReadOnlyList<Drawable> population, int size) =>
        Math.Max(1, population.Sum(l => l.AmountCents) / size);

    /// <param name="population">In an order that can be repeated.</param>
    /// <param name="interval">Of <see cref="Interval"/>.</param>
    /// <param name="start">0 to the interval, by chance.</param>
    internal static IReadOnlyList<Drawable> Draw(IReadOnlyList<Drawable> population, long interval, long start)
    {
        var drawn = new List<Drawable>();
        var (laid, next) = (0L, start);
        foreach (var line in population)
        {
            laid += line.AmountCents;
            if (next >= laid) continue;
            drawn.Add(line);
            next += (laid - 1 - next) / interval * interval + interval;
        }
        return drawn;
    }

    /// <summary>
    /// What is wrong in all, as far as the sample tells: a line smaller than the interval stands for the interval, a
    /// larger one for itself.
    /// </summary>
    /// <param name="interval">Of the sample.</param>
    /// <param name="findings">Amount of a line and what of it is wrong, in cents.</param>
    internal static long Projected(long interval, IEnumerable<(long AmountCents, long UnlawfulCents)> findings) =>
        findings.Sum(f => f.AmountCents >= interval
            ? f.UnlawfulCents
            : (long)Math.Round((decimal)interval * f.UnlawfulCents / f.AmountCents, MidpointRounding.AwayFromZero));
}
