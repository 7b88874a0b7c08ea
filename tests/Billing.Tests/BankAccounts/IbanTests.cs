using System.Text.Json;
using CsCheck;
using Jeugdregio.Billing.BankAccounts;

namespace Jeugdregio.Billing.Tests.BankAccounts;

public sealed class IbanTests
{
    // the examples of the IBAN registry, which belong to nobody
    [Theory]
    [InlineData("NL91ABNA0417164300")]
    [InlineData("NL91 ABNA 0417 1643 00")]
    [InlineData("BE68539007547034")]
    [InlineData("DE89370400440532013000")]
    [InlineData("FR1420041010050500013M02606")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    public void A_number_of_a_sepa_country_is_taken(string text) => Assert.True(Iban.TryParse(text, out _));

    [Theory]
    [InlineData("NL91ABNA0417164301", "check digits")]
    [InlineData("NL19ABNA0417164300", "check digits")]
    [InlineData("NL91ABNA041716430", "length")]
    [InlineData("NL91ABNA04171643000", "length")]
    [InlineData("nl91abna0417164300", "small letters")]
    [InlineData("NL91ABNA0417164300\n", "a line end")]
    [InlineData("BR1800360305000010009795493C1", "a country outside SEPA")]
    [InlineData("XX91ABNA0417164300", "no country")]
    [InlineData("", "nothing")]
    [InlineData(null, "nothing")]
    public void What_is_no_number_of_a_sepa_country_is_refused(string? text, string why) =>
        Assert.False(Iban.TryParse(text, out _), why);

    [Fact]
    public void One_wrong_digit_or_two_that_changed_places_are_always_noticed() =>
        Gen.Select(Gen.Int[0, 999_999_999], Gen.Int[4, 17], Gen.Int[1, 9]).Sample((number, place, shift) =>
        {
            var right = Ibans.Of(number);
            if (!Iban.TryParse(right, out _)) return false;
            var wrong = right.ToCharArray();
            if (place >= 8) wrong[place] = (char)('0' + (wrong[place] - '0' + shift) % 10);
            else wrong[place] = (char)('A' + (wrong[place] - 'A' + shift) % 26);
            var swapped = right.ToCharArray();
            var at = Math.Clamp(place, 8, 16);
            (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
            return !Iban.TryParse(new string(wrong), out _)
                && (swapped[at] == swapped[at + 1] || !Iban.TryParse(new string(swapped), out _));
        });

    [Fact]
    [Trait("invariant", "I11")]
    public void A_number_says_nothing_of_itself_unless_it_is_asked()
    {
        var iban = Ibans.Parsed("NL91ABNA0417164300");
        Assert.Equal("NL…4300", iban.ToString());
        Assert.Equal("NL91ABNA0417164300", iban.Reveal());
        Assert.DoesNotContain("0417164300", JsonSerializer.Serialize(iban), StringComparison.Ordinal);
        var account = new BankAccount(
            Guid.Empty, "01000001", "Stichting Voorbeeld", iban, BankAccountStatus.Approved, "a", default);
        Assert.DoesNotContain("0417164300", account.ToString(), StringComparison.Ordinal);
    }
}
