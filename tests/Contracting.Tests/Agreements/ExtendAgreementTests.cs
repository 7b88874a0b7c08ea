using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Agreements;

public sealed class ExtendAgreementTests
{
    private static readonly ExtendAgreement Act = new(1, new(Judgment.Sufficient, Judgment.Good));

    private static Outcome<ExtensionGranted> Decide(
        ExtendAgreement act, Agreement? agreement = null, DateOnly? today = null) =>
        ExtendAgreement.Decide(agreement ?? Signed.Agreement, Model, Signed.Tariffs, act, today ?? End, Now);

    [Fact, Trait("requirement", "C01")]
    public void Three_times_it_is_extended_by_exactly_a_year_and_a_fourth_time_is_refused()
    {
        var agreement = Signed.Agreement;
        IReadOnlyList<TariffVersion> versions = Signed.Tariffs;
        for (var year = 2029; year <= 2031; year++)
        {
            var extended = ExtendAgreement.Decide(agreement, Model, versions, Act, agreement.EndDate, Now).Fact();
            Assert.Equal(new DateOnly(year, 12, 31), extended.Agreement.EndDate);
            (agreement, versions) = (extended.Agreement, [.. versions, .. extended.Tariffs]);
        }
        Assert.Equal("no-extension-left", ExtendAgreement.Decide(agreement, Model, versions, Act, agreement.EndDate, Now).Why().Code);
    }

    [Theory, Trait("requirement", "C01")]
    [InlineData(0), InlineData(2), InlineData(-1)]
    public void An_extension_is_as_long_as_the_model_says(int years) =>
        Assert.Equal("extension-years-differ", Decide(Act with { Years = years }).Why().Code);

    [Fact, Trait("requirement", "C03")]
    public void An_extension_needs_an_evaluation() => Assert.Equal("evaluation-missing", Decide(Act with { Evaluation = null }).Why().Code);

    [Theory, Trait("requirement", "C03")]
    [InlineData(0, 2, "evaluation.goals"), InlineData(2, 0, "evaluation.partnership")]
    public void An_insufficient_evaluation_of_either_blocks_it(int goals, int partnership, string field)
    {
        var why = Decide(Act with { Evaluation = new((Judgment)goals, (Judgment)partnership) }).Why();
        Assert.Equal(("evaluation-insufficient", field, "C03"), (why.Code, why.Field, why.Rule));
    }

    [Fact, Trait("requirement", "C01")]
    public void Only_a_signed_agreement_that_has_not_ended_is_extended()
    {
        Assert.Equal("agreement-not-signed", Decide(Act, Draft.Agreement).Why().Code);
        Assert.Equal("agreement-ended", Decide(Act, today: End.AddDays(1)).Why().Code);
    }

    [Fact, Trait("requirement", "C13")]
    public void Every_tariff_goes_on_at_the_amount_of_its_last_day()
    {
        var raised = new TariffVersion(First.Id, 2, 70_000, new(2028, 1, 1), End, null, Now);
        var extended = ExtendAgreement.Decide(Signed.Agreement, Model, [.. Signed.Tariffs, raised], Act, End, Now).Fact();
        var next = Assert.Single(extended.Tariffs, v => v.TariffId == First.Id);
        Assert.Equal((3, 70_000L, End.AddDays(1), new DateOnly(2029, 12, 31)), (next.Version, next.TariffCents, next.ValidFrom, next.ValidUntil));
        Assert.Equal(2, extended.Tariffs.Count);
    }
}
