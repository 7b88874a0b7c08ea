using Jeugdregio.Billing.Declarations;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>
/// Where money stands: what care costs a municipality, what it has to pay a provider for it, and what has left its
/// bank.
/// </summary>
internal static class Accounts
{
    internal const string CareCost = "care-cost";
    internal const string Payable = "payable";
}

/// <summary>A transfer between the two accounts, or its end.</summary>
/// <param name="TransferId">Identity of the transfer: that of the line that opened it.</param>
/// <param name="State"><c>pending</c>, then once <c>posted</c> (paid) or <c>voided</c> (taken back unpaid).</param>
/// <param name="LineId">The line that caused the entry.</param>
/// <param name="Debit">Account on the debit side.</param>
/// <param name="Credit">Account on the credit side.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents, never negative.</param>
internal sealed record LedgerEntry(
    Guid TransferId, string State, Guid LineId, string Debit, string Credit, string Segment, DateOnly Month,
    long AmountCents)
{
    internal const string Pending = "pending";
    internal const string Posted = "posted";
    internal const string Voided = "voided";
}

/// <summary>What the ledger has to hold of accepted lines, in our own words and not in the database's.</summary>
internal static class Booking
{
    /// <summary>
    /// A debit opens a transfer from payable to care cost. A credit undoes it: it voids the transfer while that is not
    /// paid, and opens one the other way when it is.
    /// </summary>
    internal static LedgerEntry Of(KeptLine line)
    {
        var (declared, judged) = (line.Judged.Line, line.Judged);
        var state = line.Voided ? LedgerEntry.Voided : LedgerEntry.Pending;
        var transfer = line.Voided ? judged.Debit!.Id : line.Id;
        var (debit, credit) = declared.IsCredit
            ? (Accounts.Payable, Accounts.CareCost)
            : (Accounts.CareCost, Accounts.Payable);
        return new(
            transfer, state, line.Id, debit, credit, judged.Segment, Months.First(declared.PeriodStart),
            Math.Abs(declared.AmountCents));
    }
}
