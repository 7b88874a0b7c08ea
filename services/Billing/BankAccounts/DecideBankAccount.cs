using Jeugdregio.Values;

namespace Jeugdregio.Billing.BankAccounts;

/// <summary>Another person than who proposed an account approves or refuses it.</summary>
/// <param name="Approved">Approved, else refused.</param>
/// <param name="Reason">How it was checked, or why not: 1 to 1,000 characters.</param>
internal sealed record DecideBankAccount(bool Approved, string Reason)
{
    private const int ReasonLengthMax = 1_000;

    internal static Outcome<BankAccount> Decide(
        BankAccount account, DecideBankAccount act, string decider, DateTimeOffset now)
    {
        if (account.Status is not BankAccountStatus.Proposed)
            return new Refusal("account-decided-already", "It has been decided on.");
        if (account.ProposedBy == decider)
            return new Refusal("same-person", "Another person than who proposed the account decides on it.");
        if (act.Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new Refusal("reason-invalid", $"A reason has 1 to {ReasonLengthMax} characters.", "reason");
        return account with
        {
            Status = act.Approved ? BankAccountStatus.Approved : BankAccountStatus.Refused,
            DecidedBy = decider,
            DecidedAt = now,
            Reason = act.Reason.Trim(),
        };
    }
}
