using System.Net;
using System.Text.Json;
using Dapper;
using Jeugdregio.Billing.Tests.Sepa;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.TestSupport;
using Npgsql;

namespace Jeugdregio.Billing.Tests.PaymentRuns;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class PaymentRunFlowTests(BillingService service)
{
    private readonly Bank _bank = new(service);

    [Fact]
    [Trait("requirement", "B10"), Trait("invariant", "I2")]
    public async Task What_is_due_is_prepared_approved_by_another_sent_and_paid()
    {
        var scene = await Set();
        await scene.Send(
            scene.Declaration(scene.Line(), scene.Line(month: 9, volume: 1), scene.Line(month: 8, tariff: 1)));
        var run = await _bank.Prepare(scene);
        await _bank.Approve(run);
        var (payment, cents) = Assert.Single(await _bank.Transfers(run));
        Assert.Equal(37_500, cents);
        Assert.Equal((37_500, 0, 37_500, 37_500), await Books(scene));

        var taken = await _bank.Report(StatusReports.Of(run, "PART", (payment, "ACSC", null)));
        Assert.Equal(1, taken.GetProperty("paid").GetInt32());
        Assert.Equal((37_500, 37_500, 0, 0), await Books(scene));
        var told = Assert.Single(await service.Told<PaymentBooked>(), p => p.PaymentId == payment);
        Assert.Equal(
            [("B", new DateOnly(2026, 9, 1), 12_500L), ("B", new(2026, 10, 1), 25_000)],
            told.Amounts.Select(a => (a.Segment, a.Month, a.AmountCents)));
        Assert.Equal(new DateOnly(2026, 11, 10), told.PaidOn);
        var view = await service.Get(scene.ProviderToken, $"/v1/payments/{payment}");
        Assert.Equal(("paid", scene.Provider), (Text(view, "status"), Text(view, "provider")));

        using var again = await _bank.TryPrepare(scene);
        Assert.Equal("nothing-to-pay", await Bank.Code(again));
    }

    [Fact]
    public async Task Who_prepared_a_run_cannot_approve_it_not_even_past_the_rules()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var run = await _bank.Prepare(scene);
        using var same = await service.Post(Bank.Preparer, $"/v1/payment-runs/{run}/approvals", null);
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "same-person"), (same.StatusCode, await Bank.Code(same)));
        using var file = await service.Client(Bank.Preparer)
            .GetAsync(new Uri($"/v1/payment-runs/{run}/file", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        await using var connection = await service.Connection();
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(
            "update payment_run set status = 'approved', decided_by = prepared_by, decided_at = now() where id = @run",
            new { run }));
        await _bank.Approve(run);
    }

    [Fact]
    public async Task Lines_are_paid_within_the_term_and_late_ones_within_the_longer_one()
    {
        var scene = await Set();
        // received on 10 November: October's line falls due on 10 December, August's is late and so on 9 January
        await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 8, volume: 1)));
        using var early = await _bank.TryPrepare(scene, "2026-12-09");
        Assert.Equal("nothing-to-pay", await Bank.Code(early));
        async Task<long> Cents(string through)
        {
            var run = await _bank.Prepare(scene, through);
            await _bank.Approve(run);
            return Assert.Single(await _bank.Transfers(run)).Cents;
        }

        Assert.Equal(25_000, await Cents("2026-12-10"));
        using var between = await _bank.TryPrepare(scene, "2027-01-08");
        Assert.Equal("nothing-to-pay", await Bank.Code(between));
        Assert.Equal(12_500, await Cents("2027-01-09"));
    }

    [Fact]
    [Trait("requirement", "B16"), Trait("invariant", "I3")]
    public async Task However_many_runs_are_prepared_at_the_same_moment_a_line_is_in_one()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration([.. Enumerable.Range(1, 10).Select(month => scene.Line(month))]));
        var responses = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(_ => Task.Run(() => _bank.TryPrepare(scene))));
        Assert.Single(responses, r => r.StatusCode == HttpStatusCode.Created);
        Assert.Equal(23, responses.Count(r => r.StatusCode == HttpStatusCode.UnprocessableEntity));
        await using var connection = await service.Connection();
        Assert.Equal(10, await connection.ExecuteScalarAsync<long>(
            """
            select count(*) from payment_line x join declaration_line l on l.id = x.line_id
            where l.provider = @Provider and l.payment_id = x.payment_id
            """, new { scene.Provider }));
    }

    [Fact]
    [Trait("invariant", "I3"), Trait("fault", "R1")]
    public async Task One_approval_makes_one_file_and_one_report_pays_once_however_often_they_are_sent()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var run = await _bank.Prepare(scene);
        var approvals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => service.Post(Bank.Approver, $"/v1/payment-runs/{run}/approvals", null))));
        Assert.Single(approvals, r => r.StatusCode == HttpStatusCode.OK);
        Assert.Equal((await _bank.File(run)).ToString(), (await _bank.File(run)).ToString());
        var payment = Assert.Single(await _bank.Transfers(run)).Payment;
        var report = StatusReports.Of(run, "ACSC");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _bank.Report(report))));
        Assert.Equal((25_000, 25_000, 0, 0), await Books(scene));
        Assert.Single(await service.Told<PaymentBooked>(), p => p.PaymentId == payment);
    }

    [Fact]
    public async Task What_the_bank_rejects_is_payable_again_and_voided_in_the_ledger()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var run = await _bank.Prepare(scene);
        await _bank.Approve(run);
        var payment = Assert.Single(await _bank.Transfers(run)).Payment;
        await _bank.Report(StatusReports.Of(run, "PART", (payment, "RJCT", "MS03")));
        Assert.Equal((25_000, 0, 25_000, 0), await Books(scene));
        var view = await service.Get(scene.ProviderToken, $"/v1/payments/{payment}");
        Assert.Equal(("rejected", "MS03"), (Text(view, "status"), Text(view, "bankReason")));
        var states = (await service.Get(Bank.Preparer, $"/v1/ledger/entries?provider={scene.Provider}"))
            .GetProperty("items").EnumerateArray().Select(e => $"{Text(e, "creditAccount")} {Text(e, "state")}");
        Assert.Equal(["payable pending", "bank pending", "bank voided"], states);

        Assert.NotEqual(payment, await _bank.Pay(scene));
        Assert.Equal((25_000, 25_000, 0, 0), await Books(scene));
        // an older word of the bank about the first one changes nothing
        await _bank.Report(StatusReports.Of(run, "ACSC"));
        Assert.Equal((25_000, 25_000, 0, 0), await Books(scene));
    }

    [Fact]
    public async Task An_account_that_the_bank_refuses_gets_nothing_until_another_is_approved()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var run = await _bank.Prepare(scene);
        await _bank.Approve(run);
        var payment = Assert.Single(await _bank.Transfers(run)).Payment;
        await _bank.Report(StatusReports.Of(run, null, (payment, "RJCT", "AC04")));
        using var refused = await _bank.TryPrepare(scene);
        Assert.Contains("account-refused-by-bank", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var iban = await _bank.Account(
            scene.ProviderToken, TestTokens.ContractManager, scene.Provider, "Stichting Voorbeeld");
        var second = await _bank.Prepare(scene);
        await _bank.Approve(second);
        Assert.Contains(iban, (await _bank.File(second)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("invariant", "I2")]
    public async Task Money_that_comes_back_is_booked_back_and_sent_again_by_itself()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var first = await _bank.Pay(scene);
        var run = (await service.Get(Bank.Preparer, $"/v1/payments/{first}")).GetProperty("runId").GetGuid();
        await _bank.Report(StatusReports.Of(run, null, (first, "RJCT", "MS03")));
        Assert.Equal((25_000, 0, 25_000, 0), await Books(scene));
        Assert.Equal("returned", Text(await service.Get(scene.ProviderToken, $"/v1/payments/{first}"), "status"));

        var second = await _bank.Pay(scene);
        Assert.Equal((25_000, 25_000, 0, 0), await Books(scene));
        var view = await service.Get(scene.ProviderToken, $"/v1/payments/{second}");
        Assert.Equal(first, view.GetProperty("reissueOf").GetGuid());
        var lines = await service.Get(scene.ProviderToken, $"/v1/payments/{second}/lines");
        Assert.Equal(25_000, Sum(lines));
        var told = (await service.Told<PaymentBooked>()).Where(p => p.Provider == scene.Provider);
        Assert.Equal([25_000L, -25_000, 25_000], told.Select(p => p.Amounts.Single().AmountCents));
        using var again = await _bank.TryPrepare(scene);
        Assert.Equal("nothing-to-pay", await Bank.Code(again));
    }

    [Fact]
    public async Task A_credit_after_payment_is_settled_with_the_next_payment_and_never_alone()
    {
        var scene = await Set();
        var debit = scene.Line();
        await scene.Send(scene.Declaration(debit));
        await _bank.Pay(scene);
        await scene.Send(scene.Declaration(scene.Credit(debit)));
        using var alone = await _bank.TryPrepare(scene);
        Assert.Contains("negative-balance", await alone.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await scene.Send(scene.Declaration(scene.Line(volume: 3)));
        var payment = await service.Get(Bank.Preparer, $"/v1/payments/{await _bank.Pay(scene)}");
        Assert.Equal(12_500, payment.GetProperty("amountCents").GetInt64());
        Assert.Equal((37_500, 37_500, 0, 0), await Books(scene));
    }

    [Fact]
    public async Task A_credit_of_a_line_that_is_under_way_is_settled_later_whatever_the_bank_says()
    {
        var scene = await Set();
        var debit = scene.Line();
        await scene.Send(scene.Declaration(debit));
        var run = await _bank.Prepare(scene);
        await scene.Send(scene.Declaration(scene.Credit(debit)));
        await _bank.Approve(run);
        await _bank.Report(StatusReports.Of(run, "RJCT"));
        Assert.Equal((0, 0, 0, 0), await Books(scene));
        // debit and credit come to nothing: settled without a bank
        var settled = await _bank.Prepare(scene);
        await _bank.Approve(settled);
        using var file = await service.Client(Bank.Preparer)
            .GetAsync(new Uri($"/v1/payment-runs/{settled}/file", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        using var nothing = await _bank.TryPrepare(scene);
        Assert.Equal("nothing-to-pay", await Bank.Code(nothing));
        Assert.Equal((0, 0, 0, 0), await Books(scene));
    }

    [Fact]
    public async Task What_is_taken_back_before_payment_is_never_paid()
    {
        var scene = await Set();
        var debit = scene.Line();
        await scene.Send(scene.Declaration(debit));
        var (id, _) = await scene.Send(scene.Declaration(scene.Credit(debit)));
        using var response = await _bank.TryPrepare(scene);
        Assert.Equal("nothing-to-pay", await Bank.Code(response));
        var line = (await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines")).GetProperty("items")[0];
        Assert.Equal(("accepted", "voided"), (Text(line, "verdict"), Text(line, "payment")));
        var entries = (await service.Get(scene.ProviderToken, "/v1/ledger/entries")).GetProperty("items");
        Assert.Equal(["pending", "voided"], entries.EnumerateArray().Select(e => Text(e, "state")));
    }

    [Fact]
    public async Task A_withdrawn_run_gives_its_lines_back_and_is_not_the_providers_business()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var run = await _bank.Prepare(scene);
        var payment = (await service.Get(Bank.Preparer, $"/v1/payments?run={run}")).GetProperty("items")[0]
            .GetProperty("id").GetGuid();
        using var hidden = await service.Client(scene.ProviderToken)
            .GetAsync(new Uri($"/v1/payments/{payment}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var withdrawn = await service.Post(
            Bank.Preparer, $"/v1/payment-runs/{run}/withdrawals", new { reason = "Wrong day." });
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        using var late = await service.Post(Bank.Approver, $"/v1/payment-runs/{run}/approvals", null);
        Assert.Equal("run-decided-already", await Bank.Code(late));
        await _bank.Pay(scene);
    }

    [Fact]
    public async Task A_run_is_not_approved_when_an_account_changed_since_it_was_prepared()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        var run = await _bank.Prepare(scene);
        await _bank.Account(scene.ProviderToken, TestTokens.ContractManager, scene.Provider, "Stichting Voorbeeld");
        using var approval = await service.Post(Bank.Approver, $"/v1/payment-runs/{run}/approvals", null);
        Assert.Equal("account-changed", await Bank.Code(approval));
        Assert.Contains(scene.Provider, await approval.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_remittance_statement_names_message_line_and_answer_of_every_cent()
    {
        var scene = await Set();
        var (one, another) = (scene.Line(), scene.Line(month: 9, volume: 1));
        var message = scene.Declaration(one, another);
        var (declaration, answer) = await scene.Send(message);
        var payment = await _bank.Pay(scene);
        var lines = await service.Get(scene.ProviderToken, $"/v1/payments/{payment}/lines?limit=1");
        var next = await service.Get(
            scene.ProviderToken, $"/v1/payments/{payment}/lines?after={Text(lines, "next")}");
        JsonElement[] all = [.. new[] { lines, next }.SelectMany(p => p.GetProperty("items").EnumerateArray())];
        Assert.Equal(37_500, all.Sum(l => l.GetProperty("amountCents").GetInt64()));
        Assert.Equal(
            [one.ProductReferentie.ReferentieNummer, another.ProductReferentie.ReferentieNummer],
            all.Select(l => Text(l, "reference")));
        Assert.All(all, l =>
        {
            Assert.Equal(declaration, l.GetProperty("declarationId").GetGuid());
            Assert.Equal(message.Declaratie.DeclaratieNummer, Text(l, "declarationNumber"));
            Assert.Equal(message.Header.BerichtIdentificatie.Identificatie, Text(l, "messageIdentification"));
            Assert.Equal(answer.Header.BerichtIdentificatie.Identificatie, Text(l, "answerIdentification"));
        });
    }

    [Fact]
    public async Task Nothing_is_paid_from_or_to_nowhere()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line()));
        using var nobody = await _bank.TryPrepare(scene);
        Assert.Contains("no-account", await nobody.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var malformed = await service.Post(Bank.Preparer, "/v1/payment-runs", new { providers = new[] { "1" } });
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    [Trait("invariant", "I2"), Trait("fault", "T2")]
    public async Task The_ledger_and_what_it_rests_on_take_rows_and_give_none_back()
    {
        var scene = await Set();
        await scene.Send(scene.Declaration(scene.Line()));
        await _bank.Pay(scene);
        await using var connection = await service.Connection();
        string[] changes =
        [
            "update ledger_booking set amount_cents = 0", "delete from ledger_booking", "truncate ledger_booking",
            "delete from payment_line", "update payment_line set line_id = line_id",
            "delete from payment_status_report", "delete from declaration_line",
            "update declaration_line set amount_cents = 1", "update declaration_line set accepted = true",
            "update decision set actor = 'nobody'", "delete from decision",
        ];
        foreach (var change in changes)
            Assert.Contains(
                "append-only",
                (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(change))).MessageText,
                StringComparison.Ordinal);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select sum(cents) from ledger_posting"));
    }

    private async Task<Scene> Set()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        return scene;
    }

    /// <summary>Accepted, paid, pending and under way.</summary>
    private async Task<(long Accepted, long Paid, long Pending, long Underway)> Books(Scene scene)
    {
        var items = (await service.Get(scene.ProviderToken, "/v1/ledger/balances")).GetProperty("items");
        long Of(string name) => items.EnumerateArray().Sum(i => i.GetProperty(name).GetInt64());
        return (Of("acceptedCents"), Of("paidCents"), Of("pendingCents"), Of("underwayCents"));
    }

    private static long Sum(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Sum(l => l.GetProperty("amountCents").GetInt64());

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
