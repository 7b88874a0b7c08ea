using Jeugdregio.Referrals.Requests;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Requests;

public sealed class RefuseRequestTests
{
    [Fact, Trait("rule", "CD085")]
    public void A_refusal_keeps_its_reason()
    {
        var refused = Decided(RefuseRequest.Decide(Request, new("4", null), Now));
        Assert.Equal((RequestStatus.Refused, "4", Now), (refused.Status, refused.RefusalReason, refused.DecidedAt));
    }

    [Theory, Trait("rule", "CD085")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("10")]
    [InlineData("x")]
    public void A_refusal_without_a_known_reason_is_refused(string? reason) =>
        Refused(RefuseRequest.Decide(Request, new(reason, null), Now), "CD085");

    [Fact, Trait("rule", "TR377")]
    public void Reason_8_names_the_responsible_municipality() =>
        Assert.Equal("0439", Decided(RefuseRequest.Decide(Request, new("8", "0439"), Now)).ResponsibleMunicipality);

    [Theory, Trait("rule", "TR377")]
    [InlineData(null)]
    [InlineData("439")]
    [InlineData("0479")] // the municipality itself
    public void Reason_8_without_another_municipality_is_refused(string? municipality) =>
        Refused(RefuseRequest.Decide(Request, new("8", municipality), Now), "TR377");

    [Fact, Trait("rule", "TR409")]
    public void Any_other_reason_names_no_municipality() => Refused(RefuseRequest.Decide(Request, new("4", "0439"), Now), "TR409");

    [Fact, Trait("rule", "TR359")]
    public void A_request_that_was_honoured_is_not_refused() =>
        Refused(RefuseRequest.Decide(Request with { Status = RequestStatus.Honoured }, new("4", null), Now), "TR359");

    [Fact, Trait("rule", "TR365")]
    public void A_request_is_refused_once() =>
        Refused(RefuseRequest.Decide(Request with { Status = RequestStatus.Refused }, new("4", null), Now), "TR365");

    [Fact, Trait("rule", "OP274")]
    public void Looking_into_a_request_gives_eight_weeks()
    {
        var looked = Decided(InvestigateRequest.Decide(Request, false, Today));
        Assert.Equal((RequestStatus.Investigating, new DateOnly(2026, 3, 2)), (looked.Status, looked.AnswerDueOn));
    }

    [Fact, Trait("requirement", "R21")]
    public void A_request_for_crisis_care_is_not_made_to_wait() =>
        Refused(InvestigateRequest.Decide(Request, true, Today), "R21");

    [Fact, Trait("rule", "TR360")]
    public void A_provider_is_told_once_that_a_request_is_looked_into() =>
        Refused(
            InvestigateRequest.Decide(Request with { Status = RequestStatus.Investigating }, false, Today), "TR360");

    [Fact, Trait("rule", "TR365")]
    public void A_request_that_was_refused_is_not_looked_into() =>
        Refused(InvestigateRequest.Decide(Request with { Status = RequestStatus.Refused }, false, Today), "TR365");

    [Fact, Trait("rule", "TR365")]
    public void A_request_that_was_looked_into_may_be_refused() =>
        Decided(RefuseRequest.Decide(Request with { Status = RequestStatus.Investigating }, new("4", null), Now));
}
