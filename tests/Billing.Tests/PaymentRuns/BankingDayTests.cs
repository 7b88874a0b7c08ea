using Jeugdregio.Billing.PaymentRuns;

namespace Jeugdregio.Billing.Tests.PaymentRuns;

public sealed class BankingDayTests
{
    [Theory]
    [InlineData("2026-11-10", "2026-11-11")]
    [InlineData("2026-11-13", "2026-11-16")]
    [InlineData("2026-04-02", "2026-04-07")] // Good Friday, Easter Monday
    [InlineData("2026-04-24", "2026-04-27")] // King's Day: banks pay
    [InlineData("2026-04-30", "2026-05-04")] // 1 May: banks do not
    [InlineData("2026-05-13", "2026-05-14")] // Ascension Day: banks pay
    [InlineData("2026-12-24", "2026-12-28")]
    [InlineData("2026-12-31", "2027-01-04")]
    public void Banks_settle_on_the_days_of_target(string day, string next) =>
        Assert.Equal(DateOnly.Parse(next, null), DateOnly.Parse(day, null).NextBankingDay());
}
