using Dapper;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>Who pays, and what an end of care does to the books, through the service as it runs.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class FinancingFlowTests(BillingService service)
{
    private const string NewHome = "0479";

    [Fact]
    [Trait("requirement", "B12")]
    public async Task After_a_move_each_municipality_pays_its_own_days_at_the_same_tariff()
    {
        var scene = await Scene.Set(service);
        var number = scene.Allocation + 300_000;
        var old = scene.Made(2) with { EndDate = new(2026, 9, 15), ReasonForChange = "07" };
        await service.Tell(old);
        await service.Tell(scene.Made(1) with
        {
            Municipality = NewHome, AllocationNumber = number, StartDate = new(2026, 9, 16),
        });
        await scene.Heard(2);
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from allocation where municipality = @NewHome and number = @number)",
            new { NewHome, number }));

        var (before, after) = (Days(scene.Line(), 1, 15), Days(scene.Line(allocation: number), 16, 30));
        Assert.Equal(["8001"], await Whole(scene, scene.DeclarationOver(9, before)));
        Assert.Equal(["8001"], await Whole(scene, To(NewHome, scene.DeclarationOver(9, after))));
        // nobody pays the other's days
        Assert.Equal(["9388", "9308"], await Lines(scene, scene.DeclarationOver(9, Days(scene.Line(), 1, 30))));
        Assert.Equal(["9387", "9307"], await Lines(
            scene, To(NewHome, scene.DeclarationOver(9, Days(scene.Line(allocation: number), 1, 30)))));
        Assert.Equal(["9308", "9321"], await Lines(scene, scene.Declaration(scene.Line())));
        Assert.Equal(["9338"], await Lines(scene, To(NewHome, scene.Declaration(scene.Line()))));
        Assert.Equal(
            [("0439", 25_000L), ("0479", 25_000L)],
            await connection.QueryAsync<(string, long)>(
                """
                select municipality, sum(cost_cents)::bigint from ledger_entry
                where provider = @Provider group by 1 order by 1
                """, new { scene.Provider }));
    }

    [Fact]
    [Trait("requirement", "B12")]
    public async Task Where_the_new_municipality_has_no_contract_it_pays_the_old_ones_tariff_after_a_move()
    {
        var scene = await Scene.Set(service);
        var (number, old) = (scene.Allocation + 600_000, scene.Tariff(1, 9_900) with
        {
            Product = "45A49", Municipalities = [NewHome],
        });
        await service.Tell(old);
        await service.Tell(scene.Made(1) with
        {
            AllocationNumber = number, Product = "45A49", StartDate = new(2026, 9, 16),
        });
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            """
            select exists (select from allocation where municipality = '0439' and number = @number)
                and exists (select from tariff where tariff_id = @TariffId and municipalities = '{0479}')
            """, new { number, old.TariffId }));
        Prestatie Line() => scene.Line(allocation: number, tariff: 9_900) with { ProductCode = "45A49" };
        // the provider's agreement is with the other municipality only
        Assert.Equal(["0611"], await Lines(scene, scene.Declaration(Line())));
        await service.Tell(scene.Made(1) with
        {
            Municipality = NewHome, AllocationNumber = number, Product = "45A49", EndDate = new(2026, 9, 15),
            ReasonForChange = "07",
        });
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from allocation where municipality = @NewHome and number = @number)",
            new { NewHome, number }));
        Assert.Equal(["8001"], await Whole(scene, scene.Declaration(Line())));
        Assert.Equal(("0439", 19_800L), await connection.QuerySingleAsync<(string, long)>(
            """
            select municipality, sum(cost_cents)::bigint from ledger_entry where provider = @Provider group by 1
            """, new { scene.Provider }));
    }

    [Fact]
    [Trait("requirement", "B02")]
    public async Task An_end_that_comes_after_the_payment_books_nothing_by_itself()
    {
        var scene = await Scene.Set(service);
        var october = scene.Line();
        Assert.Equal(["8001"], await Whole(scene, scene.Declaration(scene.Line(month: 9), october)));
        await using var connection = await service.Connection();
        var before = await Entries(connection, scene);
        await service.Tell(scene.Made(2) with { EndDate = new(2026, 9, 30), ReasonForChange = "05" });
        await scene.Heard(2);
        Assert.Equal(["9308", "9389", "9321"], await Lines(scene, scene.Declaration(scene.Line())));
        Assert.Equal(before, await Entries(connection, scene));
        // the provider takes it back, and cannot declare it again
        Assert.Equal(["8001"], await Whole(scene, scene.Declaration(scene.Credit(october))));
        Assert.Equal(["9308", "9321"], await Lines(scene, scene.Declaration(scene.Line())));
        Assert.Equal((before.Count + 1, 25_000L), await Entries(connection, scene));
    }

    [Fact]
    [Trait("requirement", "B11")]
    public async Task Lines_of_an_individual_agreement_are_held_against_it_and_not_against_a_framework_agreement()
    {
        var scene = await Scene.Set(service);
        var individual = scene.Tariff(1, 17_350) with { ClientKey = scene.ClientKey };
        await service.Tell(individual);
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from tariff where tariff_id = @TariffId and client_key is not null)", individual));
        Assert.Equal(["0611"], await Lines(scene, scene.Declaration(scene.Line())));
        Assert.Equal(["8001"], await Whole(scene, scene.Declaration(scene.Line(tariff: 17_350))));
    }

    private static Jw323 To(string municipality, Jw323 message) =>
        message with { Header = message.Header with { Ontvanger = municipality } };

    private static Prestatie Days(Prestatie line, int first, int last) => line with
    {
        ProductPeriode = new() { Begindatum = new(2026, 9, first), Einddatum = new(2026, 9, last) },
    };

    private static async Task<IReadOnlyList<string>> Whole(Scene scene, Jw323 message) =>
        (await scene.Send(message)).Answer.DeclaratieAntwoord!.RetourCodes;

    private static async Task<IReadOnlyList<string>> Lines(Scene scene, Jw323 message) =>
        Scene.Codes((await scene.Send(message)).Answer);

    private static async Task<(int Count, long Cents)> Entries(NpgsqlConnection connection, Scene scene) =>
        await connection.QuerySingleAsync<(int, long)>(
            """
            select count(*)::int, sum(cost_cents)::bigint from ledger_entry where provider = @Provider
            """, new { scene.Provider });
}
