using Jeugdregio.Referrals.Requests;

namespace Jeugdregio.Referrals.Tests.Requests;

public sealed class RequestAllocationTests
{
    private static readonly HashSet<string> None = [];

    [Fact, Trait("rule", "TR347")]
    public void A_new_reference_is_taken_in() => Assert.Empty(RequestAllocation.Decide(Ask.For(), None, hasOpenRequest: false));

    [Fact, Trait("rule", "TR347")]
    public void A_reference_that_was_used_before_is_refused_at_its_product()
    {
        var message = Ask.For(products: [Ask.Product(), Ask.Product("45A04", "VOT-USED")]);
        var refusal = Assert.Single(RequestAllocation.Decide(message, new HashSet<string> { "VOT-USED" }, hasOpenRequest: false));
        Assert.Equal(("Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]", "9347"), (refusal.Path, refusal.ReturnCode));
    }

    [Fact, Trait("rule", "TR374")]
    public void A_second_request_while_one_is_open_is_refused_at_the_client()
    {
        var refusal = Assert.Single(RequestAllocation.Decide(Ask.For(), None, hasOpenRequest: true));
        Assert.Equal(("Bericht/Client", "9374"), (refusal.Path, refusal.ReturnCode));
    }

    [Fact, Trait("rule", "TR374")]
    public void Several_products_in_one_message_are_one_request() =>
        Assert.Empty(RequestAllocation.Decide(Ask.For(products: [Ask.Product(), Ask.Product("45A04")]), None, hasOpenRequest: false));
}
