using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Instalments;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Instalments;

public sealed class InstalmentTests
{
    private static readonly DateOnly From = new(2027, 7, 1);
    private static readonly NewInstalment July = new("0439", From, new(2027, 7, 15), 1_250_000);
    private static readonly ProposeInstalments Act = new(
        From, [July, July with { Municipality = "0479", AmountCents = 750_001 }]);
    private static readonly InstalmentSchedule Proposed = Propose(Act).Fact();

    private static Outcome<InstalmentSchedule> Propose(
        ProposeInstalments act, Agreement? agreement = null, DateOnly? today = null) =>
        ProposeInstalments.Decide(
            act, agreement ?? Signed.Agreement, First, Samples.Region, "rno-contractmanager", today ?? Today, Now,
                Guid.CreateVersion7);

    private static Outcome<InstalmentsDecided> Decide(
        bool agreed = true, string by = "other", bool paysAgain = false, string reason = "Right.",
        DateOnly? today = null,
        InstalmentSchedule? schedule = null, IReadOnlyList<TariffVersion>? versions = null) =>
        DecideInstalments.Decide(
            schedule ?? Proposed, Signed.Agreement, versions ?? FirstVersions, paysAgain, new(agreed, reason), by,
                today ?? Today, Now);

    [Fact, Trait("requirement", "B14"), Trait("requirement", "C45")]
    public void A_schedule_says_which_municipality_pays_how_much_when_and_from_when_no_lines_are_taken()
    {
        Assert.Equal(
            [("0439", From, new DateOnly(2027, 7, 15), 1_250_000L), ("0479", From, new(2027, 7, 15), 750_001)],
            Proposed.Instalments.Select(i => (i.Municipality, i.Month, i.DueOn, i.AmountCents)));
        var decided = Decide().Fact();
        Assert.Equal((ScheduleStatus.Agreed, "other"), (decided.Schedule.Status, decided.Schedule.DecidedBy));
        Assert.Equal(
            (2, 65_000L, From, End, true),
            (decided.Tariff!.Version, decided.Tariff.TariffCents, decided.Tariff.ValidFrom, decided.Tariff.ValidUntil,
                decided.Tariff.LumpSum));
    }

    [Fact, Trait("requirement", "B14")]
    public void Another_contract_manager_decides_once_with_a_reason()
    {
        Assert.Equal("schedule-by-proposer", Decide(by: "rno-contractmanager").Why().Code);
        Assert.Equal("reason-invalid", Decide(reason: " ").Why().Code);
        var refused = Decide(agreed: false).Fact();
        Assert.Null(refused.Tariff);
        Assert.Equal("schedule-decided-already", Decide(schedule: refused.Schedule).Why().Code);
    }

    [Fact, Trait("requirement", "B14")]
    public void A_month_is_paid_once()
    {
        Assert.Equal("month-twice", Propose(
            Act with { Instalments = [July, July with { DueOn = new(2027, 8, 1) }] }).Why().Code);
        Assert.Equal("month-agreed-already", Decide(paysAgain: true).Why().Code);
        Assert.Equal(ScheduleStatus.Refused, Decide(agreed: false, paysAgain: true).Fact().Schedule.Status);
    }

    [Fact, Trait("requirement", "C14")]
    public void A_lump_sum_for_days_that_have_come_needs_a_decision_also_when_they_came_while_it_waited()
    {
        Assert.Equal("lump-sum-retroactive", Propose(Act, today: From).Why().Code);
        Assert.Equal("lump-sum-retroactive", Decide(today: From).Why().Code);
        var decided = Propose(Act with { Decision = "College, 1 June." }, today: From).Fact();
        Assert.Equal("College, 1 June.", Decide(today: From, schedule: decided).Fact().Tariff!.Decision);
    }

    [Fact, Trait("requirement", "C45")]
    public void Later_schedules_of_a_lump_sum_leave_the_tariff_as_it_is()
    {
        var lump = Decide().Fact().Tariff!;
        Assert.Null(Decide(versions: [.. FirstVersions, lump]).Fact().Tariff);
    }

    [Fact, Trait("requirement", "C45")]
    public void A_tariff_per_unit_ends_where_the_lump_sum_begins_and_is_not_set_after_it()
    {
        TariffVersion[] versions = [.. FirstVersions, Decide().Fact().Tariff!];
        Outcome<TariffVersion> Set(DateOnly from) =>
            SetTariff.Decide(Signed.Agreement, First, versions, new(from, 66_000), Today, Now);

        Assert.Equal("lump-sum", Set(From).Why().Code);
        Assert.Equal(From.AddDays(-1), Set(From.AddDays(-30)).Fact().ValidUntil);
        var extended = ExtendAgreement.Decide(
            Signed.Agreement, Model, versions, new(1, new(Judgment.Good, Judgment.Good)), Today, Now).Fact();
        Assert.True(Assert.Single(extended.Tariffs).LumpSum);
    }

    [Fact, Trait("requirement", "B13"), Trait("requirement", "C42")]
    public void Only_a_signed_agreement_of_a_regional_segment_has_instalments_and_only_for_its_municipalities()
    {
        Assert.Equal("agreement-not-signed", Propose(Act, Draft.Agreement).Why().Code);
        Assert.Equal("segment-not-regional", Propose(Act, Signed.Agreement with { Segment = "A" }).Why().Code);
        Assert.Equal("municipality-not-in-agreement",
            Propose(Act with { Instalments = [July with { Municipality = "0880" }] }).Why().Code);
    }

    [Fact, Trait("requirement", "B14")]
    public void What_cannot_be_is_refused_with_its_field()
    {
        (ProposeInstalments Act, string Code, string Field)[] wrong =
        [
            (Act with { ValidFrom = new(2025, 12, 1) }, "lump-sum-too-early", "validFrom"),
            (Act with { ValidFrom = new(2027, 7, 2) }, "month-broken", "validFrom"),
            (Act with { ValidFrom = new(2029, 1, 1) }, "outside-agreement", "validFrom"),
            (Act with { Decision = new('x', 1_001) }, "decision-too-long", "decision"),
            (Act with { Instalments = [] }, "instalments-invalid", "instalments"),
            (Act with { Instalments = [.. Enumerable.Repeat(July, 501)] }, "instalments-invalid", "instalments"),
            (Act with { Instalments = [July, July with { Month = new(2027, 7, 2) }] }, "month-invalid",
            "instalments[1].month"),
            (Act with { Instalments = [July with { Month = new(2027, 6, 1) }] }, "outside-agreement",
            "instalments[0].month"),
            (Act with { Instalments = [July with { Month = new(2029, 1, 1) }] }, "outside-agreement",
            "instalments[0].month"),
            (Act with { Instalments = [July with { DueOn = new(2026, 12, 31) }] }, "due-on-invalid",
            "instalments[0].dueOn"),
            (Act with { Instalments = [July with { DueOn = new(2030, 1, 1) }] }, "due-on-invalid",
            "instalments[0].dueOn"),
            (Act with { Instalments = [July with { AmountCents = 0 }] }, "amount-invalid",
            "instalments[0].amountCents"),
            (Act with { Instalments = [July with { AmountCents = 100_000_000_000 }] }, "amount-invalid",
            "instalments[0].amountCents"),
        ];
        foreach (var (act, code, field) in wrong)
        {
            var why = Propose(act).Why();
            Assert.Equal((code, field), (why.Code, why.Field));
        }
    }
}
