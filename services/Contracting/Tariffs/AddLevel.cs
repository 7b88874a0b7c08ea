using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Tariffs;

/// <summary>
/// A contract manager adds a level above the highest one of a product's profile (C11): care is scaled up and down
/// between them without another product.
/// </summary>
/// <param name="ValidFrom">First day.</param>
/// <param name="TariffCents">Euro cents per unit, more than that of the level below it.</param>
/// <param name="Decision">Why it holds for days that have come already; required only then (C14).</param>
internal sealed record AddLevel(DateOnly ValidFrom, long TariffCents, string? Decision = null)
{
    private const int LevelsMax = 99;

    /// <summary>
    /// Levels are ordered by what they cost. With the second level the first tariff becomes level 1, at the amounts it
    /// has: it is told anew for every stretch of days that has an amount of its own.
    /// </summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="profile">All tariffs of the product in the agreement, one per level.</param>
    /// <param name="versions">Of all of them.</param>
    /// <param name="act">What is added.</param>
    /// <param name="today">Today.</param>
    /// <param name="now">The moment.</param>
    /// <param name="newId">The new tariff.</param>
    internal static Outcome<LevelAdded> Decide(
        Agreement agreement, IReadOnlyList<Tariff> profile, IReadOnlyList<TariffVersion> versions, AddLevel act,
        DateOnly today, DateTimeOffset now, Guid newId)
    {
        if (SetTariff.CheckAgreement(agreement, act.ValidFrom) is { } outside) return outside;
        if (SetTariff.CheckAmount(act.TariffCents) is { } invalid) return invalid;
        if (SetTariff.CheckDecision(act.ValidFrom, act.Decision, today) is { } undecided) return undecided;
        if (versions.Any(v => v.LumpSum))
            return new Refusal("lump-sum", "What is paid in instalments has no levels.", "validFrom", "C45");
        var highest = profile.MaxBy(t => t.Level)!;
        if (highest.Level == LevelsMax)
            return new Refusal("too-many-levels", $"A profile has at most {LevelsMax} levels.", Rule: "C11");
        var own = versions.ToLookup(v => v.TariffId);
        if (TariffVersion.On(own[highest.Id], act.ValidFrom) is not { } below)
            return new Refusal("level-below-later", "The level below it holds from a later day.", "validFrom", "C11");
        if (below.TariffCents == 0)
            return new Refusal("follows-segment", "What follows the segment's tariff has no levels.", Rule: "C13");
        if (act.TariffCents <= below.TariffCents)
            return new Refusal(
                "level-not-above", $"A higher level costs more than {below.TariffCents} cents.", "tariffCents", "C11");
        var added = new Tariff(
            newId, agreement.Id, highest.Product, highest.Unit, act.TariffCents, highest.Level + 1);
        var version = new TariffVersion(
            newId, 1, act.TariffCents, act.ValidFrom, agreement.EndDate, act.Decision?.Trim(), now, Level: added.Level);
        return new LevelAdded(
            added,
            highest.Level > 1
                ? [version]
                : [.. AsFirstLevel([.. own[highest.Id]], act, agreement.EndDate, now), version]);
    }

    private static IEnumerable<TariffVersion> AsFirstLevel(
        IReadOnlyList<TariffVersion> versions, AddLevel act, DateOnly end, DateTimeOffset now)
    {
        List<DateOnly> days =
            [act.ValidFrom, .. versions.Select(v => v.ValidFrom).Where(d => d > act.ValidFrom).Distinct().Order()];
        var number = versions.Max(v => v.Version);
        foreach (var (at, day) in days.Index())
        {
            var held = TariffVersion.On(versions, day)
                ?? throw new InvalidOperationException("An agreement in force has a tariff on each of its days.");
            yield return held with
            {
                Version = ++number, ValidFrom = day, ValidUntil = at + 1 < days.Count ? days[at + 1].AddDays(-1) : end,
                Decision = act.Decision?.Trim(), SetAt = now, Level = 1,
            };
        }
    }
}

/// <param name="Tariff">Of the new level.</param>
/// <param name="Versions">Its first, and those that make level 1 of what had no level.</param>
internal sealed record LevelAdded(Tariff Tariff, IReadOnlyList<TariffVersion> Versions);
