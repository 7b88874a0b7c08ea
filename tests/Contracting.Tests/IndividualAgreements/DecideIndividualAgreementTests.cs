using Jeugdregio.Contracting.IndividualAgreements;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.IndividualAgreements;

[Trait("requirement", "C32")]
public sealed class DecideIndividualAgreementTests
{
    private static readonly IndividualAgreement Proposed = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "0479", "01000003", new('a', 32), "B", "45A48", "84", 70_000,
        Start, End, "A year of family therapy.", "Nobody contracted speaks sign language.", IndividualAgreementStatus.Proposed,
        "gemeente-0479", Now);

    [Fact]
    public void A_contract_manager_agrees_and_is_named_as_who_approved()
    {
        var agreed = Decide().Fact();
        Assert.Equal(
            (IndividualAgreementStatus.Agreed, "rno-contractmanager", Now, "Needed."),
            (agreed.Status, agreed.DecidedBy, agreed.DecidedAt, agreed.DecisionReason));
    }

    [Fact]
    public void A_refusal_has_its_reason_and_changes_nothing_else()
    {
        var refused = Decide(agreed: false, contracted: true, overlaps: true).Fact();
        Assert.Equal(IndividualAgreementStatus.Refused, refused.Status);
        Assert.Equal(
            Proposed, refused with
            {
                Status = Proposed.Status, DecidedBy = null, DecidedAt = null, DecisionReason = null,
            });
    }

    [Fact]
    public void Nobody_decides_on_what_they_proposed() =>
        Assert.Equal("individual-agreement-by-proposer", Decide(by: "gemeente-0479").Why().Code);

    [Fact]
    public void It_is_decided_once() => Assert.Equal(
        "individual-agreement-decided-already",
        Decide(Proposed with { Status = IndividualAgreementStatus.Refused }).Why().Code);

    [Theory]
    [InlineData(" "), InlineData("")]
    public void A_decision_has_a_reason(string reason) =>
        Assert.Equal("reason", Decide(reason: reason).Why().Field);

    [Fact]
    public void A_reason_is_not_endless() => Assert.Equal("reason-invalid", Decide(reason: new('x', 1_001)).Why().Code);

    [Fact]
    public void It_stands_in_for_no_framework_agreement_that_holds_the_product() =>
        Assert.Equal("product-contracted", Decide(contracted: true).Why().Code);

    [Fact]
    public void On_a_day_one_of_them_holds_for_a_client() =>
        Assert.Equal("individual-agreement-overlaps", Decide(overlaps: true).Why().Code);

    [Fact]
    public void It_ends_with_the_last_care_on_it_and_what_follows_without_a_gap_goes_on()
    {
        var agreed = Decide().Fact();
        Assert.Equal((End, End), (agreed.LastDay, agreed.LastStart));
        var ended = agreed with { CareUntil = new(2027, 6, 30) };
        Assert.Equal((new DateOnly(2027, 6, 30), new(2027, 7, 1)), (ended.LastDay, ended.LastStart));
        Assert.Equal(IndividualAgreementStatus.Agreed, ended.StatusOn(new(2027, 6, 30)));
        Assert.Equal(IndividualAgreementStatus.Ended, ended.StatusOn(new(2027, 7, 1)));
    }

    [Fact]
    public void Longer_care_does_not_lengthen_it()
    {
        var longer = Decide().Fact() with { CareUntil = End.AddDays(1) };
        Assert.Equal((End, End), (longer.LastDay, longer.LastStart));
        var equal = longer with { CareUntil = End };
        Assert.Equal((End, End), (equal.LastDay, equal.LastStart));
    }

    [Fact]
    public void What_was_never_agreed_does_not_end() => Assert.Equal(
        IndividualAgreementStatus.Proposed, Proposed.StatusOn(End.AddDays(1)));

    private static Outcome<IndividualAgreement> Decide(
        IndividualAgreement? proposed = null, bool agreed = true, string by = "rno-contractmanager",
        string reason = " Needed. ", bool contracted = false, bool overlaps = false) =>
        DecideIndividualAgreement.Decide(proposed ?? Proposed, contracted, overlaps, new(agreed, reason), by, Now);
}
