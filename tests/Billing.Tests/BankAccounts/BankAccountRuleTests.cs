using Jeugdregio.Billing.BankAccounts;

namespace Jeugdregio.Billing.Tests.BankAccounts;

public sealed class BankAccountRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly ProposeBankAccount Act = new("01000001", "Stichting Voorbeeld", "NL91 ABNA 0417 1643 00");
    private static readonly BankAccount Proposed = new(
        Guid.Empty, "01000001", "Stichting Voorbeeld", Ibans.Parsed("NL91ABNA0417164300"),
        BankAccountStatus.Proposed, "provider", Now);

    [Fact]
    public void A_proposal_is_kept_without_spaces_and_waits()
    {
        var proposed = Fact(ProposeBankAccount.Decide(Act, null, false, "provider", Guid.Empty, Now));
        Assert.Equal(("NL91ABNA0417164300", BankAccountStatus.Proposed), (proposed.Iban.Reveal(), proposed.Status));
    }

    [Theory]
    [InlineData("0100001", "Stichting", "NL91ABNA0417164300", "party-invalid")]
    [InlineData("01000001", "  ", "NL91ABNA0417164300", "name-invalid")]
    [InlineData("01000001", "儿童", "NL91ABNA0417164300", "name-invalid")]
    [InlineData("01000001", "Stichting", "NL91ABNA0417164301", "iban-invalid")]
    public void A_wrong_proposal_is_refused_by_what_is_wrong(string party, string name, string iban, string code) =>
        Assert.Equal(
            code, Code(ProposeBankAccount.Decide(new(party, name, iban), null, false, "provider", Guid.Empty, Now)));

    [Fact]
    public void A_name_longer_than_a_bank_prints_is_refused() =>
        Assert.Equal("name-invalid", Code(ProposeBankAccount.Decide(
            Act with { Name = new('a', 71) }, null, false, "provider", Guid.Empty, Now)));

    [Fact]
    public void What_is_in_use_or_waits_already_is_not_proposed_again()
    {
        var used = Proposed with { Status = BankAccountStatus.Approved };
        Assert.Equal("account-unchanged", Code(ProposeBankAccount.Decide(Act, used, false, "x", Guid.Empty, Now)));
        Assert.Equal("proposal-pending", Code(ProposeBankAccount.Decide(Act, null, true, "x", Guid.Empty, Now)));
        // the bank refused it, and now says that it was mistaken
        Fact(ProposeBankAccount.Decide(Act, used with { RefusedByBank = "AC06" }, false, "x", Guid.Empty, Now));
    }

    [Fact]
    public void Nobody_decides_on_their_own_proposal_and_nobody_twice()
    {
        var act = new DecideBankAccount(true, "Called the provider back.");
        Assert.Equal("same-person", Code(DecideBankAccount.Decide(Proposed, act, "provider", Now)));
        var approved = Fact(DecideBankAccount.Decide(Proposed, act, "contract-manager", Now));
        Assert.Equal(BankAccountStatus.Approved, approved.Status);
        Assert.Equal("account-decided-already", Code(DecideBankAccount.Decide(approved, act, "another", Now)));
        Assert.Equal(
            "reason-invalid", Code(DecideBankAccount.Decide(Proposed, act with { Reason = " " }, "another", Now)));
    }

    private static BankAccount Fact(Values.Outcome<BankAccount> outcome) =>
        outcome.Refused(out var why, out var fact) ? throw new InvalidOperationException(why.Code) : fact;

    private static string? Code(Values.Outcome<BankAccount> outcome) =>
        outcome.Refused(out var why, out _) ? why.Code : null;
}
