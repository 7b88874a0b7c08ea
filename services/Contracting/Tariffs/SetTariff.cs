using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Tariffs;

/// <summary>
/// A contract manager sets a tariff anew from a date: an amount, an indexation of the one that held until then (C14),
/// or that from then on it follows the segment's tariff (C13).
/// </summary>
/// <param name="ValidFrom">First day; it holds until the end of the agreement or until a later version replaces it.</param>
/// <param name="TariffCents">Euro cents per unit; or else an indexation.</param>
/// <param name="IndexationBasisPoints">Hundredths of a percent, e.g. 250 for 2.5 %; rounded to whole cents, half away from zero.</param>
/// <param name="Decision">Why it holds for days that have come already; required only then.</param>
/// <param name="FollowSegment">It is the segment's tariff, whatever that becomes.</param>
internal sealed record SetTariff(
    DateOnly ValidFrom, long? TariffCents = null, int? IndexationBasisPoints = null, string? Decision = null,
    bool FollowSegment = false)
{
    private const long TariffCentsMax = 100_000_000;
    private const int BasisPointsMax = 5_000;
    private const int DecisionLengthMax = 1_000;

    /// <summary>A new version holds from a future day of a signed agreement; for an earlier day a decision is needed (C14).</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="tariff">The tariff.</param>
    /// <param name="versions">Those it has had.</param>
    /// <param name="act">What is set.</param>
    /// <param name="today">Today.</param>
    /// <param name="now">The moment.</param>
    /// <param name="segmentHasTariff">The segment has a tariff for the product and unit on the first day.</param>
    internal static Outcome<TariffVersion> Decide(
        Agreement agreement, Tariff tariff, IReadOnlyList<TariffVersion> versions, SetTariff act, DateOnly today,
        DateTimeOffset now, bool segmentHasTariff = false)
    {
        if (CheckAgreement(agreement, act.ValidFrom) is { Code: "agreement-not-signed" } unsigned) return unsigned;
        if (Convert.ToInt32(act.TariffCents is not null) + Convert.ToInt32(act.IndexationBasisPoints is not null)
            + Convert.ToInt32(act.FollowSegment) != 1)
            return new Refusal(
                "tariff-or-indexation", "Give an amount, an indexation, or that it follows the segment.", "tariffCents",
                "C14");
        if (act.TariffCents is { } amount && CheckAmount(amount) is { } invalid) return invalid;
        if (act.IndexationBasisPoints is 0 or < -BasisPointsMax or > BasisPointsMax)
            return new Refusal(
                "indexation-invalid", $"An indexation is at most {BasisPointsMax} basis points up or down, and not 0.", "indexationBasisPoints", "C14");
        if (CheckAgreement(agreement, act.ValidFrom) is { } outside) return outside;
        if (CheckDecision(act.ValidFrom, act.Decision, today) is { } undecided) return undecided;

        // what is paid by lump sum has no tariff per unit; one from before ends where that begins
        var lumpSum = versions.Where(v => v.LumpSum).Select(v => (DateOnly?)v.ValidFrom).Min();
        if (act.ValidFrom >= lumpSum)
            return new Refusal("lump-sum", $"From {lumpSum:yyyy-MM-dd} on it is paid in instalments.", "validFrom",
                "C45");
        if (TariffVersion.On(versions, act.ValidFrom) is not { } basis)
            return new Refusal("level-later", "This level holds from a later day.", "validFrom", "C11");
        if (act.IndexationBasisPoints is not null && basis.TariffCents == 0)
            return new Refusal(
                "follows-segment", "It follows the segment's tariff: that is what is indexed.", "indexationBasisPoints",
                "C13");
        var level = versions.Max(v => v.Level);
        if (act.FollowSegment && level is not null)
            return new Refusal("product-has-levels", "A segment's tariff has no levels.", "followSegment", "C13");
        if (act.FollowSegment && !segmentHasTariff)
            return new Refusal(
                "segment-tariff-missing", "The segment has no tariff for the product and unit on that day.",
                "followSegment", "C13");
        var cents = act.FollowSegment ? 0
            : act.TariffCents ?? Indexed(basis.TariffCents, act.IndexationBasisPoints!.Value);
        return new TariffVersion(
            tariff.Id, versions.Max(v => v.Version) + 1, cents, act.ValidFrom,
            lumpSum?.AddDays(-1) ?? agreement.EndDate, act.Decision?.Trim(), now, Level: level);
    }

    /// <summary>A tariff holds in a signed agreement, on its days.</summary>
    internal static Refusal? CheckAgreement(Agreement agreement, DateOnly validFrom) =>
        !agreement.IsSigned
            ? new("agreement-not-signed", "The agreement has not been signed by both sides.", Rule: "C14")
        : validFrom < agreement.StartDate || validFrom > agreement.EndDate
            ? new(
                "outside-agreement",
                $"The agreement runs from {agreement.StartDate:yyyy-MM-dd} to {agreement.EndDate:yyyy-MM-dd}.",
                "validFrom", "C14")
        : null;

    internal static Refusal? CheckAmount(long cents) => cents is < 1 or > TariffCentsMax
        ? new("tariff-invalid", "A tariff is more than 0 and at most a million euros.", "tariffCents", "C13")
        : null;

    /// <summary>Never for days that have come already without a decision (C14).</summary>
    internal static Refusal? CheckDecision(DateOnly validFrom, string? decision, DateOnly today) =>
        decision is { Length: > DecisionLengthMax }
            ? new("decision-too-long", $"A decision has at most {DecisionLengthMax} characters.", "decision")
        : validFrom <= today && string.IsNullOrWhiteSpace(decision)
            ? new("tariff-retroactive", "A tariff for today or earlier needs a decision.", "validFrom", "C14")
        : null;

    private static long Indexed(long cents, int basisPoints) =>
        Math.Max(1, (long)Math.Round(cents * (10_000m + basisPoints) / 10_000m, MidpointRounding.AwayFromZero));
}
