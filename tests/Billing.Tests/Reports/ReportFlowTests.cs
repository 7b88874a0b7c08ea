using System.Net;
using System.Text.Json;
using Dapper;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Reports;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class ReportFlowTests(BillingService service)
{
    private readonly Bank _bank = new(service);

    [Fact]
    [Trait("requirement", "B09"), Trait("requirement", "B07")]
    public async Task A_providers_month_shows_what_was_refused_late_credited_and_not_reported()
    {
        var scene = await Scene.Set(service);
        var october = scene.Line();
        await scene.Send(scene.Declaration(october, scene.Line(month: 8), scene.Line(month: 9, tariff: 1)));
        await scene.Send(scene.Declaration(scene.Credit(october)));
        foreach (var (token, path) in new[]
        {
            (scene.ProviderToken, "/v1/provider-quality?month=2026-11"),
            (scene.MunicipalityToken, $"/v1/provider-quality?month=2026-11&provider={scene.Provider}"),
            (TestTokens.Analyst, $"/v1/provider-quality?month=2026-11&provider={scene.Provider}"),
        })
        {
            var quality = Assert.Single((await service.Get(token, path)).GetProperty("items").EnumerateArray());
            Assert.Equal(
                (2, 4, 1, 2, 1, 1),
                (Whole(quality, "declarations"), Whole(quality, "lines"), Whole(quality, "rejectedLines"),
                    Whole(quality, "lateLines"), Whole(quality, "creditLines"), Whole(quality, "missingStarts")));
            Assert.Equal(40.7m, quality.GetProperty("averageDaysAfterPeriod").GetDecimal());
            Assert.Equal(50, quality.GetProperty("score").GetDecimal());
        }
        await service.Tell(Started(scene));
        await Heard(scene, "start", 1);
        Assert.Equal(75, (await Quality(scene, "2026-11")).GetProperty("score").GetDecimal());
        // taken back, it is not reported
        await service.Tell(Started(scene) with { TakenBack = true, ReportedAt = ReportedAt.AddMinutes(1) });
        await Heard(scene, "start", 2);
        Assert.Equal(1, Whole(await Quality(scene, "2026-11"), "missingStarts"));
    }

    [Fact]
    [Trait("requirement", "B09"), Trait("rule", "OP272")]
    public async Task An_allocation_that_ended_without_a_stop_counts_once_its_term_is_over()
    {
        var scene = await Scene.Set(service);
        await service.Tell(scene.Made(2) with { EndDate = new(2026, 10, 31) });
        await scene.Heard(2);
        await service.Tell(Started(scene));
        await Heard(scene, "start", 1);
        Assert.Equal(1, Whole(await Quality(scene, "2026-10"), "missingStops"));
        await service.Tell(Stopped(scene, "20"));
        await Heard(scene, "stop", 1);
        Assert.Equal(1, Whole(await Quality(scene, "2026-10"), "missingStops"));
        await service.Tell(Stopped(scene, "31"));
        await Heard(scene, "stop", 2);
        Assert.Equal(0, Whole(await Quality(scene, "2026-10"), "missingStops"));
    }

    [Fact]
    [Trait("requirement", "B07")]
    public async Task Months_without_a_line_are_listed_until_they_are_declared_or_care_has_stopped()
    {
        var scene = await Scene.Set(service);
        Assert.Equal([scene.Allocation], await Missing(scene, "2026-10"));
        await scene.Send(scene.Declaration(scene.Line()));
        Assert.Empty(await Missing(scene, "2026-10"));
        Assert.Equal([scene.Allocation], await Missing(scene, "2026-09"));
        await service.Tell(Started(scene));
        await service.Tell(Stopped(scene, "31") with { EndDate = new(2026, 8, 15) });
        await Heard(scene, "stop", 1);
        Assert.Empty(await Missing(scene, "2026-09"));
        Assert.Equal([scene.Allocation], await Missing(scene, "2026-08"));
        using var future = await service.Client(scene.ProviderToken)
            .GetAsync(new Uri("/v1/missing-lines?month=2026-11", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, future.StatusCode);
    }

    [Fact]
    [Trait("requirement", "B17"), Trait("requirement", "B18"), Trait("requirement", "B03")]
    public async Task Spend_adds_up_over_segments_to_the_cent_and_stay_stands_by_itself()
    {
        var scene = await Scene.Set(service);
        var stay = await Stay(scene);
        var october = scene.Line();
        await scene.Send(scene.Declaration(october, scene.Line(month: 9), stay));
        await _bank.Accounts(scene);
        await _bank.Pay(scene);
        await scene.Send(scene.Declaration(scene.Credit(october), scene.Line(month: 7, volume: 1)));

        var spend = await service.Get(scene.ProviderToken, "/v1/spend?from=2026-01&until=2026-12");
        const long ofStay = 28 * 19_591;
        Assert.Equal(37_500 + ofStay, Cents(spend, "acceptedCents"));
        Assert.Equal(50_000 + ofStay, Cents(spend, "paidCents"));
        Assert.Equal(ofStay, Cents(spend, "stayAcceptedCents"));
        var segments = spend.GetProperty("segments").EnumerateArray().ToList();
        Assert.Equal(["B", "V"], segments.Select(s => s.GetProperty("segment").GetString()));
        Assert.Equal(37_500 + ofStay, segments.Sum(s => Cents(s, "acceptedCents")));
        var rows = spend.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal([("45", false), ("44", true)], rows.Select(r =>
            (r.GetProperty("category").GetString(), r.GetProperty("isStay").GetBoolean())));
        var books = (await service.Get(scene.ProviderToken, "/v1/ledger/balances")).GetProperty("items")
            .EnumerateArray().ToList();
        foreach (var segment in segments)
            Assert.Equal(
                Cents(segment, "acceptedCents"),
                books.Where(b => b.GetProperty("segment").GetString() == segment.GetProperty("segment").GetString())
                    .Sum(b => Cents(b, "acceptedCents")));
        var september = await service.Get(scene.ProviderToken, "/v1/spend?from=2026-09&until=2026-09");
        Assert.Equal(25_000, Cents(september, "acceptedCents"));
    }

    [Fact]
    [Trait("requirement", "B08")]
    public async Task A_forecast_says_how_much_it_differs_from_the_one_before()
    {
        var scene = await Scene.Set(service);
        var first = await _bank.Created(Bank.Preparer, "/v1/forecasts", new { year = 2026 });
        await scene.Send(scene.Declaration(scene.Line()));
        var second = await _bank.Created(Bank.Preparer, "/v1/forecasts", new { year = 2026 });
        Assert.Equal(first.GetProperty("id").GetGuid(), second.GetProperty("previousId").GetGuid());
        Assert.Equal(
            Cents(second, "totalCents") - Cents(first, "totalCents"), Cents(second, "deviationCents"));
        Assert.Equal(25_000, Cents(second, "approvedCents") - Cents(first, "approvedCents"));
        Assert.Equal(-1, Whole(second, "missingLines") - Whole(first, "missingLines"));
        // October is in the books for 25,000; the other eleven months are expected to cost as much
        Assert.Equal(11 * 25_000 - 12 * 125_000, Cents(second, "expectedCents") - Cents(first, "expectedCents"));

        var id = second.GetProperty("id").GetGuid();
        var parts = (await service.Get(TestTokens.Analyst, $"/v1/forecasts/{id}/parts")).GetProperty("items");
        Assert.Equal(
            Cents(second, "totalCents"),
            parts.EnumerateArray().Sum(p =>
                Cents(p, "paidCents") + Cents(p, "approvedCents") + Cents(p, "expectedCents")));
        using var past = await service.Post(Bank.Preparer, "/v1/forecasts", new { year = 2020 });
        Assert.Equal("year-invalid", await Bank.Code(past));
    }

    [Fact]
    [Trait("requirement", "B08")]
    public async Task Every_municipality_gets_its_forecast_of_the_month_by_itself_and_once()
    {
        string[] all = ["0385", "0415", "0431", "0439", "0479", "0852", "0880"];
        await using var connection = await service.Connection();
        await Wait.Until(async () => all.SequenceEqual(await connection.QueryAsync<string>(
            "select distinct municipality from forecast where made_on >= '2026-11-01' order by municipality")));
        var own = await connection.QueryAsync<long>(
            "select count(*) from forecast where made_by = 'service-billing' group by municipality");
        Assert.All(own, count => Assert.Equal(1, count));
        var listed = await service.Get(TestTokens.Analyst, "/v1/forecasts?municipality=0880&year=2026");
        Assert.Equal("service-billing", listed.GetProperty("items")[0].GetProperty("madeBy").GetString());
    }

    private static readonly DateTimeOffset ReportedAt = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);

    private static CareStarted Started(Scene scene) => new(
        Scene.Municipality, scene.Allocation, scene.ClientKey, scene.Provider, "B", "45A48", new(2026, 1, 1), null,
        false, ReportedAt);

    private static CareStopped Stopped(Scene scene, string reason) => new(
        Scene.Municipality, scene.Allocation, scene.ClientKey, scene.Provider, "B", "45A48", new(2026, 1, 1),
        new(2026, 10, 31), reason, false, ReportedAt);

    /// <summary>A stay of 28 days in October, allocated and contracted.</summary>
    private async Task<Prestatie> Stay(Scene scene)
    {
        var number = scene.Allocation + 500_000;
        await service.Tell(scene.Tariff(1, 19_591) with { Segment = "V", Product = "44A08", Unit = "14" });
        await service.Tell(scene.Made(1) with
        {
            AllocationNumber = number, Segment = "V", Category = "44", Product = "44A08", Volume = 31, Unit = "14",
        });
        await Wait.Until(async () =>
        {
            await using var connection = await service.Connection();
            return await connection.ExecuteScalarAsync<bool>(
                """
                select exists (select from allocation where number = @number)
                    and exists (select from tariff where provider = @Provider and product = '44A08')
                """, new { number, scene.Provider });
        });
        return scene.Line(volume: 28, allocation: number, tariff: 19_591) with
        {
            ProductCategorie = "44", ProductCode = "44A08", Eenheid = "14",
        };
    }

    private async Task<JsonElement> Quality(Scene scene, string month) => Assert.Single(
        (await service.Get(scene.ProviderToken, $"/v1/provider-quality?month={month}")).GetProperty("items")
            .EnumerateArray());

    private async Task<IEnumerable<long>> Missing(Scene scene, string month) =>
        (await service.Get(scene.ProviderToken, $"/v1/missing-lines?month={month}")).GetProperty("items")
            .EnumerateArray().Select(l => l.GetProperty("allocationNumber").GetInt64());

    private Task Heard(Scene scene, string kind, int count) => Wait.Until(async () =>
    {
        await using var connection = await service.Connection();
        return await connection.ExecuteScalarAsync<long>(
            "select count(*) from care_report where allocation_number = @Allocation and kind = @kind",
            new { scene.Allocation, kind }) == count;
    });

    private static int Whole(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static long Cents(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
