using Jeugdregio.Contracting.Approvals;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Approvals;

public sealed class ApprovalTests
{
    private static readonly RequestApproval Act = new("01000001", "45A53", "0479", Start, Start.AddMonths(6), 300_000);

    private static readonly Approval Requested =
        RequestApproval.Decide(Act, Samples.Region, "gemeente-0479", Now, Guid.CreateVersion7()).Fact();

    internal static readonly Approval Granted = DecideApproval.Decide(Requested, false, new(true, "Needed."), "rno-contractmanager", Now).Fact();

    [Fact, Trait("requirement", "C10")]
    public void An_approval_has_scope_period_and_maximum() =>
        Assert.Equal(
            ("01000001", "45A53", "0479", Start, 300_000L, ApprovalStatus.Requested),
            (Requested.Provider, Requested.Product, Requested.Municipality, Requested.ValidFrom, Requested.MaximumTariffCents, Requested.Status));

    [Theory, Trait("requirement", "C10")]
    [InlineData("1", "45A53", "0479", 6, 300_000, "provider-invalid")]
    [InlineData("01000001", "x", "0479", 6, 300_000, "product-code-invalid")]
    [InlineData("01000001", "45A53", "0363", 6, 300_000, "municipality-not-in-region")]
    [InlineData("01000001", "45A53", "0479", -1, 300_000, "period-invalid")]
    [InlineData("01000001", "45A53", "0479", 6, 0, "maximum-invalid")]
    public void A_request_that_cannot_be_is_refused(string provider, string product, string municipality, int months, long maximum, string code) =>
        Assert.Equal(code, RequestApproval.Decide(
            new(provider, product, municipality, Start, Start.AddMonths(months), maximum), Samples.Region, "x", Now, Guid.NewGuid()).Why().Code);

    [Fact, Trait("requirement", "C10")]
    public void Nobody_approves_what_they_asked_for() =>
        Assert.Equal("approval-by-requester", DecideApproval.Decide(Requested, false, new(true, "Needed."), "gemeente-0479", Now).Why().Code);

    [Fact, Trait("requirement", "C10")]
    public void It_is_decided_once_with_a_reason()
    {
        Assert.Equal("approval-decided-already", DecideApproval.Decide(Granted, false, new(false, "No."), "other", Now).Why().Code);
        Assert.Equal("reason-invalid", DecideApproval.Decide(Requested, false, new(true, " "), "other", Now).Why().Code);
    }

    [Fact, Trait("requirement", "C10")]
    public void Two_approvals_for_the_same_do_not_hold_on_one_day()
    {
        Assert.Equal("approval-overlaps", DecideApproval.Decide(Requested, true, new(true, "Needed."), "other", Now).Why().Code);
        Assert.Equal(ApprovalStatus.Refused, DecideApproval.Decide(Requested, true, new(false, "There is one."), "other", Now).Fact().Status);
    }

    [Fact, Trait("requirement", "C10")]
    public void It_permits_its_product_municipality_period_and_maximum_and_nothing_else()
    {
        bool Permits(string product = "45A53", string municipality = "0479", int days = 0, long cents = 300_000, string who = "gemeente-0479") =>
            Granted.Permits(product, municipality, Start.AddDays(days), cents, who);

        Assert.True(Permits());
        Assert.False(Permits(product: "45A48"));
        Assert.False(Permits(municipality: "0439"));
        Assert.False(Permits(days: -1));
        Assert.False(Permits(days: 200));
        Assert.False(Permits(cents: 300_001));
        Assert.False(Permits(who: "rno-contractmanager"));
        Assert.False(Requested.Permits("45A53", "0479", Start, 300_000, "gemeente-0479"));
    }
}
