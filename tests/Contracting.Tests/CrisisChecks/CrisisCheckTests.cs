using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.CrisisChecks;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.CrisisChecks;

[Trait("requirement", "R21")]
public sealed class CrisisCheckTests
{
    private static readonly CrisisCare Crisis = new(["46"], 14);

    private static readonly AllocationMade Made = new(
        "0479", 100_000_001, 1, Guid.NewGuid(), Start, "client", "01000001", "V", "46", "46A03", Start, null, 7, "14",
        "2", null, null, 0, new(2027, 1, 1, 9, 0, 0, TimeSpan.Zero));

    private static readonly Outcome<MayBeAllocated> Urgent =
        new MayBeAllocated(Guid.NewGuid(), "V", 300_000, "14") { ApprovalFollows = true };

    private static readonly CrisisCheck Opened = Open(Made)!;

    private static readonly Caller Manager = Who();

    [Fact]
    public void An_allocation_of_expensive_crisis_care_is_to_be_checked_within_the_set_days()
    {
        Assert.Equal(
            (1, "0479", 100_000_001L, "01000001", "46A03", 300_000L, new DateOnly(2027, 1, 15)),
            (Opened.Version, Opened.Municipality, Opened.AllocationNumber, Opened.Provider, Opened.Product,
                Opened.TariffCents, Opened.DueOn));
        Assert.Equal((CrisisCheckStatus.Awaiting, Opened.DueOn), (Opened.Status, Opened.CoveredUntil));
        // allocated after the fact, the term runs from then; 23:30 UTC is the next day in the Netherlands
        Assert.Equal(
            new(2027, 2, 15), Open(Made with { DecidedAt = new(2027, 1, 31, 23, 30, 0, TimeSpan.Zero) })!.DueOn);
    }

    [Fact]
    public void What_was_approved_before_or_is_not_expensive_or_not_contracted_is_not_checked()
    {
        Assert.Null(Open(Made, new MayBeAllocated(Guid.NewGuid(), "V", 300_000, "14")));
        Assert.Null(Open(Made, new Refusal("no-agreement", "None.")));
    }

    [Fact]
    public void Only_the_first_version_of_crisis_care_and_its_deletion_matter()
    {
        Assert.True(OpenCrisisCheck.Matters(Made, Crisis));
        Assert.True(OpenCrisisCheck.Matters(Made with { Version = 3, ReasonForChange = "13" }, Crisis));
        Assert.False(OpenCrisisCheck.Matters(Made with { Version = 2, ReasonForChange = "04" }, Crisis));
        Assert.False(OpenCrisisCheck.Matters(Made with { Product = "45A48", Category = "45" }, Crisis));
        Assert.False(OpenCrisisCheck.Matters(Made, null));
        // told before the first version, a deletion leaves nothing to check
        Assert.False(Open(Made with { Version = 2, ReasonForChange = "13" })!.IsOpen);
    }

    [Fact]
    public void Once_approved_it_is_covered_without_an_end()
    {
        var approved = Decide(Opened).Fact();
        Assert.Equal(
            (2, CrisisCheckStatus.Approved, "manager"), (approved.Version, approved.Status, approved.DecidedBy));
        Assert.Null(approved.CoveredUntil);
    }

    [Theory]
    [InlineData("2027-01-04", "2027-01-04")]
    [InlineData("2027-01-15", "2027-01-15")]
    [InlineData("2027-02-20", "2027-01-15")]
    [InlineData("2026-12-30", "2026-12-30")]
    public void Refused_it_is_covered_until_that_day_and_never_beyond_its_term(string refusedOn, string coveredUntil)
    {
        var now = DateTimeOffset.Parse($"{refusedOn}T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var refused = Decide(Opened, approved: false, now: now).Fact();
        Assert.Equal(coveredUntil, refused.CoveredUntil!.Value.ToString("O"));
    }

    [Fact]
    public void Overdue_it_is_covered_until_its_term_ended_and_may_still_be_decided()
    {
        var overdue = Opened.Lapse(Now);
        Assert.Equal(
            (2, CrisisCheckStatus.Overdue, Opened.DueOn), (overdue.Version, overdue.Status, overdue.CoveredUntil));
        Assert.Null(Decide(overdue).Fact().CoveredUntil);
    }

    [Fact]
    public void It_is_decided_once_with_a_reason()
    {
        Assert.Equal("crisis-check-closed", Decide(Decide(Opened).Fact()).Why().Code);
        Assert.Equal("crisis-check-closed", Decide(Opened.Withdraw(Now)).Why().Code);
        Assert.Equal("reason-invalid", Decide(Opened, reason: " ").Why().Code);
        Assert.Equal("reason-invalid", Decide(Opened, reason: new('x', 1_001)).Why().Code);
    }

    [Fact, Trait("requirement", "C10")]
    public void Nobody_who_acts_for_the_municipality_that_allocated_decides()
    {
        Assert.Equal("approval-by-requester", Decide(Opened, by: Who("0439", "0479")).Why().Code);
        Decide(Opened, by: Who("0439")).Fact();
    }

    [Fact, Trait("requirement", "C10")]
    public void An_approval_that_holds_for_its_first_day_and_tariff_covers_it()
    {
        var approval = new Approval(
            Guid.NewGuid(), "01000001", "46A03", "0479", Start, Start, 300_000, ApprovalStatus.Granted, "team", Now,
            "manager", Now, "Needed.");
        Assert.True(Opened.IsCoveredBy(approval));
        Assert.False(Opened.IsCoveredBy(approval with { Provider = "01000002" }));
        Assert.False(Opened.IsCoveredBy(approval with { MaximumTariffCents = 299_999 }));
        Assert.False(Opened.IsCoveredBy(approval with { ValidFrom = Start.AddDays(1) }));
        Assert.False((Opened with { Product = null }).IsCoveredBy(approval));
        Assert.Null(Opened.ApproveWith(approval, Now).CoveredUntil);
    }

    private static Caller Who(params string[] municipalities) => new(
        "manager", new HashSet<string> { Role.ContractManager },
        municipalities.Select(m => MunicipalityCode.TryParse(m, out var code) ? code : default).ToHashSet(), null);

    private static CrisisCheck? Open(AllocationMade made, Outcome<MayBeAllocated>? contract = null) =>
        OpenCrisisCheck.Decide(made, contract ?? Urgent, Crisis, Now, Guid.CreateVersion7());

    private static Outcome<CrisisCheck> Decide(
        CrisisCheck check, bool approved = true, string reason = "Needed.", Caller? by = null,
        DateTimeOffset? now = null) =>
        DecideCrisisCheck.Decide(check, new(approved, reason), by ?? Manager, now ?? Now);
}
