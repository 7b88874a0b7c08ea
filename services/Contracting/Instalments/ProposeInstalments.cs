using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Instalments;

/// <summary>A contract manager proposes to pay a product of an agreement by lump sum.</summary>
/// <param name="ValidFrom">First day from which it takes no lines; the first of a month.</param>
/// <param name="Instalments">1 to 500: which municipality pays how much when.</param>
/// <param name="Decision">Why it holds for days that have come already; required only then (C14).</param>
internal sealed record ProposeInstalments(
    DateOnly ValidFrom, IReadOnlyList<NewInstalment> Instalments, string? Decision = null)
{
    private const int InstalmentsMax = 500;
    private const int DecisionLengthMax = 1_000;

    /// <summary>The most that a bank transfers at once: 999,999,999.99 euros.</summary>
    private const long AmountMaxCents = 99_999_999_999;

    /// <summary>Lump sums are possible from this day on (C45).</summary>
    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    /// <summary>
    /// Fixed amounts per municipality and month of a signed agreement of a segment that the region pays (B13, B14,
    /// C45).
    /// </summary>
    internal static Outcome<InstalmentSchedule> Decide(
        ProposeInstalments act, Agreement agreement, Tariff tariff, RegionPack region, string by, DateOnly today,
        DateTimeOffset now, Func<Guid> newId)
    {
        if (!agreement.IsSigned) return new Refusal(
            "agreement-not-signed", "The agreement has not been signed by both sides.", Rule: "C45");
        if (region.FindSegment(agreement.Segment)?.Scope is not SegmentScope.Regional)
            return new Refusal("segment-not-regional", "What a municipality pays locally has no regional instalments.",
                Rule: "B13");
        if (act.ValidFrom < FirstDay)
            return new Refusal("lump-sum-too-early", $"Lump sums are possible from {FirstDay:yyyy-MM-dd} on.",
                "validFrom", "C45");
        if (act.ValidFrom.Day != 1 && act.ValidFrom != agreement.StartDate)
            return new Refusal("month-broken", "A lump sum begins with a month, or with the agreement.", "validFrom",
                "B14");
        if (act.ValidFrom < agreement.StartDate || act.ValidFrom > agreement.EndDate)
            return new Refusal(
                "outside-agreement",
                $"The agreement runs from {agreement.StartDate:yyyy-MM-dd} to {agreement.EndDate:yyyy-MM-dd}.",
                "validFrom", "C45");
        if (act.Decision is { Length: > DecisionLengthMax })
            return new Refusal("decision-too-long", $"A decision has at most {DecisionLengthMax} characters.",
                "decision");
        if (IsRetroactive(act.ValidFrom, act.Decision, today)) return Retroactive;
        if (act.Instalments.Count is 0 or > InstalmentsMax)
            return new Refusal("instalments-invalid", $"1 to {InstalmentsMax} instalments.", "instalments", "B14");
        if (act.Instalments.Select((i, at) => Check(i, $"instalments[{at}]", act.ValidFrom, agreement)).FirstOrDefault(
            r => r is not null)
            is { } wrong) return wrong;
        if (act.Instalments.DistinctBy(i => (i.Municipality, i.Month)).Count() < act.Instalments.Count)
            return new Refusal("month-twice", "A municipality pays a month in one instalment.", "instalments", "B14");
        return new InstalmentSchedule(
            newId(), tariff.Id, agreement.Id, act.ValidFrom, act.Decision?.Trim(),
            [
                .. act.Instalments.OrderBy(i => i.Month).ThenBy(i => i.Municipality, StringComparer.Ordinal)
                    .Select(i => new Instalment(newId(), i.Municipality, i.Month, i.DueOn, i.AmountCents)),
            ],
            ScheduleStatus.Proposed, by, now);
    }

    internal static Refusal Retroactive { get; } =
        new("lump-sum-retroactive", "A lump sum for today or earlier needs a decision.", "validFrom", "C14");

    internal static bool IsRetroactive(DateOnly validFrom, string? decision, DateOnly today) =>
        validFrom <= today && string.IsNullOrWhiteSpace(decision);

    private static Refusal? Check(NewInstalment instalment, string field, DateOnly from, Agreement agreement)
    {
        if (!agreement.Municipalities.Contains(instalment.Municipality))
            return new("municipality-not-in-agreement", "The agreement does not hold for this municipality.",
                $"{field}.municipality", "C42");
        if (instalment.Month.Day != 1)
            return new("month-invalid", "A month is written as its first day.", $"{field}.month", "B14");
        if (instalment.Month.AddMonths(1) <= from || instalment.Month > agreement.EndDate)
            return new("outside-agreement", "The month lies before the lump sum or after the agreement.",
                $"{field}.month", "C45");
        if (instalment.DueOn < agreement.StartDate || instalment.DueOn > agreement.EndDate.AddYears(1))
            return new(
                "due-on-invalid", "It falls due between the start of the agreement and a year after its end.",
                    $"{field}.dueOn", "B14");
        return instalment.AmountCents is < 1 or > AmountMaxCents
            ? new("amount-invalid", "An amount is more than 0 and at most what a bank transfers at once.",
                $"{field}.amountCents", "B14")
            : null;
    }
}

/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Month">First day of the month that it is for.</param>
/// <param name="DueOn">Day on which it falls due.</param>
/// <param name="AmountCents">Euro cents.</param>
internal sealed record NewInstalment(string Municipality, DateOnly Month, DateOnly DueOn, long AmountCents);
