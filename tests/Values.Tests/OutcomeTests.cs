namespace Jeugdregio.Values.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void A_fact_is_not_refused()
    {
        Outcome<string> outcome = "awarded";
        Assert.False(outcome.Refused(out _, out var fact));
        Assert.Equal("awarded", fact);
    }

    [Fact]
    public void A_refusal_gives_its_code()
    {
        Outcome<string> outcome = new Refusal("standstill-running", "The standstill has not ended.");
        Assert.True(outcome.Refused(out var why, out _));
        Assert.Equal("standstill-running", why.Code);
    }

    [Fact]
    public void An_outcome_that_was_never_decided_is_a_bug_and_says_so() =>
        Assert.Throws<InvalidOperationException>(() => default(Outcome<string>).Refused(out _, out _));

    [Theory]
    [InlineData(65000, "650.00")]
    [InlineData(-5, "-0.05")]
    public void Money_reads_as_euros(long cents, string text) => Assert.Equal(text, new Money(cents).ToString());

    [Fact]
    public void Money_that_does_not_fit_throws_instead_of_wrapping() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
}
