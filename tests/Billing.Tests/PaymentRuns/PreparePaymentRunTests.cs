using CsCheck;
using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Sepa;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Tests.PaymentRuns;

public sealed class PreparePaymentRunTests
{
    private const string A = "01000001";
    private const string B = "01000002";
    private static readonly RegionPack Region =
        RegionFile.Load(Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"));

    private static readonly DateOnly Today = new(2026, 11, 10);
    private static readonly DateOnly October = new(2026, 10, 1);
    private static readonly Guid Account = Guid.NewGuid();
    private static readonly PreparePaymentRun Act = new(new(2026, 12, 10), new(2026, 11, 11));
    private static readonly Payee[] Payees = [new(A, Guid.NewGuid(), null), new(B, Guid.NewGuid(), null)];

    [Fact]
    public void A_provider_gets_one_payment_of_all_its_segments_and_months_with_its_credits_subtracted()
    {
        var planned = Fact(Decide(
            Open(A, 70_000), Open(A, -20_000, segment: "V"), Open(A, 10_000, month: 9), Open(B, 1)));
        Assert.Equal([(A, 60_000L, 6), (B, 1L, 2)], planned.Payments.Select(p => (p.Provider, p.AmountCents, p.Lines)));
        Assert.Equal(Payees.Select(p => p.AccountId), planned.Payments.Select(p => p.AccountId));
        Assert.Empty(planned.Waiting);
    }

    [Fact]
    public void A_negative_balance_waits_for_the_next_run_and_a_balance_of_nothing_is_settled()
    {
        var planned = Fact(Decide(Open(A, -1), Open(B, 5), Open(B, -5, month: 9)));
        Assert.Equal([(B, 0L)], planned.Payments.Select(p => (p.Provider, p.AmountCents)));
        Assert.Equal([new WaitingAmount(A, "negative-balance", -1, 2)], planned.Waiting);
    }

    [Fact]
    public void Who_has_no_account_or_one_that_the_bank_refused_waits()
    {
        var facts = Facts([Open(A, 10), Open(B, 10), Open("01000003", 10)]) with
        {
            Payees = [Payees[0], Payees[1] with { RefusedByBank = "AC04" }],
        };
        var planned = Fact(PreparePaymentRun.Decide(Act, facts, Region, Today));
        Assert.Equal([A], planned.Payments.Select(p => p.Provider));
        Assert.Equal(
            [(B, "account-refused-by-bank"), ("01000003", "no-account")],
            planned.Waiting.Select(w => (w.Provider, w.Reason)));
    }

    [Fact]
    [Trait("requirement", "B20")]
    public void What_is_held_is_shown_and_not_paid()
    {
        var planned = Fact(Decide(Open(A, 10), Open(A, 90, held: true), Open(B, 7, held: true)));
        Assert.Equal([(A, 10L)], planned.Payments.Select(p => (p.Provider, p.AmountCents)));
        Assert.Equal(
            [new WaitingAmount(A, "held", 90, 2), new WaitingAmount(B, "held", 7, 2)], planned.Waiting);
    }

    [Fact]
    [Trait("requirement", "B13")]
    public void What_is_paid_locally_is_never_in_a_run()
    {
        var planned = Fact(Decide(Open(A, 10), Open(A, 99, segment: "A"), Open(B, 99, segment: "7")));
        Assert.Equal([(A, 10L)], planned.Payments.Select(p => (p.Provider, p.AmountCents)));
        Assert.All(planned.Waiting, w => Assert.Equal("segment-not-regional", w.Reason));
    }

    [Fact]
    public void What_came_back_is_made_again_by_itself_beside_what_is_new()
    {
        var back = new ReturnedPayment(Guid.NewGuid(), A, 500, 3);
        var planned = Fact(PreparePaymentRun.Decide(
            Act, Facts([Open(A, 10)]) with { Returned = [back] }, Region, Today));
        Assert.Equal(
            [(10L, (Guid?)null), (500L, back.Id)], planned.Payments.Select(p => (p.AmountCents, p.ReissueOf)).Order());
    }

    [Fact]
    public void More_than_one_transfer_can_hold_waits() =>
        Assert.Equal("amount-over-maximum", Fact(Decide(
            Open(A, CreditTransferFile.AmountMaxCents), Open(A, 1, month: 9), Open(B, 1))).Waiting.Single().Reason);

    [Theory]
    [InlineData("2026-11-09", "execution-date-invalid")]
    [InlineData("2027-11-11", "execution-date-invalid")]
    [InlineData("2026-11-14", "no-banking-day")]
    [InlineData("2026-12-25", "no-banking-day")]
    public void The_day_of_payment_is_a_banking_day_within_a_year(string day, string code) =>
        Assert.Equal(code, Code(PreparePaymentRun.Decide(
            Act with { ExecutionDate = DateOnly.Parse(day, null) }, Facts([Open(A, 1)]), Region, Today)));

    [Fact]
    public void Without_an_account_to_pay_from_or_anything_to_pay_there_is_no_run()
    {
        Assert.Equal("no-account", Code(PreparePaymentRun.Decide(
            Act, Facts([Open(A, 1)]) with { AccountId = null }, Region, Today)));
        Assert.Equal("nothing-to-pay", Code(Decide()));
        Assert.True(Decide(Open(A, -5)).Refused(out var why, out _));
        Assert.Contains($"{A} (negative-balance)", why.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("invariant", "I2")]
    public void Whatever_is_open_every_cent_is_either_paid_or_waits() =>
        Gen.Select(
                Gen.OneOf(Gen.Const(A), Gen.Const(B), Gen.Const("01000003")),
                Gen.OneOf(Gen.Const("B"), Gen.Const("V"), Gen.Const("A")), Gen.Int[1, 12],
                Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Gen.Long[-100_000, 100_000])
            .Array[0, 30].Sample(open =>
            {
                var amounts = open.Select(o => Open(o.Item1, o.Item5, o.Item2, o.Item3, o.Item4)).ToArray();
                if (Decide(amounts).Refused(out _, out var planned) || planned is null) return;
                Assert.Equal(
                    amounts.Sum(a => a.AmountCents),
                    planned.Payments.Sum(p => p.AmountCents) + planned.Waiting.Sum(w => w.AmountCents));
                Assert.Equal(
                    amounts.Sum(a => a.Lines), planned.Payments.Sum(p => p.Lines) + planned.Waiting.Sum(w => w.Lines));
                Assert.All(planned.Payments, p => Assert.True(p.AmountCents >= 0));
            });

    private static OpenAmount Open(
        string provider, long cents, string segment = "B", int month = 10, bool held = false) =>
        new(provider, segment, new(October.Year, month, 1), held, cents, 2);

    private static RunFacts Facts(IReadOnlyList<OpenAmount> open) => new(Account, open, [], Payees);

    private static Outcome<PlannedRun> Decide(params OpenAmount[] open) =>
        PreparePaymentRun.Decide(Act, Facts(open), Region, Today);

    private static PlannedRun Fact(Outcome<PlannedRun> outcome) =>
        outcome.Refused(out var why, out var fact) ? throw new InvalidOperationException(why.Code) : fact;

    private static string? Code(Outcome<PlannedRun> outcome) => outcome.Refused(out var why, out _) ? why.Code : null;
}
