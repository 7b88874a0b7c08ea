using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Tariffs;

/// <summary>A contract manager sets a tariff anew from a date: an amount, or an indexation of the one that held until then (C14).</summary>
/// <param name="ValidFrom">First day; it holds until the end of the agreement or until a later version replaces it.</param>
/// <param name="TariffCents">Euro cents per unit; or else an indexation.</param>
/// <param name="IndexationBasisPoints">Hundredths of a percent, e.g. 250 for 2.5 %; rounded to whole cents, half away from zero.</param>
/// <param name="Decision">Why it holds for days that have come already; required only then.</param>
internal sealed record SetTariff(DateOnly ValidFrom, long? TariffCents = null, int? IndexationBasisPoints = null, string? Decision = null)
{
    private const long TariffCentsMax = 100_000_000;
    private const int BasisPointsMax = 5_000;
    private const int DecisionLengthMax = 1_000;

    /// <summary>A new version holds from a future day of a signed agreement; for an earlier day a decision is needed (C14).</summary>
    internal static Outcome<TariffVersion> Decide(
        Agreement agreement, Tariff tariff, IReadOnlyList<TariffVersion> versions, SetTariff act, DateOnly today, DateTimeOffset now)
    {
        if (!agreement.IsSigned) return new Refusal("agreement-not-signed", "The agreement has not been signed by both sides.", Rule: "C14");
        if (act.TariffCents is null == act.IndexationBasisPoints is null)
            return new Refusal("tariff-or-indexation", "Give either an amount or an indexation.", "tariffCents", "C14");
        if (act.TariffCents is < 1 or > TariffCentsMax)
            return new Refusal("tariff-invalid", "A tariff is more than 0 and at most a million euros.", "tariffCents", "C13");
        if (act.IndexationBasisPoints is 0 or < -BasisPointsMax or > BasisPointsMax)
            return new Refusal(
                "indexation-invalid", $"An indexation is at most {BasisPointsMax} basis points up or down, and not 0.", "indexationBasisPoints", "C14");
        if (act.ValidFrom < agreement.StartDate || act.ValidFrom > agreement.EndDate)
            return new Refusal(
                "outside-agreement", $"The agreement runs from {agreement.StartDate:yyyy-MM-dd} to {agreement.EndDate:yyyy-MM-dd}.",
                "validFrom", "C14");
        if (act.Decision is { Length: > DecisionLengthMax })
            return new Refusal("decision-too-long", $"A decision has at most {DecisionLengthMax} characters.", "decision");
        if (act.ValidFrom <= today && string.IsNullOrWhiteSpace(act.Decision))
            return new Refusal("tariff-retroactive", "A tariff for today or earlier needs a decision.", "validFrom", "C14");

        // what is paid by lump sum has no tariff per unit; one from before ends where that begins
        var lumpSum = versions.Where(v => v.LumpSum).Select(v => (DateOnly?)v.ValidFrom).Min();
        if (act.ValidFrom >= lumpSum)
            return new Refusal("lump-sum", $"From {lumpSum:yyyy-MM-dd} on it is paid in instalments.", "validFrom",
                "C45");
        var basis = TariffVersion.On(versions, act.ValidFrom)
            ?? throw new InvalidOperationException("An agreement in force has a tariff on each of its days.");
        var cents = act.TariffCents ?? Indexed(basis.TariffCents, act.IndexationBasisPoints!.Value);
        return new TariffVersion(
            tariff.Id, versions.Max(v => v.Version) + 1, cents, act.ValidFrom,
            lumpSum?.AddDays(-1) ?? agreement.EndDate, act.Decision?.Trim(),
            now);
    }

    private static long Indexed(long cents, int basisPoints) =>
        Math.Max(1, (long)Math.Round(cents * (10_000m + basisPoints) / 10_000m, MidpointRounding.AwayFromZero));
}
