using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Care;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Care;

public sealed class ReportStopTests
{
    private static long Number => Granted.Number;

    [Fact, Trait("rule", "TR019")]
    public void A_stop_of_a_start_is_taken_in() => Assert.Empty(Judge(Running(1), Ask.Stop(Number)));

    [Fact, Trait("rule", "TR019")]
    public void A_stop_on_an_allocation_that_is_not_the_clients_at_this_provider_is_refused() =>
        Assert.Equal(["9019"], Judge(Running(1), Ask.Stop(Number + 1)).Codes());

    [Theory, Trait("rule", "TR382")]
    [InlineData(2, "45A48")]
    [InlineData(1, "45A04")]
    public void A_stop_with_another_key_than_the_start_is_refused(int begin, string code) =>
        Assert.Equal(["9069"], Judge(Running(1), Ask.Stop(Number, begin, code: code)).Codes());

    [Fact, Trait("rule", "TR382")]
    public void A_stop_without_a_start_is_refused() => Assert.Equal(["9069"], Judge(CareHistory.Empty, Ask.Stop(Number)).Codes());

    [Fact, Trait("rule", "TR063")]
    public void A_stop_that_was_reported_can_be_taken_back() =>
        Assert.Empty(Judge(Stopped("31"), Ask.Stop(Number, takeBack: true)));

    [Fact, Trait("rule", "IV096")]
    public void The_end_date_is_no_part_of_the_key() =>
        Assert.Empty(Judge(Stopped("31"), Ask.Stop(Number, end: 4, takeBack: true)));

    [Theory, Trait("rule", "TR063")]
    [InlineData(1, "32")]
    [InlineData(2, "31")]
    public void A_stop_that_was_not_reported_so_cannot_be_taken_back(int begin, string reason) =>
        Assert.Equal(["9063"], Judge(Stopped("31"), Ask.Stop(Number, begin, reason: reason, takeBack: true)).Codes());

    [Fact, Trait("rule", "TR074")]
    public void The_same_stop_twice_is_refused() =>
        Assert.Equal(["9074", "9415"], Judge(Stopped("31"), Ask.Stop(Number)).Codes());

    [Fact, Trait("rule", "TR413")]
    public void A_second_stop_for_a_while_is_refused() =>
        Assert.Contains("9413", Judge(Stopped("20", end: 4), Ask.Stop(Number, reason: "20")).Codes());

    [Fact, Trait("rule", "TR413")]
    public void A_stop_for_good_after_a_stop_for_a_while_is_taken_in() =>
        Assert.Empty(Judge(Stopped("20", end: 4), Ask.Stop(Number)));

    [Fact, Trait("rule", "TR414")]
    public void A_stop_for_good_on_the_same_day_is_taken_in() => Assert.Empty(Judge(Stopped("20", end: 5), Ask.Stop(Number)));

    [Fact, Trait("rule", "TR414")]
    public void A_stop_before_the_earlier_one_is_refused() =>
        Assert.Equal(["9414"], Judge(Stopped("20", end: 5), Ask.Stop(Number, end: 4)).Codes());

    [Fact, Trait("rule", "TR415")]
    public void A_second_stop_for_good_is_refused() =>
        Assert.Equal(["9415"], Judge(Stopped("31"), Ask.Stop(Number, reason: "32")).Codes());

    [Fact, Trait("rule", "TR415")]
    public void A_stop_for_a_while_after_a_stop_for_good_is_refused() =>
        Assert.Equal(["9415"], Judge(Stopped("31"), Ask.Stop(Number, reason: "20")).Codes());

    [Fact, Trait("rule", "IV008")]
    public void A_correction_of_the_reason_may_be_in_one_message() =>
        Assert.Empty(Judge(Stopped("31"), Ask.Stop(Number, reason: "32"), Ask.Stop(Number, takeBack: true)));

    private static IReadOnlyList<ClassRefusal> Judge(CareHistory care, params StopProduct[] products) =>
        StopReport.Judge(
            Ask.Stop("999900006", Ask.Header(), products), new([Granted], new Dictionary<long, CareHistory> { [Number] = care }));
}
