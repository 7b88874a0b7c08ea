using Jeugdregio.Billing.Sepa;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>What is accepted and not paid, of one provider, segment and month.</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month of the ProductPeriode.</param>
/// <param name="IsHeld">To be checked by hand first, or withheld.</param>
/// <param name="AmountCents">Euro cents, credits subtracted.</param>
/// <param name="Lines">Number of lines and instalments.</param>
internal sealed record OpenAmount(
    string Provider, string Segment, DateOnly Month, bool IsHeld, long AmountCents, long Lines);

/// <summary>A payment that came back and has not been made again.</summary>
/// <param name="Id">The payment; when it had been made again before, the first of them.</param>
internal sealed record ReturnedPayment(Guid Id, string Provider, long AmountCents, int Lines);

/// <param name="Provider">AGB code.</param>
/// <param name="AccountId">Its approved account.</param>
/// <param name="RefusedByBank">The bank's code when it refused that account.</param>
internal sealed record Payee(string Provider, Guid AccountId, string? RefusedByBank);

/// <summary>What a run is prepared from.</summary>
/// <param name="AccountId">The municipality's approved account; null when it has none.</param>
/// <param name="Open">What is due.</param>
/// <param name="Returned">What came back.</param>
/// <param name="Payees">Accounts of those providers that have one.</param>
internal sealed record RunFacts(
    Guid? AccountId, IReadOnlyList<OpenAmount> Open, IReadOnlyList<ReturnedPayment> Returned,
    IReadOnlyList<Payee> Payees);

/// <param name="Provider">AGB code.</param>
/// <param name="AccountId">Where it goes.</param>
/// <param name="AmountCents">Euro cents, not negative.</param>
/// <param name="Lines">Number of lines.</param>
/// <param name="ReissueOf">The payment that is made again.</param>
internal sealed record PlannedPayment(
    string Provider, Guid AccountId, long AmountCents, int Lines, Guid? ReissueOf = null);

/// <summary>What is due and not in the run, and why.</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="Reason"><c>held</c>, <c>negative-balance</c>, <c>no-account</c>, <c>account-refused-by-bank</c>,
/// <c>amount-over-maximum</c> or <c>segment-not-regional</c>.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="Lines">Number of lines.</param>
internal sealed record WaitingAmount(string Provider, string Reason, long AmountCents, long Lines);

/// <param name="AccountId">The municipality's account.</param>
/// <param name="Payments">In order of provider.</param>
/// <param name="Waiting">In order of provider.</param>
internal sealed record PlannedRun(
    Guid AccountId, IReadOnlyList<PlannedPayment> Payments, IReadOnlyList<WaitingAmount> Waiting);

/// <summary>A municipality sets apart what it is going to pay.</summary>
/// <param name="DueThrough">Lines that fall due on or before this day.</param>
/// <param name="ExecutionDate">Day on which the bank is to pay.</param>
internal sealed record PreparePaymentRun(DateOnly DueThrough, DateOnly ExecutionDate)
{
    private const int DaysAhead = 365;

    /// <summary>
    /// One payment per provider of everything that is due, credits subtracted. A provider that owes more than it is
    /// owed
    /// waits for the next run; a payment that came back is made again by itself. What is paid locally is never in it
    /// (B13).
    /// </summary>
    internal static Outcome<PlannedRun> Decide(PreparePaymentRun act, RunFacts facts, RegionPack region, DateOnly today)
    {
        if (act.ExecutionDate < today || act.ExecutionDate > today.AddDays(DaysAhead))
            return new Refusal(
                "execution-date-invalid", $"The day of payment is today or at most {DaysAhead} days later.",
                "executionDate");
        if (!act.ExecutionDate.IsBankingDay())
            return new Refusal(
                "no-banking-day", $"Banks do not pay on that day; the next is {act.ExecutionDate.NextBankingDay():O}.",
                "executionDate");
        if (facts.AccountId is not { } account)
            return new Refusal("no-account", "The municipality has no approved account to pay from.", "municipality");
        var payees = facts.Payees.ToDictionary(p => p.Provider, StringComparer.Ordinal);
        var regional = facts.Open.ToLookup(o => region.FindSegment(o.Segment)?.Scope is SegmentScope.Regional);
        var payments = new List<PlannedPayment>();
        var waiting = Waiting(regional[false], "segment-not-regional").ToList();
        waiting.AddRange(Waiting(regional[true].Where(o => o.IsHeld), "held"));
        foreach (var due in regional[true].Where(o => !o.IsHeld).GroupBy(o => o.Provider, StringComparer.Ordinal))
            Plan(due.Key, due.Sum(d => d.AmountCents), (int)due.Sum(d => d.Lines), null);
        foreach (var back in facts.Returned) Plan(back.Provider, back.AmountCents, back.Lines, back.Id);
        return payments.Count == 0
            ? new Refusal("nothing-to-pay", Nothing(waiting), "dueThrough")
            : new PlannedRun(
                account, [.. payments.OrderBy(p => p.Provider, StringComparer.Ordinal).ThenBy(p => p.ReissueOf)],
                [.. waiting.OrderBy(w => w.Provider, StringComparer.Ordinal)]);

        void Plan(string provider, long cents, int lines, Guid? reissueOf)
        {
            var payee = payees.GetValueOrDefault(provider);
            if (WaitsFor(cents, payee) is { } reason) waiting.Add(new(provider, reason, cents, lines));
            else payments.Add(new(provider, payee!.AccountId, cents, lines, reissueOf));
        }
    }

    private static string? WaitsFor(long cents, Payee? payee) =>
        cents < 0 ? "negative-balance"
        : cents > CreditTransferFile.AmountMaxCents ? "amount-over-maximum"
        : payee is null ? "no-account"
        : payee.RefusedByBank is not null ? "account-refused-by-bank"
        : null;

    private static IEnumerable<WaitingAmount> Waiting(IEnumerable<OpenAmount> amounts, string reason) =>
        amounts.GroupBy(o => o.Provider, StringComparer.Ordinal)
            .Select(g => new WaitingAmount(g.Key, reason, g.Sum(o => o.AmountCents), g.Sum(o => o.Lines)));

    private static string Nothing(List<WaitingAmount> waiting) => waiting.Count == 0
        ? "No accepted line and no instalment falls due through that day."
        : "Nothing can be paid; what is due waits: "
            + string.Join(", ", waiting.Select(w => $"{w.Provider} ({w.Reason})")) + ".";
}
