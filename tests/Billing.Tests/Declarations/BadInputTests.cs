using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Jeugdregio.Ijw;
using Jeugdregio.ServiceHost.Data;
using Microsoft.Extensions.DependencyInjection;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>What makes no sense is refused with what is wrong with it, and breaks nothing.</summary>
public sealed class BadInputTests
{
    private const long MostVolume = 99_999_999;

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("4")]
    [InlineData("6")]
    [Trait("rule", "TR322")]
    [Trait("rule", "TR369")]
    public void Two_to_the_power_31_lines_of_the_most_there_can_be_are_added_without_going_round(string frequency)
    {
        const long lines = 1L << 31;
        var before = (Line with { Reference = "R0", PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) }).Earlier() with
        {
            Volume = lines * MostVolume, AmountCents = lines * MostVolume,
        };
        var most = Line with { Volume = MostVolume, AmountCents = MostVolume };
        var given = Allocation with { Volume = MostVolume, Frequency = frequency, BudgetCents = MostVolume };
        Assert.Equal(["9322", "9369", "9346"], Codes(most, given, earlier: before));
        foreach (var unit in new[] { "01", "04" })
            Assert.Superset(new HashSet<string> { "9322", "9369" }, Codes(
                most with { Unit = unit }, given with { Unit = "04" }, Tariff with { Unit = "04" },
                before with { Unit = "04" }).ToHashSet());
    }

    [Fact]
    [Trait("rule", "TR346")]
    public void The_most_volume_at_the_highest_tariff_is_not_the_most_that_can_be_asked() => Assert.Equal(
        ["9346"], Codes(
            Line with { Volume = MostVolume, TariffCents = MostVolume, AmountCents = MostVolume },
            Allocation with { Volume = MostVolume }, Tariff with { TariffCents = MostVolume }));
}

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class BadInputFlowTests(BillingService service)
{
    [Fact]
    [Trait("rule", "TR338")]
    [Trait("invariant", "I8")]
    public async Task Another_providers_allocation_is_answered_as_one_that_does_not_exist()
    {
        var (owner, other) = (await Scene.Set(service), await Scene.Set(service));
        await owner.Send(owner.Declaration(owner.Line()));
        var anothers = (await other.Send(other.Declaration(other.Line(allocation: owner.Allocation)))).Answer;
        var none = (await other.Send(other.Declaration(other.Line(allocation: 999_999_998)))).Answer;
        Assert.Equal(["9338"], Scene.Codes(anothers));
        Assert.Equal(Scene.Codes(none), Scene.Codes(anothers));
        // nor with the client of the allocation
        var ofClient = other.Declaration(other.Line(allocation: owner.Allocation));
        ofClient = ofClient with
        {
            Declaratie = ofClient.Declaratie with
            {
                Clienten = [ofClient.Declaratie.Clienten[0] with { Bsn = owner.Bsn }],
            },
        };
        Assert.Equal(["8187", "9338"], Scene.Codes((await other.Send(ofClient)).Answer));
    }

    [Fact]
    [Trait("requirement", "G02")]
    public async Task A_declaration_to_a_municipality_outside_the_region_is_not_taken_in()
    {
        var scene = await Scene.Set(service);
        var message = scene.Declaration(scene.Line());
        var elsewhere = message with { Header = message.Header with { Ontvanger = "0363" } };
        using var response = await service.PostXml(scene.ProviderToken, "/ijw/v1/jw323", IjwWriter.Write(elsewhere));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("municipality-not-served", problem.GetProperty("code").GetString());
        Assert.Equal("Bericht/Header/Ontvanger", problem.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2020, 12, 1)]
    [InlineData(9999, 12, 1)]
    [Trait("rule", "CS100")]
    [Trait("rule", "TR134")]
    public async Task A_period_far_away_is_refused_with_the_message_and_books_nothing(int year, int month, int day)
    {
        var scene = await Scene.Set(service);
        var start = new DateOnly(year, month, day);
        var far = scene.Line() with
        {
            ProductPeriode = new() { Begindatum = start, Einddatum = start.AddDays(30) },
        };
        var (id, answer) = await scene.Send(scene.Declaration(far));
        Assert.Equal(["0001"], answer.Header.RetourCodes);
        await using var connection = await service.Connection();
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            "select count(*) from declaration where id = @id", new { id }));
    }

    [Fact]
    [Trait("rule", "OP281")]
    public async Task Twenty_thousand_lines_of_one_client_are_judged_booked_and_told_in_one_answer()
    {
        const int count = 20_000;
        var scene = await Scene.Set(service);
        var first = 600_000_000 + scene.Allocation * 100_000;
        await using (var scope = service.Services.CreateAsyncScope())
        {
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.Begin(default);
            var allocations = Enumerable.Range(0, count)
                .Select(i => Allocations.Allocation.Of(scene.Made(1) with { AllocationNumber = first + i }));
            await scope.ServiceProvider.GetRequiredService<Allocations.AllocationStore>()
                .Merge([.. allocations], default);
            await work.Commit(default);
        }
        var lines = Enumerable.Range(0, count)
            .Select(i => scene.Line(allocation: first + i, tariff: i == 7 ? 1 : 12_500)).ToArray();
        var (id, answer) = await scene.Send(scene.Declaration(lines));
        Assert.Equal(["0611"], Scene.Codes(answer));
        Assert.Equal((count - 1) * 25_000L, answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents());
        await using var connection = await service.Connection();
        Assert.Equal((count - 1, (count - 1) * 25_000L), await connection.QuerySingleAsync<(int, long)>(
            "select count(*)::int, sum(cost_cents)::bigint from ledger_entry where declaration_id = @id", new { id }));
    }
}
