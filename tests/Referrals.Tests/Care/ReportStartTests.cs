using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Care;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Care;

public sealed class ReportStartTests
{
    private static long Number => Granted.Number;

    [Fact, Trait("rule", "TR019")]
    public void A_start_on_an_allocation_of_the_client_is_taken_in() => Assert.Empty(Judge(CareHistory.Empty, Ask.Start(Number)));

    [Fact, Trait("rule", "TR019")]
    public void A_start_on_an_allocation_that_is_not_the_clients_at_this_provider_is_refused() =>
        Assert.Equal(["9019"], Judge(CareHistory.Empty, Ask.Start(Number + 1)).Codes());

    [Fact, Trait("rule", "TR019")]
    public void A_start_that_names_no_allocation_is_refused() =>
        Assert.Equal(["9019"], Judge(CareHistory.Empty, Ask.Start(null)).Codes());

    [Fact, Trait("rule", "TR019")]
    public void A_start_on_a_deleted_allocation_is_refused() =>
        Assert.Equal(["9019"], ReportStart.Decide(Ask.Start(Number), Granted with { ReasonForChange = "13" }, CareHistory.Empty));

    [Fact, Trait("rule", "TR063")]
    public void A_start_that_was_reported_can_be_taken_back() =>
        Assert.Empty(Judge(Running(), Ask.Start(Number, takeBack: true)));

    [Theory, Trait("rule", "TR063")]
    [InlineData(4, "45A48")]
    [InlineData(5, "45A04")]
    public void A_start_with_another_key_cannot_be_taken_back(int day, string code) =>
        Assert.Equal(["9063"], Judge(Running(), Ask.Start(Number, day, takeBack: true, code)).Codes());

    [Fact, Trait("rule", "TR071")]
    public void A_start_that_has_a_stop_cannot_be_taken_back() =>
        Assert.Equal(["9071"], Judge(Stopped("31", start: 5), Ask.Start(Number, takeBack: true)).Codes());

    [Fact, Trait("rule", "TR074")]
    public void The_same_start_twice_is_refused() => Assert.Contains("9074", Judge(Running(), Ask.Start(Number)).Codes());

    [Fact, Trait("rule", "TR074")]
    public void The_same_start_twice_in_one_message_is_refused_at_the_second()
    {
        var refusal = Assert.Single(Judge(CareHistory.Empty, Ask.Start(Number), Ask.Start(Number)));
        Assert.Equal(("Bericht/Client/StartProducten/StartProduct[2]", "9074"), (refusal.Path, refusal.ReturnCode));
    }

    [Fact, Trait("rule", "IV008")]
    public void A_correction_of_the_key_may_be_in_one_message_in_any_order() =>
        Assert.Empty(Judge(Running(), Ask.Start(Number, day: 4), Ask.Start(Number, takeBack: true)));

    [Fact, Trait("rule", "IV008")]
    public void Taking_back_and_reporting_the_same_key_in_one_message_is_refused() =>
        Assert.Equal(["9074"], Judge(Running(), Ask.Start(Number, takeBack: true), Ask.Start(Number)).Codes());

    [Fact, Trait("rule", "TR326")]
    public void A_second_start_while_care_runs_is_refused() =>
        Assert.Equal(["9326"], Judge(Running(4), Ask.Start(Number)).Codes());

    [Theory, Trait("rule", "TR326")]
    [InlineData("20")]
    [InlineData("31")]
    public void A_start_after_any_stop_is_taken_in(string reason) => Assert.Empty(Judge(Stopped(reason, end: 4), Ask.Start(Number)));

    [Fact, Trait("rule", "TR326")]
    public void A_second_start_in_one_message_is_refused() =>
        Assert.Equal(["9326"], Judge(CareHistory.Empty, Ask.Start(Number, day: 4), Ask.Start(Number)).Codes());

    private static IReadOnlyList<ClassRefusal> Judge(CareHistory care, params StartProduct[] products) =>
        StartReport.Judge(
            Ask.Start("999900006", Ask.Header(), products), new([Granted], new Dictionary<long, CareHistory> { [Number] = care }));
}
