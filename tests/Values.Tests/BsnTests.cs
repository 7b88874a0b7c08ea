namespace Jeugdregio.Values.Tests;

public sealed class BsnTests
{
    [Theory, Trait("rule", "CS002")]
    [InlineData("999900006")]
    [InlineData("999900018")]
    [InlineData("123456782")]
    public void A_number_that_passes_the_eleven_check_is_a_bsn(string text)
    {
        Assert.True(Bsn.TryParse(text, out var bsn));
        Assert.Equal(text, bsn.Reveal());
    }

    [Theory, Trait("rule", "CS002")]
    [InlineData("999900007")]
    [InlineData("000000000")]
    [InlineData("99990000")]
    [InlineData("9999000060")]
    [InlineData("٩٩٩٩٠٠٠٠٦")]
    [InlineData(" 99990006")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_not_a_bsn(string? text) => Assert.False(Bsn.TryParse(text, out _));

    [Fact]
    public void A_bsn_never_shows_itself_as_text()
    {
        Assert.True(Bsn.TryParse("999900006", out var bsn));
        Assert.DoesNotContain("999900006", $"{bsn} {new { bsn }}", StringComparison.Ordinal);
    }
}
