using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Objections;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Objections;

public sealed class ObjectionTests
{
    private static readonly DateOnly Today = new(2026, 6, 10);
    private static readonly Lot Announced = LotB with { Status = LotStatus.Announced, Round = 1, StandstillEnds = new(2026, 6, 21) };
    private static readonly RegisterObjection Act = new("C/15/1234", new(2026, 6, 9), new(2026, 6, 30));
    private static readonly Objection Registered = RegisterObjection.Decide(Announced, Act, Today, AfterClosing, Guid.CreateVersion7()).Fact();

    [Fact, Trait("requirement", "T25")]
    public void An_objection_is_against_the_segment_of_its_lot_and_every_step_has_its_day()
    {
        Assert.Equal((LotB.Id, "B", LotB.TenderId), (Registered.LotId, Registered.Segment, Registered.TenderId));
        Assert.Equal((new DateOnly(2026, 6, 9), new DateOnly(2026, 6, 30)), (Registered.RegisteredOn, Registered.HearingOn));
        Assert.Null(Registered.Ending);
    }

    [Fact, Trait("requirement", "T25")]
    public void Only_an_announced_award_that_is_not_final_is_contested()
    {
        Assert.Equal("award-not-announced", RegisterObjection.Decide(LotB, Act, Today, Now, Guid.NewGuid()).Why().Code);
        Assert.Equal(
            "lot-awarded-already",
            RegisterObjection.Decide(Announced with { Status = LotStatus.Awarded }, Act, Today, Now, Guid.NewGuid()).Why().Code);
    }

    [Theory, Trait("requirement", "T25")]
    [InlineData("2026-06-11", null, "registered-in-the-future")]
    [InlineData("2026-06-09", "2026-06-08", "hearing-before-registration")]
    public void The_days_of_an_objection_follow_each_other(string registered, string? hearing, string code)
    {
        var act = Act with
        {
            RegisteredOn = DateOnly.ParseExact(registered, "yyyy-MM-dd"),
            HearingOn = hearing is null ? null : DateOnly.ParseExact(hearing, "yyyy-MM-dd"),
        };
        Assert.Equal(code, RegisterObjection.Decide(Announced, act, Today, Now, Guid.NewGuid()).Why().Code);
    }

    [Fact]
    public void An_objection_has_a_case_number() =>
        Assert.Equal("reference-invalid", RegisterObjection.Decide(Announced, Act with { Reference = "" }, Today, Now, Guid.NewGuid()).Why().Code);

    [Theory, Trait("requirement", "T25")]
    [InlineData(0), InlineData(1)]
    public void Withdrawal_and_rejection_lift_the_block_and_leave_the_announcement(int ending)
    {
        var ended = EndObjection.Decide(Registered, Announced, new((ObjectionEnding)ending, Today), Today).Fact();
        Assert.Equal((ObjectionEnding)ending, ended.Objection.Ending);
        Assert.Equal(Announced, ended.Lot);
    }

    [Fact, Trait("requirement", "T25")]
    public void When_the_court_upholds_it_the_lot_is_judged_anew()
    {
        var ended = EndObjection.Decide(Registered, Announced, new(ObjectionEnding.Upheld, Today), Today).Fact();
        Assert.Equal((LotStatus.Open, (DateOnly?)null), (ended.Lot.Status, ended.Lot.StandstillEnds));
    }

    [Fact, Trait("requirement", "T25")]
    public void An_objection_ends_once_and_not_before_it_began()
    {
        var ended = Registered with { Ending = ObjectionEnding.Withdrawn, EndedOn = Today };
        Assert.Equal(
            "objection-ended-already", EndObjection.Decide(ended, Announced, new(ObjectionEnding.Upheld, Today), Today).Why().Code);
        Assert.Equal(
            "ended-on-invalid", EndObjection.Decide(Registered, Announced, new(ObjectionEnding.Withdrawn, new(2026, 6, 8)), Today).Why().Code);
        Assert.Equal(
            "ended-on-invalid", EndObjection.Decide(Registered, Announced, new(ObjectionEnding.Withdrawn, new(2026, 6, 11)), Today).Why().Code);
    }
}
