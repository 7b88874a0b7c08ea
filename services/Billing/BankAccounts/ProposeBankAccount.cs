using Jeugdregio.Billing.Sepa;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.BankAccounts;

/// <summary>Somebody says where a party's money goes; nothing changes before somebody else approves it.</summary>
/// <param name="Party">AGB code of a provider or CBS code of a municipality.</param>
/// <param name="Name">In whose name the account is, at most 70 characters.</param>
/// <param name="Iban">The number, with or without spaces.</param>
internal sealed record ProposeBankAccount(string Party, string Name, string Iban)
{
    /// <param name="act">What is proposed.</param>
    /// <param name="approved">The account in use; null when there is none.</param>
    /// <param name="isPending">An earlier proposal waits to be decided on.</param>
    /// <param name="proposer">Client id.</param>
    /// <param name="id">Identity of the proposal.</param>
    /// <param name="now">The moment.</param>
    internal static Outcome<BankAccount> Decide(
        ProposeBankAccount act, BankAccount? approved, bool isPending, string proposer, Guid id, DateTimeOffset now)
    {
        if (!AgbCode.TryParse(act.Party, out _) && !MunicipalityCode.TryParse(act.Party, out _))
            return new Refusal("party-invalid", "A party is an AGB code (8 digits) or a CBS code (4 digits).", "party");
        var name = act.Name.Trim();
        if (name.Length is 0 or > BankAccount.NameLengthMax || SepaText.Of(name, BankAccount.NameLengthMax).Length == 0)
            return new Refusal(
                "name-invalid", $"A name has 1 to {BankAccount.NameLengthMax} characters that a bank can print.",
                "name");
        if (!BankAccounts.Iban.TryParse(act.Iban, out var iban))
            return new Refusal(
                "iban-invalid", "It is no IBAN of a SEPA country: country, length or check digits are wrong.", "iban",
                "ISO 13616");
        if (isPending)
            return new Refusal("proposal-pending", "An earlier proposal for this party has to be decided on first.");
        return approved is { RefusedByBank: null } && approved.Iban == iban && approved.Name == name
            ? new Refusal("account-unchanged", "This is the account that is in use.", "iban")
            : new BankAccount(id, act.Party, name, iban, BankAccountStatus.Proposed, proposer, now);
    }
}
