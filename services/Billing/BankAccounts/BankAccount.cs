namespace Jeugdregio.Billing.BankAccounts;

/// <summary>An account as it was proposed for a party, and what was decided about it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Party">AGB code of a provider (8 digits) or CBS code of a municipality (4 digits).</param>
/// <param name="Name">In whose name the account is.</param>
/// <param name="Iban">The number.</param>
/// <param name="Status">The one that is approved is used.</param>
/// <param name="ProposedBy">Client id.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="DecidedBy">Client id of somebody else.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="RefusedByBank">The bank's code when it refused a payment because of the account.</param>
internal sealed record BankAccount(
    Guid Id, string Party, string Name, Iban Iban, BankAccountStatus Status, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy = null, DateTimeOffset? DecidedAt = null, string? Reason = null,
    string? RefusedByBank = null)
{
    internal const int NameLengthMax = 70;
}

internal enum BankAccountStatus
{
    Proposed,
    Approved,
    Refused,

    /// <summary>Another one was approved later.</summary>
    Replaced,
}
