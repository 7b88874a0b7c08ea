using Jeugdregio.Contracting.Agreements;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Agreements;

public sealed class DraftAndSignTests
{
    [Fact, Trait("requirement", "C01")]
    public void Two_plus_one_plus_one_plus_one_ends_after_two_years() =>
        Assert.Equal((Start, End), (Draft.Agreement.StartDate, Draft.Agreement.EndDate));

    [Fact, Trait("requirement", "C01")]
    public void A_contract_model_that_the_region_does_not_have_is_refused() =>
        Assert.Equal(
            "contract-model-unknown",
            DraftAgreement.Decide(Award() with { ContractModel = "3+5" }, Samples.Region, Guid.CreateVersion7).Why().Code);

    [Fact, Trait("requirement", "C08")]
    public void An_agreement_holds_the_awarded_products_at_the_awarded_tariffs() =>
        Assert.Equal(
            [("45A48", "84", 65_000L), ("45A53", "84", 300_000L)], Draft.Tariffs.Select(t => (t.Product, t.Unit, t.AgreedCents)));

    [Fact, Trait("requirement", "T27")]
    public void One_signature_does_not_put_it_into_force()
    {
        var half = Sign(Draft.Agreement, SigningParty.Provider, Today);
        Assert.False(half.Agreement.IsSigned);
        Assert.Empty(half.Tariffs);
        Assert.Equal(AgreementStatus.Draft, half.Agreement.StatusOn(Start));
    }

    [Theory, Trait("requirement", "T27")]
    [InlineData(0, 1), InlineData(1, 0)]
    public void The_second_signature_puts_it_into_force_whoever_signs_first(int first, int second)
    {
        var signed = Sign(Sign(Draft.Agreement, (SigningParty)first, Today), (SigningParty)second, Today.AddDays(1));
        Assert.Equal(Now, signed.Agreement.ActivatedAt);
        Assert.Equal((Start, End), (signed.Agreement.StartDate, signed.Agreement.EndDate));
    }

    [Fact, Trait("requirement", "T27")]
    public void Signed_late_it_starts_on_the_day_of_the_last_signature_and_ends_when_it_would_have()
    {
        var late = Start.AddDays(20);
        var signed = Sign(Sign(Draft.Agreement, SigningParty.Region, Start.AddDays(3)), SigningParty.Provider, late);
        Assert.Equal((late, End), (signed.Agreement.StartDate, signed.Agreement.EndDate));
        Assert.All(signed.Tariffs, t => Assert.Equal(late, t.ValidFrom));
    }

    [Fact, Trait("requirement", "T27")]
    public void Signed_after_its_last_day_it_is_refused()
    {
        var half = Sign(Draft.Agreement, SigningParty.Region, Today).Agreement;
        Assert.Equal("agreement-lapsed", SignAgreement.Decide(half, Draft.Tariffs, new(SigningParty.Provider), End.AddDays(1), Now).Why().Code);
        Assert.Equal(End, SignAgreement.Decide(half, Draft.Tariffs, new(SigningParty.Provider), End, Now).Fact().Agreement.StartDate);
    }

    [Fact, Trait("requirement", "T27")]
    public void Each_party_signs_once()
    {
        var half = Sign(Draft.Agreement, SigningParty.Provider, Today).Agreement;
        Assert.Equal("signed-already", SignAgreement.Decide(half, Draft.Tariffs, new(SigningParty.Provider), Today, Now).Why().Code);
        Assert.Equal("signed-already", SignAgreement.Decide(Signed.Agreement, Draft.Tariffs, new(SigningParty.Region), Today, Now).Why().Code);
    }

    [Fact, Trait("requirement", "C13")]
    public void The_second_signature_sets_every_tariff_in_its_first_version_for_the_whole_agreement() =>
        Assert.Equal(
            [(1, 65_000L, Start, End), (1, 300_000L, Start, End)],
            Signed.Tariffs.Select(v => (v.Version, v.TariffCents, v.ValidFrom, v.ValidUntil)));

    [Fact, Trait("requirement", "C08")]
    public void A_signed_agreement_is_active_on_its_days_and_no_others()
    {
        Assert.Equal(AgreementStatus.Signed, Signed.Agreement.StatusOn(Start.AddDays(-1)));
        Assert.Equal(AgreementStatus.Active, Signed.Agreement.StatusOn(Start));
        Assert.Equal(AgreementStatus.Active, Signed.Agreement.StatusOn(End));
        Assert.Equal(AgreementStatus.Ended, Signed.Agreement.StatusOn(End.AddDays(1)));
    }
}
