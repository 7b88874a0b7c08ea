using System.Text.Json;
using Dapper;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.Billing.Tests.Sepa;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Instalments;

/// <summary>What is paid by lump sum: agreed once, booked once, paid once, and never by the line.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "B14")]
public sealed class InstalmentFlowTests(BillingService service)
{
    private readonly Bank _bank = new(service);

    [Fact]
    [Trait("invariant", "I2"), Trait("requirement", "B17")]
    public async Task Due_instalments_go_along_in_the_run_and_stand_in_every_report_to_the_cent()
    {
        var scene = await Set();
        var agreed = Agreed(scene, (9, "2026-09-15", 1_250_001), (10, "2026-11-01", 700_000), (12, "2026-12-20", 5));
        await Tell(agreed);
        await scene.Send(scene.Declaration(scene.Line()));
        Assert.Equal((25_000 + 1_950_006, 0, 1_975_006, 0), await Books(scene));

        var run = await _bank.Prepare(scene, "2026-12-15");
        var view = await service.Get(Bank.Preparer, $"/v1/payment-runs/{run}");
        Assert.Equal((3, 1_975_001L), (view.GetProperty("lines").GetInt32(), Cents(view)));
        await _bank.Approve(run);
        var payment = Assert.Single(await _bank.Transfers(run));
        Assert.Equal(1_975_001, payment.Cents);
        await _bank.Report(StatusReports.Of(run, "ACSC"));
        Assert.Equal((1_975_006, 1_975_001, 5, 0), await Books(scene));
        var told = Assert.Single(await service.Told<PaymentBooked>(), p => p.PaymentId == payment.Payment);
        Assert.Equal(
            [("B", new DateOnly(2026, 9, 1), 1_250_001L), ("B", new(2026, 10, 1), 725_000)],
            told.Amounts.Select(a => (a.Segment, a.Month, a.AmountCents)));

        // the statement, page by page, adds up to the payment
        var statement = new List<JsonElement>();
        for (string? after = ""; after is not null;)
        {
            var page = await service.Get(
                scene.ProviderToken, $"/v1/payments/{payment.Payment}/lines?limit=1{after}");
            statement.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        }
        Assert.Equal(3, statement.Count);
        Assert.Equal(payment.Cents, statement.Sum(Cents));
        Assert.Equal(
            agreed.Instalments.Take(2).Select(i => (Guid?)i.InstalmentId).Order(),
            statement.Select(l => Id(l, "instalmentId")).Where(id => id is not null).Order());

        // every entry between care cost and payable is of a line or of an instalment that is listed
        var listed = (await service.Get(scene.ProviderToken, "/v1/instalments")).GetProperty("items")
            .EnumerateArray().ToDictionary(i => i.GetProperty("id").GetGuid());
        Assert.Equal(
            ["paid", "paid", "open"],
            listed.Values.OrderBy(i => i.GetProperty("month").GetString()).Select(i => Text(i, "payment")));
        var entries = (await service.Get(scene.ProviderToken, "/v1/ledger/entries")).GetProperty("items")
            .EnumerateArray().Where(e => Text(e, "creditAccount") != "bank").ToList();
        Assert.Equal(7, entries.Count);
        Assert.All(entries, e => Assert.True((Id(e, "lineId") is null) != (Id(e, "instalmentId") is null)));
        foreach (var entry in entries.Where(e => Id(e, "instalmentId") is not null))
            Assert.Equal(Cents(entry), Cents(listed[Id(entry, "instalmentId")!.Value]));

        var spend = await service.Get(scene.ProviderToken, "/v1/spend?from=2026-01&until=2026-12");
        Assert.Equal((1_975_006L, 1_975_001L), (
            spend.GetProperty("acceptedCents").GetInt64(), spend.GetProperty("paidCents").GetInt64()));
        var row = Assert.Single(spend.GetProperty("rows").EnumerateArray(), r => Text(r, "category") == "45");
        Assert.Equal((1, 3), (row.GetProperty("lines").GetInt32(), row.GetProperty("instalments").GetInt32()));
        var october = await service.Get(scene.ProviderToken, "/v1/spend?from=2026-10&until=2026-10");
        Assert.Equal(725_000, october.GetProperty("acceptedCents").GetInt64());
    }

    [Fact]
    [Trait("requirement", "B08")]
    public async Task A_forecast_counts_an_instalment_as_approved_until_it_is_paid()
    {
        var scene = await Set();
        var before = await Forecast(2027);
        await Tell(Agreed(scene, (13, "2027-01-15", 333_333), (14, "2027-02-15", 333_334)));
        var after = await Forecast(2027);
        Assert.Equal(before.Approved + 666_667, after.Approved);
        await _bank.Pay(scene, "2027-01-31");
        Assert.Equal((before.Approved + 333_334, before.Paid + 333_333), await Forecast(2027));
    }

    [Fact]
    [Trait("invariant", "I3")]
    public async Task Told_again_it_is_booked_once_and_a_month_that_is_there_already_is_never_paid_twice()
    {
        var scene = await Set();
        var agreed = Agreed(scene, (9, "2026-09-15", 100), (10, "2026-10-15", 200));
        var message = Guid.CreateVersion7();
        await service.Tell(agreed, message);
        await service.Tell(agreed, message);
        await Tell(agreed);
        // another schedule for a month that is there: for a person, from the error queue
        var again = Guid.CreateVersion7();
        await service.Tell(
            agreed with { ScheduleId = Guid.NewGuid(),
                Instalments = [agreed.Instalments[0] with { InstalmentId = again }] });
        await Tell(Agreed(scene, (11, "2026-11-01", 300)));
        Assert.Equal((600, 0, 600, 0), await Books(scene));
        await using var connection = await service.Connection();
        Assert.False(await connection.ExecuteScalarAsync<bool>(
            "select exists (select from instalment where id = @again)", new { again }));
    }

    [Fact]
    [Trait("invariant", "I3")]
    public async Task Two_runs_at_the_same_moment_take_an_instalment_once()
    {
        var scene = await Set();
        await Tell(Agreed(scene, (9, "2026-09-15", 100_000)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _bank.TryPrepare(scene)));
        Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var answer in answers) answer.Dispose();
        Assert.Single(
            (await service.Get(Bank.Preparer, $"/v1/payments?provider={scene.Provider}")).GetProperty("items")
                .EnumerateArray());
    }

    [Fact]
    public async Task What_was_withdrawn_rejected_or_returned_is_paid_in_the_end_and_once()
    {
        var scene = await Set();
        await Tell(Agreed(scene, (9, "2026-09-15", 100_000)));
        var withdrawn = await _bank.Prepare(scene);
        using (var response = await service.Post(
            Bank.Preparer, $"/v1/payment-runs/{withdrawn}/withdrawals", new { reason = "Wrong day." }))
            Assert.True(response.IsSuccessStatusCode);
        var rejected = await _bank.Prepare(scene);
        await _bank.Approve(rejected);
        await _bank.Report(StatusReports.Of(rejected, "RJCT"));
        Assert.Equal((100_000, 0, 100_000, 0), await Books(scene));
        var first = await _bank.Pay(scene);
        var run = (await service.Get(Bank.Preparer, $"/v1/payments/{first}")).GetProperty("runId").GetGuid();
        await _bank.Report(StatusReports.Of(run, "PART", (first, "RJCT", "AM09")));
        Assert.Equal((100_000, 0, 100_000, 0), await Books(scene));
        var again = await _bank.Pay(scene);
        Assert.Equal((100_000, 100_000, 0, 0), await Books(scene));
        Assert.Equal(100_000, Cents(Assert.Single(
            (await service.Get(scene.ProviderToken, $"/v1/payments/{again}/lines")).GetProperty("items")
                .EnumerateArray())));
        using var nothing = await _bank.TryPrepare(scene);
        Assert.Equal("nothing-to-pay", await Bank.Code(nothing));
        await using var connection = await service.Connection();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select sum(cents) from ledger_posting"));
    }

    [Fact]
    [Trait("requirement", "B20")]
    public async Task Under_supervision_an_instalment_waits()
    {
        var scene = await Set();
        await Tell(Agreed(scene, (9, "2026-09-15", 100_000)));
        var started = await _bank.Created(
            TestTokens.ContractManager, "/v1/supervisions", new { scene.Provider, reason = "Looked into." });
        using (var waiting = await _bank.TryPrepare(scene))
            Assert.Contains("held", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var ended = await service.Post(
            TestTokens.ContractManager, $"/v1/supervisions/{started.GetProperty("id").GetGuid()}/ends",
            new { reason = "All right." });
        Assert.True(ended.IsSuccessStatusCode);
        await _bank.Pay(scene);
        Assert.Equal((100_000, 100_000, 0, 0), await Books(scene));
    }

    [Fact]
    [Trait("requirement", "C45"), Trait("rule", "TR418")]
    public async Task Of_a_lump_sum_no_line_is_paid_from_its_first_day_on()
    {
        var scene = await Scene.Set(service);
        var perUnit = scene.Tariff(1, 700) with { Product = "45A77" };
        await service.Tell(perUnit);
        await service.Tell(perUnit with { Version = 2, ValidFrom = new(2026, 10, 1), LumpSum = true });
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from tariff where tariff_id = @TariffId and lump_sum)", perUnit));
        var number = scene.Allocation + 700_000;
        await service.Tell(scene.Made(1) with { AllocationNumber = number, Product = "45A77" });
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from allocation where number = @number)", new { number }));
        Ijw.Messages.Prestatie Of(int month) =>
            scene.Line(month, allocation: number, tariff: 700) with { ProductCode = "45A77" };
        var (_, answer) = await scene.Send(scene.Declaration(Of(9), Of(10)));
        Assert.Equal(["0611"], Scene.Codes(answer));
    }

    [Fact]
    public async Task What_was_agreed_is_never_changed()
    {
        var scene = await Set();
        await Tell(Agreed(scene, (9, "2026-09-15", 100_000)));
        await _bank.Pay(scene);
        await using var connection = await service.Connection();
        foreach (var change in (string[])
        [
            "update instalment set amount_cents = 1", "delete from instalment", "delete from payment_instalment",
            "update instalment set due_on = due_on",
        ])
            Assert.Contains(
                "append-only",
                (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync(change))).MessageText,
                StringComparison.Ordinal);
    }

    private async Task<Scene> Set()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        return scene;
    }

    internal static InstalmentsAgreed Agreed(Scene scene, params (int Month, string DueOn, long Cents)[] instalments) =>
        new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), scene.Provider, "B", "45A77",
            [
                .. instalments.Select(i => new AgreedInstalment(
                    Guid.CreateVersion7(), Scene.Municipality, new DateOnly(2026, 1, 1).AddMonths(i.Month - 1),
                    DateOnly.Parse(i.DueOn, System.Globalization.CultureInfo.InvariantCulture), i.Cents)),
            ], new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Told, and heard.</summary>
    internal static async Task Tell(BillingService service, InstalmentsAgreed agreed)
    {
        await service.Tell(agreed);
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from instalment where id = @InstalmentId)", agreed.Instalments[^1]));
    }

    private Task Tell(InstalmentsAgreed agreed) => Tell(service, agreed);

    private async Task<(long Approved, long Paid)> Forecast(int year)
    {
        var made = await _bank.Created(Bank.Preparer, "/v1/forecasts", new { year });
        return (made.GetProperty("approvedCents").GetInt64(), made.GetProperty("paidCents").GetInt64());
    }

    private async Task<(long Accepted, long Paid, long Pending, long Underway)> Books(Scene scene)
    {
        var items = (await service.Get(scene.ProviderToken, "/v1/ledger/balances")).GetProperty("items");
        long Of(string name) => items.EnumerateArray().Sum(i => i.GetProperty(name).GetInt64());
        return (Of("acceptedCents"), Of("paidCents"), Of("pendingCents"), Of("underwayCents"));
    }

    private static long Cents(JsonElement of) => of.GetProperty("amountCents").GetInt64();

    private static Guid? Id(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null;

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
