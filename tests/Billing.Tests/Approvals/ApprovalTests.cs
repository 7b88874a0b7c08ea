using Dapper;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Tests.Declarations;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.TestSupport;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Approvals;

/// <summary>Expensive care is paid when a contract manager approved it before it was allocated.</summary>
[Trait("requirement", "B06")]
[Trait("rule", "TR418")]
public sealed class ApprovalTests
{
    private static readonly Approval Granted = new(
        Guid.NewGuid(), Provider, "45A48", Municipality, Day(1, 1), Day(3, 31), 12_500);

    [Fact]
    public void Without_a_valid_approval_an_expensive_product_is_outside_the_contract()
    {
        Assert.Equal(["0611"], Codes([]));
        Assert.Empty(Codes([Granted]));
        // scope
        Assert.Equal(["0611"], Codes([Granted with { Product = "45A49" }]));
        Assert.Equal(["0611"], Codes([Granted with { Municipality = "0479" }]));
        Assert.Equal(["0611"], Codes([Granted with { Provider = "01000002" }]));
        // period: the allocation's first day lies in it
        Assert.Equal(["0611"], Codes([Granted with { ValidFrom = Day(1, 2) }]));
        Assert.Equal(["0611"], Codes([Granted with { ValidUntil = Day(12, 31, 2025) }]));
        // maximum
        Assert.Equal(["0611"], Codes([Granted with { MaximumTariffCents = 12_499 }]));
    }

    [Fact]
    public void A_tariff_is_expensive_from_the_threshold_on_and_never_where_there_is_none()
    {
        Assert.Empty(Codes([], threshold: 12_501));
        Assert.Equal(["0611"], Codes([], threshold: 12_500));
        Assert.Empty(Codes([], threshold: null));
    }

    [Fact]
    public void An_indexation_neither_undoes_an_approval_nor_asks_for_one()
    {
        var indexed = Tariff with { Version = 2, TariffCents = 13_000, ValidFrom = Day(7, 1) };
        var line = Line with { TariffCents = 13_000, AmountCents = 26_000 };
        Assert.Empty(Codes([Granted], line, tariffs: [Tariff, indexed]));
        Assert.Empty(Codes([], line, threshold: 12_900, tariffs: [Tariff, indexed]));
        // allocated after it, the indexed tariff counts
        var later = Given.Allocation with { StartDate = Day(10, 1) };
        var approved = Granted with { ValidUntil = Day(12, 31) };
        Assert.Equal(["0611"], Codes([approved], line, later, tariffs: [Tariff, indexed]));
        Assert.Empty(Codes([approved with { MaximumTariffCents = 13_000 }], line, later, tariffs: [Tariff, indexed]));
    }

    [Fact]
    [Trait("requirement", "C11")]
    public void An_approval_holds_for_the_levels_up_to_its_maximum()
    {
        var agreement = Guid.NewGuid();
        Tariffs.Tariff[] levels =
        [
            Tariff with { AgreementId = agreement, Level = 1 },
            Tariff with { TariffId = Guid.NewGuid(), AgreementId = agreement, Level = 2, TariffCents = 15_000 },
        ];
        Assert.Empty(Codes([Granted], tariffs: levels));
        Assert.Equal(
            ["0611"], Codes([Granted], Line with { TariffCents = 15_000, AmountCents = 30_000 }, tariffs: levels));
    }

    [Fact]
    [Trait("requirement", "B11")]
    [Trait("requirement", "C32")]
    public void An_individual_agreement_is_its_own_approval_for_its_client_only()
    {
        var individual = Tariff with { ClientKey = Given.Allocation.ClientKey };
        Assert.Empty(Codes([], tariffs: individual));
        Assert.Equal(["0611"], Codes([], tariffs: [Tariff, individual with { ClientKey = "somebody-else" }]));
    }

    [Fact]
    public void A_credit_needs_no_approval() => Assert.Empty(Given.Decide(
        Declaration(Line.Credit("C1")),
        Facts(earlier: [Line.Earlier()]) with { Approvals = new(12_500, []) }).Lines.Single().Codes);

    private static IReadOnlyList<string> Codes(
        Approval[] approvals, DeclaredLine? line = null, Allocation? allocation = null, long? threshold = 12_500,
        params Tariffs.Tariff[] tariffs) =>
        Given.Decide(
            Declaration(line ?? Line),
            Facts([allocation ?? Given.Allocation], tariffs.Length == 0 ? [Tariff] : tariffs) with
            {
                Approvals = new(threshold, approvals),
            }).Lines.Single().Codes;
}

/// <summary>The same through the service as it runs, told by Contracting.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "B06")]
public sealed class ApprovalFlowTests(BillingService service)
{
    [Fact]
    public async Task A_line_of_an_expensive_product_is_paid_once_the_approval_is_told()
    {
        var scene = await Scene.Set(service);
        var number = scene.Allocation + 800_000;
        var tariff = scene.Tariff(1, 300_000) with { Product = "45A53" };
        await service.Tell(tariff);
        await service.Tell(scene.Made(1) with { AllocationNumber = number, Product = "45A53" });
        await using var connection = await service.Connection();
        await Heard("select exists (select from tariff where tariff_id = @TariffId)", tariff);
        await Heard("select exists (select from allocation where number = @number)", new { number });
        Ijw.Messages.Prestatie Line() => scene.Line(volume: 1, allocation: number, tariff: 300_000) with
        {
            ProductCode = "45A53",
        };
        Assert.Equal(["0611"], Scene.Codes((await scene.Send(scene.Declaration(Line()))).Answer));
        var granted = new ApprovalGranted(
            Guid.CreateVersion7(), scene.Provider, "45A53", Scene.Municipality, new(2026, 1, 1), new(2026, 1, 31),
            300_000, new(2025, 12, 20, 0, 0, 0, TimeSpan.Zero));
        await service.Tell(granted);
        await service.Tell(granted);
        await Heard("select exists (select from approval where id = @ApprovalId)", granted);
        Assert.Equal(
            ["8001"], (await scene.Send(scene.Declaration(Line()))).Answer.DeclaratieAntwoord!.RetourCodes);

        Task Heard(string sql, object parameters) =>
            Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(sql, parameters));
    }
}
