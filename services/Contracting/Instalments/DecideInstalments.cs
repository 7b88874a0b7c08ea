using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Instalments;

/// <summary>Another contract manager agrees with a schedule, or not.</summary>
/// <param name="Agreed">Agreed or not.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record DecideInstalments(bool Agreed, string Reason)
{
    private const int ReasonLengthMax = 1_000;

    /// <summary>
    /// Nobody agrees with what they proposed, and a month is paid once (B14). From its first day on the tariff is by
    /// lump sum and takes no lines (C45).
    /// </summary>
    /// <param name="schedule">The proposal.</param>
    /// <param name="agreement">Its agreement.</param>
    /// <param name="versions">Of the product's tariff.</param>
    /// <param name="paysAgain">A month in it has been agreed before.</param>
    /// <param name="act">The decision.</param>
    /// <param name="by">Client id.</param>
    /// <param name="today">Today.</param>
    /// <param name="now">The moment.</param>
    internal static Outcome<InstalmentsDecided> Decide(
        InstalmentSchedule schedule, Agreement agreement, IReadOnlyList<TariffVersion> versions, bool paysAgain,
        DecideInstalments act, string by, DateOnly today, DateTimeOffset now)
    {
        if (schedule.Status is not ScheduleStatus.Proposed)
            return new Refusal("schedule-decided-already", "It has been decided.", Rule: "B14");
        if (schedule.ProposedBy == by)
            return new Refusal("schedule-by-proposer", "Another contract manager than who proposed it decides.",
                Rule: "B14");
        if (act.Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new Refusal("reason-invalid", $"A reason has 1 to {ReasonLengthMax} characters.", "reason", "B14");
        var decided = schedule with
        {
            Status = act.Agreed ? ScheduleStatus.Agreed : ScheduleStatus.Refused,
            DecidedBy = by,
            DecidedAt = now,
            Reason = act.Reason.Trim(),
        };
        if (!act.Agreed) return new InstalmentsDecided(decided, null);
        if (paysAgain)
            return new Refusal("month-agreed-already", "A month in it has an agreed instalment already.", "agreed",
                "B14");
        // days that have passed since it was proposed count as well
        if (ProposeInstalments.IsRetroactive(schedule.ValidFrom, schedule.Decision, today))
            return ProposeInstalments.Retroactive;
        if (versions.Any(v => v.Level is not null))
            return new Refusal("product-has-levels", "A product with levels is paid by the line.", Rule: "C11");
        var basis = TariffVersion.On(versions, schedule.ValidFrom)
            ?? throw new InvalidOperationException("An agreement in force has a tariff on each of its days.");
        return new InstalmentsDecided(
            decided,
            basis.LumpSum
                ? null
                : new(
                    schedule.TariffId, versions.Max(v => v.Version) + 1, basis.TariffCents, schedule.ValidFrom,
                    agreement.EndDate, schedule.Decision, now, LumpSum: true));
    }
}

/// <param name="Schedule">As decided.</param>
/// <param name="Tariff">The version from which the product takes no lines; null when refused, or when it took none
/// before.</param>
internal sealed record InstalmentsDecided(InstalmentSchedule Schedule, TariffVersion? Tariff);
