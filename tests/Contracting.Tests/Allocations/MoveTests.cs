using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.Tests.Approvals;
using Jeugdregio.Values;
using static Jeugdregio.Contracting.Tests.Samples;

namespace Jeugdregio.Contracting.Tests.Allocations;

/// <summary>Care goes on for a year after a move as it was agreed with the municipality left (Jeugdwet 2.7a).</summary>
[Trait("requirement", "B12")]
public sealed class MoveTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Terms Cheap = new(Id, "B", ["0479"], Start, End, "45A48", "84", 65_000);
    private static readonly Terms Dear = Cheap with { Product = "45A53", TariffCents = 300_000 };
    private static readonly Move Left = new(Municipality("0479"), Start, new(2027, 6, 30));

    private static MayAllocate Act { get; } =
        new(Code("45A48"), "45", Municipality("0439"), new(2027, 7, 1), "gemeente-0439");

    [Fact]
    public void It_goes_on_at_the_tariff_of_the_day_before_the_move_for_a_year()
    {
        Terms[] raised = [Cheap with { TariffCents = 66_000 }];
        Assert.Equal(
            new MayBeAllocated(Id, "B", 66_000, "84", new(2028, 6, 30)),
            Left.Decide(Act, raised, [Cheap], [], null).Fact());
    }

    [Fact]
    public void An_agreement_that_ended_since_holds_on()
    {
        Terms[] ended = [Cheap with { EndDate = Left.LastDay }];
        Left.Decide(Act with { Day = new(2028, 1, 1) }, ended, ended, [], null).Fact();
    }

    [Theory]
    [InlineData("2027-06-30", false), InlineData("2027-07-01", true), InlineData("2028-06-30", true)]
    [InlineData("2028-07-01", false)]
    public void It_covers_the_year_after_the_last_day_and_nothing_before_it(string day, bool covered) =>
        Assert.Equal(covered, Left.Covers(Act with { Day = DateOnly.Parse(day, null) }));

    [Fact]
    public void A_year_after_the_end_of_february_ends_on_the_last_of_february()
    {
        var left = Left with { LastDay = new(2027, 2, 28) };
        Assert.True(left.Covers(Act with { Day = new(2028, 2, 29) }));
        Assert.False(left.Covers(Act with { Day = new(2028, 3, 1) }));
    }

    [Theory]
    [InlineData("43"), InlineData("44")]
    public void With_a_stay_nobody_moves(string category) =>
        Assert.False(Left.Covers(Act with { Product = null, Category = category }));

    [Fact]
    public void Within_one_municipality_nobody_moves() =>
        Assert.False(Left.Covers(Act with { Municipality = Left.From }));

    [Fact]
    public void What_the_municipality_left_had_not_contracted_does_not_go_on()
    {
        Assert.Equal("municipality-not-in-agreement", Why([Cheap with { Municipalities = ["0880"] }]));
        Assert.Equal("product-not-in-agreement", Why([Dear]));
        Assert.Equal("agreement-not-active-on-day", Why([Cheap with { EndDate = Left.LastDay.AddDays(-1) }]));
        static string Why(Terms[] terms) => Left.Decide(Act, terms, [Cheap], [], null).Why().Code;
    }

    [Fact, Trait("requirement", "C10")]
    public void Expensive_care_goes_on_when_it_was_approved_on_its_first_day()
    {
        var dear = Act with { Product = Code("45A53") };
        Approval[] approved = [ApprovalTests.Granted];
        Assert.Equal("approval-required", Left.Decide(dear, [Dear], [Dear], [], 250_000).Why().Code);
        // an indexation since undoes no approval
        Terms[] indexed = [Dear with { TariffCents = ApprovalTests.Granted.MaximumTariffCents + 1 }];
        Left.Decide(dear, indexed, [Dear], approved, 250_000).Fact();
        Assert.Equal("approval-required", Left.Decide(dear, [Dear], indexed, approved, 250_000).Why().Code);
    }

    [Fact, Trait("requirement", "C32")]
    public void An_individual_agreement_goes_on_as_well()
    {
        Terms[] individual = [Cheap with { LastDay = Left.LastDay }, Dear];
        Assert.Equal(new(2028, 6, 30), Left.Decide(Act, individual, individual, [], 1).Fact().LastDay);
    }

    private static MunicipalityCode Municipality(string text) =>
        MunicipalityCode.TryParse(text, out var code) ? code : throw new ArgumentException(text);

    private static ProductCode Code(string text) =>
        ProductCode.TryParse(text, out var code) ? code : throw new ArgumentException(text);
}
