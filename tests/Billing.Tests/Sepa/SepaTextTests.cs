using CsCheck;
using Jeugdregio.Billing.Sepa;

namespace Jeugdregio.Billing.Tests.Sepa;

public sealed class SepaTextTests
{
    [Theory]
    [InlineData("Stichting Zórg & Coöperatie", "Stichting Zorg + Cooeperatie")]
    [InlineData("  Çelik\tJeugd\nhulp ", "Celik Jeugd hulp")]
    [InlineData("Gezinshuis “De Boom” – Łódź; Åse", "Gezinshuis 'De Boom' - Lodz. Ase")]
    [InlineData("Jeugd™ 儿童", "Jeugd")]
    public void A_name_is_written_in_letters_that_every_bank_takes(string name, string written) =>
        Assert.Equal(written, SepaText.Of(name, 70));

    [Fact]
    public void Whatever_goes_in_what_comes_out_fits_and_comes_out_again_the_same() =>
        Gen.Select(Gen.String, Gen.Int[1, 140]).Sample((text, length) =>
        {
            var written = SepaText.Of(text, length);
            return (written.Length == 0 || SepaText.Fits(written, length)) && SepaText.Of(written, length) == written;
        });

    [Theory]
    [InlineData("0192e0a000007000800000000000000f", true)]
    [InlineData("/begin", false)]
    [InlineData("end/", false)]
    [InlineData("a//b", false)]
    [InlineData("123456789012345678901234567890123456", false)]
    [InlineData("", false)]
    [InlineData("é", false)]
    public void An_identification_keeps_the_rules_of_banks(string text, bool fits) =>
        Assert.Equal(fits, SepaText.IsIdentification(text));
}
