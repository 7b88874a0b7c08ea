using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>Which tariff decides, seen through a line that asks one.</summary>
public sealed class ContractTariffTests
{
    private static readonly Guid Framework = Guid.NewGuid();

    private static readonly Tariffs.Tariff OfSegment =
        Tariff with { TariffId = Guid.NewGuid(), Provider = "", TariffCents = 11_000 };

    [Fact]
    [Trait("requirement", "C13")]
    [Trait("requirement", "B05")]
    public void The_providers_own_tariff_comes_first_and_what_it_leaves_open_is_the_segments()
    {
        Assert.Empty(CodesAt(12_500, Tariff, OfSegment));
        Assert.Equal(["0611"], CodesAt(11_000, Tariff, OfSegment));
        var open = Tariff with { TariffCents = 0 };
        Assert.Empty(CodesAt(11_000, open, OfSegment));
        Assert.Equal(["0611"], CodesAt(0, open));
        Assert.Equal(["0611"], CodesAt(11_000, open, OfSegment with { Segment = "C" }));
        Assert.Equal(["0611"], CodesAt(11_000, open, OfSegment with { Unit = "84" }));
        Assert.Equal(["0611"], CodesAt(11_000, open, OfSegment with { ValidUntil = Day(9, 30) }));
    }

    [Fact]
    [Trait("requirement", "C13")]
    public void A_segments_tariff_stands_in_for_no_contract() => Assert.Equal(["0611"], CodesAt(11_000, OfSegment));

    [Fact]
    [Trait("requirement", "C14")]
    public void The_version_of_the_first_day_of_the_period_decides_of_provider_and_segment_alike()
    {
        var indexed = Tariff with { Version = 2, TariffCents = 13_000, ValidFrom = Day(10, 2) };
        Assert.Empty(CodesAt(12_500, Tariff, indexed));
        Assert.Equal(["0611"], CodesAt(13_000, Tariff, indexed));
        Assert.Empty(CodesAt(13_000, Tariff, indexed with { ValidFrom = Day(10, 1) }));
        var open = Tariff with { TariffCents = 0 };
        var later = OfSegment with { Version = 2, TariffCents = 11_400, ValidFrom = Day(10, 1) };
        Assert.Empty(CodesAt(11_400, open, OfSegment, later));
        Assert.Equal(["0611"], CodesAt(11_000, open, OfSegment, later));
    }

    [Fact]
    [Trait("requirement", "C11")]
    [Trait("requirement", "B05")]
    public void Any_level_of_the_profile_may_be_asked_and_nothing_in_between()
    {
        Tariffs.Tariff[] levels = [Level(1, 10_000), Level(2, 12_500), Level(3, 15_000)];
        foreach (var level in levels) Assert.Empty(CodesAt(level.TariffCents, levels));
        Assert.Equal(["0611"], CodesAt(12_501, levels));
        Assert.Equal(["0611"], CodesAt(10_000, levels[1], levels[2]));
        // a level that is added later makes its agreement no younger than one that began in between
        var younger = Tariff with
        {
            TariffId = Guid.NewGuid(), AgreementId = Guid.NewGuid(), TariffCents = 9_500, ValidFrom = Day(3, 1),
        };
        Assert.Empty(CodesAt(9_500, Level(1, 10_000), Level(2, 12_500) with { ValidFrom = Day(6, 1) }, younger));
        // another agreement's level is no level of this profile
        var another = Level(4, 9_000) with { AgreementId = Guid.NewGuid(), ValidFrom = Day(1, 1, 2025) };
        Assert.Equal(["0611"], CodesAt(9_000, [.. levels, another]));
    }

    [Fact]
    [Trait("requirement", "B11")]
    [Trait("requirement", "C32")]
    public void An_individual_agreement_is_a_contract_for_its_client_and_for_nobody_else()
    {
        var individual = Tariff with
        {
            TariffId = Guid.NewGuid(), AgreementId = Guid.NewGuid(), ClientKey = Client, TariffCents = 17_350,
        };
        Assert.Empty(CodesAt(17_350, individual));
        Assert.Empty(CodesAt(17_350, Tariff, individual));
        Assert.Equal(["0611"], CodesAt(12_500, Tariff, individual));
        Assert.Equal(["0611"], CodesAt(17_350, individual with { ClientKey = "somebody-else" }));
        Assert.Equal(["0611"], CodesAt(17_350, individual with { ValidUntil = Day(9, 30) }));
        Assert.Empty(CodesAt(12_500, Tariff, individual with { ClientKey = "somebody-else" }));
    }

    [Fact]
    [Trait("requirement", "B13")]
    [Trait("requirement", "C39")]
    public void What_a_municipality_pays_locally_is_never_paid_by_the_region()
    {
        Assert.Equal(["0611"], Codes(Line, Allocation with { Segment = "A" }, Tariff with { Segment = "A" }));
        Assert.Equal(["0611"], Codes(Line, Allocation with { Segment = "4A" }));
        Assert.Empty(Codes(Line, Allocation with { Segment = "B" }));
    }

    [Fact]
    [Trait("requirement", "B14")]
    [Trait("requirement", "C45")]
    public void A_product_that_is_paid_by_lump_sum_takes_no_lines()
    {
        Assert.Equal(["0611"], CodesAt(12_500, Tariff with { LumpSum = true }));
        Assert.Equal(["0611"], CodesAt(12_500, Tariff with { LumpSum = true, ValidFrom = Day(2, 1) }, Tariff with
        {
            TariffId = Guid.NewGuid(), AgreementId = Guid.NewGuid(),
        }));
    }

    private static Tariffs.Tariff Level(int level, long cents) => Tariff with
    {
        TariffId = Guid.NewGuid(), AgreementId = Framework, Level = level, TariffCents = cents,
    };

    private static IReadOnlyList<string> CodesAt(long tariff, params Tariffs.Tariff[] tariffs) =>
        Given.Decide(
            Declaration(Line with { TariffCents = tariff, AmountCents = Line.Volume * tariff }),
            Facts(tariffs: tariffs)).Lines.Single().Codes;
}
