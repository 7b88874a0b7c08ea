using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Payments;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.Billing.Tests.Sepa;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Tests.PaymentRuns;

public sealed class DecidePaymentRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 23, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 11);
    private static readonly BankAccount Payer = Account("0439", "Gemeente Purmerend");
    private static readonly BankAccount Payee = Account("01000001", "Stichting Zórg");
    private static readonly PaymentRun Prepared = new(
        Guid.NewGuid(), "0439", Payer.Id, new(2026, 12, 10), Today, PaymentRunStatus.Prepared, 2, 5, 700, "anna", Now);

    private static readonly PaymentRun Approved = Prepared with { Status = PaymentRunStatus.Approved };

    [Fact]
    public void Another_person_than_who_prepared_it_approves_a_run()
    {
        Assert.Equal("same-person", Code(ApprovePaymentRun.Decide(Prepared, [], "anna", Today, Now)));
        Assert.False(ApprovePaymentRun.Decide(Prepared, [], "bert", Today, Now).Refused(out _, out var approved));
        Assert.Equal((PaymentRunStatus.Approved, "bert"), (approved.Status, approved.DecidedBy));
    }

    [Fact]
    public void A_run_is_approved_once_before_its_day_and_with_the_accounts_it_was_prepared_with()
    {
        Assert.Equal("run-decided-already", Code(ApprovePaymentRun.Decide(Approved, [], "bert", Today, Now)));
        Assert.Equal(
            "execution-date-passed", Code(ApprovePaymentRun.Decide(Prepared, [], "bert", Today.AddDays(1), Now)));
        Assert.Equal("account-changed", Code(ApprovePaymentRun.Decide(Prepared, ["01000001"], "bert", Today, Now)));
    }

    [Fact]
    public void A_run_is_withdrawn_with_a_reason_and_only_before_it_is_approved()
    {
        Assert.Equal("run-decided-already", Code(WithdrawPaymentRun.Decide(Approved, new("Wrong day."), "anna", Now)));
        Assert.Equal("reason-invalid", Code(WithdrawPaymentRun.Decide(Prepared, new(" "), "anna", Now)));
        Assert.Null(Code(WithdrawPaymentRun.Decide(Prepared, new("Wrong day."), "anna", Now)));
    }

    [Fact]
    public void A_run_becomes_one_batch_in_dutch_time_with_names_that_banks_take()
    {
        var order = RunFile.Order(Approved, [Payment(700), Payment(0)], [Payer, Payee], Now)!;
        var batch = Assert.Single(order.Batches);
        var transfer = Assert.Single(batch.Transfers);
        Assert.Equal(new DateTime(2026, 11, 11, 0, 30, 0), order.CreatedAt);
        Assert.Equal((Today, "Gemeente Purmerend", Payer.Iban), (batch.ExecutionDate, batch.Debtor, batch.Account));
        Assert.Equal(("Stichting Zorg", Payee.Iban), (transfer.Creditor, transfer.Account));
        Assert.Equal(32, transfer.EndToEndId.Length);
        CreditTransferFileTests.Parsed(CreditTransferFile.Write(order));
        Assert.Null(RunFile.Order(Approved, [Payment(0)], [Payer, Payee], Now));
    }

    [Fact]
    public void However_long_the_names_are_the_file_is_valid()
    {
        var order = RunFile.Order(
            Approved, [Payment(CreditTransferFile.AmountMaxCents)],
            [Payer with { Name = new('ß', 70) }, Payee with { Name = new('Æ', 70) }], Now)!;
        CreditTransferFileTests.Parsed(CreditTransferFile.Write(order));
    }

    [Theory]
    [InlineData(PaymentStatus.Sent, "ACSC", PaymentStatus.Paid)]
    [InlineData(PaymentStatus.Sent, "ACSP", PaymentStatus.Paid)]
    [InlineData(PaymentStatus.Sent, "ACTC", PaymentStatus.Sent)]
    [InlineData(PaymentStatus.Sent, "ACCP", PaymentStatus.Sent)]
    [InlineData(PaymentStatus.Sent, "PDNG", PaymentStatus.Sent)]
    [InlineData(PaymentStatus.Sent, "RJCT", PaymentStatus.Rejected)]
    [InlineData(PaymentStatus.Paid, "ACSC", PaymentStatus.Paid)]
    [InlineData(PaymentStatus.Paid, "RJCT", PaymentStatus.Returned)]
    [InlineData(PaymentStatus.Rejected, "RJCT", PaymentStatus.Rejected)]
    [InlineData(PaymentStatus.Rejected, "ACSC", PaymentStatus.Rejected)]
    [InlineData(PaymentStatus.Returned, "RJCT", PaymentStatus.Returned)]
    internal void What_the_bank_says_moves_a_payment_on_and_never_back(
        PaymentStatus now, string said, PaymentStatus then)
    {
        var payment = Payment(1) with { Status = now };
        var change = Assert.Single(Changes(Report(StatusReports.Of(Approved.Id, said)), payment));
        Assert.Equal((then, said), (change.To, change.BankStatus));
    }

    [Fact]
    public void What_is_said_of_a_transfer_goes_before_the_batch_and_that_before_the_whole()
    {
        Payment[] payments = [Payment(1), Payment(2), Payment(3)];
        var named = StatusReports.Batch(
            $"{Approved.Id:N}-1", "ACSC", [(payments[1].EndToEndId, "RJCT", "AC04")]);
        var changes = Changes(Report(StatusReports.Text($"{Approved.Id:N}", "PDNG", named)), payments);
        Assert.Equal(
            [PaymentStatus.Paid, PaymentStatus.Rejected, PaymentStatus.Paid], changes.Select(c => c.To));
        Assert.Equal([false, true, false], changes.Select(c => c.IsAboutAccount));
    }

    [Fact]
    public void A_report_in_part_says_nothing_of_whom_it_does_not_name()
    {
        Payment[] payments = [Payment(1), Payment(2), Payment(0)];
        var report = Report(StatusReports.Of(Approved.Id, null, (payments[0].Id, "ACSC", null)));
        Assert.Equal(payments[0], Assert.Single(Changes(report, payments)).Payment);
    }

    [Fact]
    public void A_report_about_something_else_is_refused()
    {
        var payment = Payment(1);
        var unknown = Report(StatusReports.Of(Approved.Id, "PART", (Guid.NewGuid(), "RJCT", null)));
        Assert.Equal("transfer-unknown", Code(TakeStatusReport.Decide(unknown, Approved, [payment])));
        var batch = Report(StatusReports.Text("M1", "ACSC", StatusReports.Batch("another", null, [])));
        Assert.Equal("batch-unknown", Code(TakeStatusReport.Decide(batch, Approved, [payment])));
        var early = Report(StatusReports.Of(Prepared.Id, "ACSC"));
        Assert.Equal("run-not-approved", Code(TakeStatusReport.Decide(early, Prepared, [payment])));
    }

    private static IReadOnlyList<PaymentChange> Changes(StatusReport report, params Payment[] payments) =>
        TakeStatusReport.Decide(report, Approved, payments).Refused(out var why, out var changes)
            ? throw new InvalidOperationException(why.Code) : changes;

    private static StatusReport Report(byte[] bytes) =>
        StatusReportReader.Read(bytes).Refused(out var why, out var report)
            ? throw new InvalidOperationException(why.Detail) : report;

    private static Payment Payment(long cents) => new(
        Guid.NewGuid(), Approved.Id, "0439", "01000001", Payee.Id, cents, 2, PaymentStatus.Sent, null);

    private static BankAccount Account(string party, string name) => new(
        Guid.NewGuid(), party, name, Ibans.Parsed(Ibans.Next()), BankAccountStatus.Approved, "anna", Now);

    private static string? Code<T>(Outcome<T> outcome)
        where T : notnull => outcome.Refused(out var why, out _) ? why.Code : null;
}
