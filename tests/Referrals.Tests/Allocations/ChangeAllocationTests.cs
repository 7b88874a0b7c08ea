using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Values;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Allocations;

public sealed class ChangeAllocationTests
{
    [Fact, Trait("rule", "IV066")]
    public void An_earlier_end_is_a_new_version_of_the_same_number()
    {
        var changed = Decided(End("2026-05-31", "05"));
        Assert.Equal((Granted.Number, 2, "05"), (changed.Number, changed.Version, changed.ReasonForChange));
        Assert.Equal((new DateOnly(2026, 5, 31), Granted.StartDate), (changed.EndDate!.Value, changed.StartDate));
        Assert.Equal(20 * 180 * 13_000L, changed.AllocatedCents);
    }

    [Fact, Trait("rule", "OP380")]
    public void A_later_end_is_a_new_version_of_the_same_number() =>
        Assert.Equal(52 * 180 * 13_000L, Decided(End("2027-01-10", "04")).AllocatedCents);

    [Theory, Trait("rule", "CS336")]
    [InlineData("01")]
    [InlineData("13")]
    [InlineData("15")]
    [InlineData("")]
    public void A_reason_that_is_not_for_this_is_refused(string reason) => Refused(End("2026-05-31", reason), "CS336");

    [Theory, Trait("rule", "IV066")]
    [InlineData("2026-05-31", "04")]
    [InlineData("2026-08-31", "05")]
    public void A_reason_that_says_the_opposite_is_refused(string end, string reason) => Refused(End(end, reason), "IV066");

    [Fact, Trait("rule", "OP186")]
    public void An_end_in_the_past_needs_the_provider()
    {
        var old = Granted with { StartDate = new(2025, 12, 1) };
        Refused(End("2026-01-04", "05", old), "OP186");
        Decided(End("2026-01-04", "05", old, agreed: true));
        Decided(End("2026-01-05", "05", old));
    }

    [Fact, Trait("rule", "CS003")]
    public void An_end_before_the_start_is_refused() => Refused(End("2026-01-11", "05"), "CS003");

    [Fact, Trait("rule", "OP259")]
    public void An_extension_over_another_allocation_of_the_product_is_refused() =>
        Refused(End("2026-09-01", "04", others: Granted with { Number = 2, StartDate = new(2026, 8, 1), EndDate = new(2026, 8, 31) }), "OP259");

    [Fact]
    public void A_change_that_changes_nothing_is_refused()
    {
        Assert.True(End("2026-07-12", "14").Refused(out var why, out _));
        Assert.Equal("nothing-changes", why.Code);
    }

    [Fact, Trait("rule", "CS335")]
    public void A_deletion_ends_on_the_start_date_with_reason_13()
    {
        var deleted = Decided(DeleteAllocation.Decide(Granted, careStarted: false, Now));
        Assert.Equal((Granted.StartDate, "13", 2, 0L), (deleted.EndDate!.Value, deleted.ReasonForChange, deleted.Version, deleted.AllocatedCents));
    }

    [Fact, Trait("rule", "OP362")]
    public void An_allocation_on_which_care_started_is_not_deleted() =>
        Refused(DeleteAllocation.Decide(Granted, careStarted: true, Now), "OP362");

    [Fact, Trait("rule", "IV066")]
    public void A_deleted_allocation_changes_no_more()
    {
        var deleted = Decided(DeleteAllocation.Decide(Granted, careStarted: false, Now));
        Refused(DeleteAllocation.Decide(deleted, careStarted: false, Now), "IV066");
        Refused(End("2026-05-31", "05", deleted), "IV066");
    }

    private static Outcome<Allocation> End(string end, string reason, Allocation? from = null, bool agreed = false, params Allocation[] others) =>
        ChangeEnd.Decide(
            from ?? Granted, new(DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture), reason, agreed), others, Today, Now);
}
