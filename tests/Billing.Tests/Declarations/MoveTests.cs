using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Declarations;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>
/// A client moved to Purmerend (0439) on 16 June; the provider's agreement is with the municipality left behind.
/// </summary>
[Trait("requirement", "B12")]
[Trait("rule", "TR418")]
public sealed class MoveTests
{
    private const string Left = "0361";

    private static readonly Tariffs.Tariff There = Tariff with { Municipalities = [Left],
        ValidUntil = Day(12, 31, 2030) };

    private static readonly Allocation Before = Given.Allocation with
    {
        Municipality = Left, Number = 7, EndDate = Day(6, 15), ReasonForChange = "07",
    };

    private static readonly Allocation Now = Given.Allocation with { StartDate = Day(6, 16),
        EndDate = Day(12, 31, 2027) };

    [Fact]
    [Trait("requirement", "C42")]
    public void An_agreement_is_a_contract_for_its_own_municipalities_only()
    {
        Assert.Equal(["0611"], Codes(Line, []));
        Assert.Empty(Codes(Line, [], There with { Municipalities = [Left, Municipality] }));
        Assert.Empty(Codes(Line, [], There with { Municipalities = null }));
    }

    [Fact]
    public void After_a_move_the_new_municipality_pays_what_was_agreed_with_the_old_one_for_a_year()
    {
        Assert.Empty(Codes(Line, [Before]));
        Assert.Equal(["0611"], Codes(Line with { TariffCents = 12_501, AmountCents = 25_002 }, [Before]));
        // a period that begins before 16 June of the next year
        Assert.Empty(Codes(June(2027), [Before]));
        Assert.Equal(["0611"], Codes(July(2027), [Before]));
    }

    [Fact]
    [Trait("requirement", "B11")]
    public void An_individual_agreement_that_ended_with_the_move_goes_on_as_well()
    {
        var individual = There with { ClientKey = Before.ClientKey, ValidUntil = Before.EndDate!.Value };
        Assert.Empty(Codes(Line, [Before], individual));
        Assert.Equal(["0611"], Codes(Line, [Before], individual with { ClientKey = "somebody-else" }));
        Assert.Equal(["0611"], Codes(July(2027), [Before], individual));
    }

    [Fact]
    public void It_is_the_tariff_of_the_day_before_the_move_whatever_was_set_afterwards()
    {
        var indexed = There with { Version = 2, TariffCents = 13_000, ValidFrom = Day(7, 1) };
        Assert.Empty(Codes(Line, [Before], There, indexed));
        Assert.Equal(["0611"], Codes(Line with { TariffCents = 13_000, AmountCents = 26_000 }, [Before], There,
            indexed));
        var earlier = indexed with { ValidFrom = Day(6, 15) };
        Assert.Empty(Codes(Line with { TariffCents = 13_000, AmountCents = 26_000 }, [Before], There, earlier));
        // also when that agreement has ended
        Assert.Empty(Codes(Line, [Before], There with { ValidUntil = Day(6, 30) }));
    }

    [Fact]
    public void A_contract_with_the_new_municipality_holds_as_well()
    {
        var here = Tariff with { TariffId = Guid.NewGuid(), TariffCents = 11_000, Municipalities = [Municipality] };
        Assert.Empty(Codes(Line with { TariffCents = 11_000, AmountCents = 22_000 }, [Before], There, here));
        Assert.Empty(Codes(Line, [Before], There, here));
        Assert.Equal(["0611"], Codes(Line, [], There, here));
        // but what is paid there by lump sum takes no lines
        Assert.Equal(["0611"], Codes(Line, [Before], There, here with { LumpSum = true }));
    }

    [Fact]
    public void Only_the_same_care_at_the_same_provider_that_ended_by_a_move_goes_on()
    {
        Allocation[] others =
        [
            Before with { ReasonForChange = "05" }, Before with { ReasonForChange = null },
            Before with { ClientKey = "somebody-else" }, Before with { Provider = "01000002" },
            Before with { Product = "45A49" }, Before with { Category = "46", Product = null },
            Before with { Municipality = Municipality }, Before with { Segment = "A" },
            Before with { EndDate = null }, Before with { EndDate = Day(6, 16) },
            Before with { EndDate = DateOnly.MaxValue },
        ];
        foreach (var other in others) Assert.Equal(["0611"], Codes(Line, [other]));
        Assert.Empty(Codes(Line, [.. others, Before with { Product = null }]));
    }

    [Fact]
    public void With_a_stay_the_municipality_from_before_it_stays_responsible_so_nothing_goes_on()
    {
        var stay = Line with { Category = "44", Product = "44A08", Volume = 2, Unit = "14" };
        var (before, now) = (
            Before with { Category = "44", Product = "44A08", Unit = "14" },
            Now with { Category = "44", Product = "44A08", Unit = "14" });
        var tariff = There with { Product = "44A08", Unit = "14" };
        Assert.Equal(["0611"], Codes(stay, [before], now, tariff));
        Assert.Empty(Codes(stay, [], now, tariff with { Municipalities = null }));
    }

    [Fact]
    [Trait("requirement", "B06")]
    public void What_was_approved_before_the_move_needs_no_second_approval()
    {
        var approval = new Billing.Approvals.Approval(
            Guid.NewGuid(), Provider, "45A48", Left, Day(1, 1), Day(1, 31), 12_500);
        Assert.Empty(Judge(Line, [Before], Now, [There], new(12_500, [approval])));
        Assert.Equal(["0611"], Judge(Line, [Before], Now, [There], new(12_500, [])));
        Assert.Equal(["0611"], Judge(
            Line, [Before], Now, [There], new(12_500, [approval with { Municipality = "0363" }])));
    }

    private static DeclaredLine June(int year) =>
        Line with { PeriodStart = Day(6, 1, year), PeriodEnd = Day(6, 30, year) };

    private static DeclaredLine July(int year) =>
        Line with { PeriodStart = Day(7, 1, year), PeriodEnd = Day(7, 31, year) };

    private static IReadOnlyList<string> Codes(
        DeclaredLine line, Allocation[] moved, params Tariffs.Tariff[] tariffs) => Codes(line, moved, Now, tariffs);

    private static IReadOnlyList<string> Codes(
        DeclaredLine line, Allocation[] moved, Allocation now, params Tariffs.Tariff[] tariffs) =>
        Judge(line, moved, now, tariffs.Length == 0 ? [There] : tariffs, Billing.Approvals.ApprovalBook.None);

    private static IReadOnlyList<string> Judge(
        DeclaredLine line, Allocation[] moved, Allocation now, Tariffs.Tariff[] tariffs,
        Billing.Approvals.ApprovalBook approvals) =>
        Given.Decide(
            Declaration(line) with { PeriodEnd = line.PeriodEnd },
            Facts([now], tariffs) with { Moved = moved, Approvals = approvals }).Lines.Single().Codes;
}
