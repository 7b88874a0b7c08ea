using Dapper;
using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Billing.Care;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Forecasts;
using Jeugdregio.Billing.Instalments;
using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Lines;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Billing.MaterialControls;
using Jeugdregio.Billing.Messages;
using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Payments;
using Jeugdregio.Billing.Quality;
using Jeugdregio.Billing.Spend;
using Jeugdregio.Billing.Supervision;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost;
using Jeugdregio.ServiceHost.Data;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Listing;

/// <summary>
/// A list is one query, and an index answers it: shown by the planner's own plan over a year of a region.
/// </summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class PlanTests(BillingService service)
{
    private const string Provider = "01000001";
    private const string Municipality = "0439";

    /// <summary>What grows with every declaration.</summary>
    private static readonly string[] Growing =
        ["message_in", "message_out", "declaration", "declaration_line", "ledger_booking", "payment_line",
            "allocation", "tariff", "payment_run", "bank_account", "supervision", "forecast",
            "forecast_part", "instalment"];

    [Fact]
    public async Task No_list_reads_a_growing_table_from_one_end_to_the_other()
    {
        await using var connection = await Year();
        // what no index answers is seen
        var control = new ListQuery("select * from declaration_line where volume = 3 limit 10", new { });
        Assert.NotEmpty(await ReadWhole(connection, control));
        var faults = new List<string>();
        var (payment, line) = (await PaymentOf(connection), await LineOf(connection));
        foreach (var (name, query) in Queries(Region(), payment).Concat(Explanation(line)))
            faults.AddRange((await ReadWhole(connection, query)).Select(fault => $"{name} reads all of {fault}"));
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    /// <summary>Growing tables that the planner would read from one end to the other, with its plan.</summary>
    private static async Task<IEnumerable<string>> ReadWhole(NpgsqlConnection connection, ListQuery query)
    {
        var plan = string.Join('\n', await connection.QueryAsync<string>("explain " + query.Sql, query.Parameters));
        return Growing.Where(t => plan.Contains($"Seq Scan on {t} ", StringComparison.Ordinal))
            .Select(t => $"{t}:\n{plan}");
    }

    private static IEnumerable<(string Name, ListQuery Query)> Queries(RegionPack region, Guid payment)
    {
        var nothing = new LineFilter(null, null, null, null, null, null, null, null);
        var month = new DateOnly(2026, 6, 1);
        foreach (var (who, tenant) in new[]
        {
            ("provider", new Tenant(null, Provider)), ("town", new Tenant(Municipality, null)),
        })
        {
            yield return ($"lines of a {who}", LineQueries.Query(tenant, nothing, region, default, 101));
            yield return ($"lines of a {who} and month", LineQueries.Query(
                tenant, nothing with { Month = month, Verdict = "rejected" }, region, default, 101));
            yield return ($"late open lines of a {who}", LineQueries.Query(
                tenant, nothing with { Late = true, Payment = "open" }, region, default, 101));
            yield return ($"messages of a {who}", MessageQueries.Query(tenant, null, null, default, 101));
            yield return ($"declarations of a {who}", DeclarationQueries.Query(tenant, month, null, default, 101));
            yield return ($"books of a {who}", BalanceQueries.Query(tenant, new(null, month), null, 101));
            yield return ($"all books of a {who}", BalanceQueries.Query(tenant, new(null, null), null, 101));
            yield return ($"entries of a {who}", EntryQueries.Query(tenant, default, 101));
            yield return ($"payments of a {who}", PaymentQueries.Query(tenant, false, null, null, default, 101));
            yield return ($"spend of a {who}", SpendQuery.Query(tenant, region, month, month.AddMonths(2)));
            yield return ($"quality of a {who}", ProviderQualityQuery.Query(tenant, region, month, month, "", 101));
            yield return ($"missing lines of a {who}", MissingLinesQuery.Query(tenant, month, "", -1, 101));
            yield return ($"instalments of a {who}", InstalmentQueries.Query(tenant, null, null, default, 101));
            yield return ($"instalments of a {who} and month", InstalmentQueries.Query(
                tenant, month, month, default, 101));
            yield return ($"recoveries of a {who}", MaterialControlQueries.RecoveryQuery(tenant, default, 101));
        }
        foreach (var (name, query) in Decided(month)) yield return (name, query);
        var all = new Tenant(null, null);
        yield return ("declarations of the region", DeclarationQueries.Query(all, null, null, default, 101));
        yield return ("books of the region", BalanceQueries.Query(all, new(null, null), null, 101));
        yield return ("books of a month", BalanceQueries.Query(all, new(null, month), null, 101));
        yield return ("payments of the region", PaymentQueries.Query(all, false, null, null, default, 101));
        yield return ("spend of the region in a month", SpendQuery.Query(all, region, month, month));
        yield return ("instalments of the region", InstalmentQueries.Query(all, null, null, default, 101));
        yield return ("remittance", RemittanceQuery.Query(payment, default, -1, 101));
        yield return ("held lines", HeldLinesQuery.Query(new(Municipality, null), region, default, 101));
    }

    /// <summary>Lists of what people decide on: they grow slowly, and for ever.</summary>
    private static IEnumerable<(string Name, ListQuery Query)> Decided(DateOnly month)
    {
        var town = new Tenant(Municipality, null);
        yield return ("forecasts of a town", ForecastQueries.Query(town, null, default, 101));
        yield return ("forecasts of a town and year", ForecastQueries.Query(town, month.Year, default, 101));
        yield return ("forecasts of the region", ForecastQueries.Query(new(null, null), null, default, 101));
        yield return ("a forecast by month", ForecastQueries.PartsQuery(Guid.Empty));
        yield return ("runs of a town", PaymentRunStore.ListOf([Municipality], null, default, 101));
        yield return ("prepared runs of a town", PaymentRunStore.ListOf([Municipality], "prepared", default, 101));
        yield return ("runs of the region", PaymentRunStore.ListOf(null, null, default, 101));
        yield return ("payments of a run", PaymentQueries.Query(town, false, Guid.Empty, null, default, 101));
        yield return ("accounts of a party", BankAccountStore.ListOf([Provider], null, "approved", default, 101));
        yield return ("accounts of providers", BankAccountStore.ListOf(null, null, null, default, 101));
        yield return ("a provider's account", BankAccountStore.ListOf(null, Provider, null, default, 101));
        yield return ("supervisions", SupervisionStore.ListOf(null, null, default, 101));
        yield return ("supervisions that run", SupervisionStore.ListOf(null, true, default, 101));
        yield return ("supervisions of a provider", SupervisionStore.ListOf(Provider, false, default, 101));
    }

    private static IEnumerable<(string Name, ListQuery Query)> Explanation(ExplainedRow line)
    {
        yield return ("a line and its message", ExplainLineQuery.LineOf(line.Id));
        yield return ("its allocation", ExplainLineQuery.AllocationOf(line));
        yield return ("its tariff", ExplainLineQuery.TariffOf(line));
        yield return ("its credit or debit", ExplainLineQuery.CounterpartOf(line.Id, line.Id));
        yield return ("its entries", ExplainLineQuery.EntriesOf(line.Id));
        yield return ("its payments", ExplainLineQuery.PaymentsOf(line.Id, sentOnly: true));
    }

    private static async Task<ExplainedRow> LineOf(NpgsqlConnection connection)
    {
        var id = await connection.QuerySingleAsync<Guid>("select id from declaration_line where accepted limit 1");
        var query = ExplainLineQuery.LineOf(id);
        return await connection.QuerySingleAsync<ExplainedRow>(query.Sql, query.Parameters);
    }

    private static RegionPack Region() =>
        RegionFile.Load(Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"));

    private static Task<Guid> PaymentOf(NpgsqlConnection connection) =>
        connection.QuerySingleAsync<Guid>("select payment_id from payment_line limit 1");

    /// <summary>A database with 9,000 declarations of 10 lines: 50 providers, 7 municipalities, 12 months.</summary>
    private async Task<NpgsqlConnection> Year()
    {
        var name = $"plans_{Guid.NewGuid():N}";
        await using (var server = await service.Connection()) await server.ExecuteAsync($"create database {name}");
        var address = new NpgsqlConnectionStringBuilder(service.Settings["ConnectionStrings:billing"])
        {
            Database = name, Pooling = false,
        }.ConnectionString;
        new Database(address, [typeof(ServiceApp).Assembly, typeof(MailboxStore).Assembly, typeof(Program).Assembly])
            .Migrate();
        var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await connection.ExecuteAsync(Rows, commandTimeout: 600);
        await connection.ExecuteAsync("vacuum analyze", commandTimeout: 600);
        // as on disks without moving parts, where a page here and there costs little more than the next one
        await connection.ExecuteAsync("set random_page_cost = 1.1");
        return connection;
    }

    private const string Rows =
        """
        create temp table d as
        select gen_random_uuid() as id, n, lpad((1000001 + n % 50)::text, 8, '0') as agb,
            ('{0385,0415,0431,0439,0479,0852,0880}'::text[])[1 + n % 7] as town,
            (date '2026-01-01' + (n / 750) * interval '1 month')::date as month
        from generate_series(0, 8999) n;
        insert into allocation (municipality, number, version, client_key, provider, segment, category, product,
            start_date, end_date, volume, unit, frequency)
        select town, n * 10 + p, 1, 'key' || p, agb, 'B', '45', '45A48', month, month + 200, 10, '84', '4'
        from d cross join generate_series(0, 9) p;
        insert into message_in (id, kind, sender, receiver, identification, dated, sha256, key_id, sealed, received_by,
            received_at, judged_at, verdict)
        select id, 'jw323', agb, town, n::text, month, '', 'k1', decode(repeat('00', 1000), 'hex'), 'test',
            month + interval '35 days', now(), 'partly'
        from d;
        insert into message_out (id, kind, sender, receiver, position, identification, key_id, sealed, reply_to,
            sent_at)
        select gen_random_uuid(), 'jw325', town, agb, n, n::text, 'k1', decode(repeat('00', 1000), 'hex'), id, now()
        from d;
        insert into declaration (id, provider, municipality, number, number_taken, month, dated, verdict, return_codes,
            lines, lines_rejected, declared_cents, granted_cents, received_at, judged_at, first_line, last_line,
            first_period, last_period)
        select id, agb, town, n::text, true, month, month, 'partly', '{}', 10, 1, 1, 1, month + interval '35 days',
            now(), numbered(id, 0), numbered(id, 9), month, month
        from d;
        insert into bank_account (id, party, name, hint, key_id, sealed, status, proposed_by, proposed_at)
        select gen_random_uuid(), lpad((1000001 + n)::text, 8, '0'), 'x', 'NL…0000', 'k1', '', 'proposed', 'a', now()
        from generate_series(0, 49) n;
        insert into payment (id, municipality, provider, amount_cents, lines, paid_on, paid_at, status)
        select id, town, agb, 9000, 9, month + 40, month + interval '40 days', 'paid' from d where n < 8000;
        insert into declaration_line (id, declaration_id, position, provider, municipality, reference, reference_taken,
            allocation_number, client_key, segment, category, product, period_start, period_end, volume, unit,
            tariff_cents, amount_cents, is_credit, accepted, return_codes, voided, payment_id, judged_at)
        select numbered(d.id, p), d.id, p, agb, town, n || '-' || p, true, n * 10 + p, 'key', 'B', '45', '45A48', month,
            (month + interval '1 month' - interval '1 day')::date, 1, '84', 1000, 1000, false, p % 10 <> 0,
            case p % 10 when 0 then '{9338}'::text[] else '{}' end, false,
            case when n < 8000 and p % 10 <> 0 then d.id end, now()
        from d cross join generate_series(0, 9) p;
        insert into payment_line (payment_id, line_id)
        select payment_id, id from declaration_line where payment_id is not null;
        insert into ledger_booking (id, transfer_id, state, line_id, declaration_id, payment_id, debit_account,
            credit_account, municipality, provider, segment, month, amount_cents, booked_at)
        select gen_random_uuid(), id, 'posted', id, declaration_id, payment_id, 'care-cost', 'payable', municipality,
            provider, segment, period_start, amount_cents, now()
        from declaration_line where payment_id is not null;
        insert into tariff (tariff_id, version, agreement_id, provider, segment, product, unit, tariff_cents,
            valid_from,
            valid_until)
        select gen_random_uuid(), 1, gen_random_uuid(), agb, 'B', '45A' || n % 100, '84', 1000, month, month + 300
        from d;
        insert into instalment (id, schedule_id, agreement_id, tariff_id, provider, municipality, segment, product,
            month,
            due_on, amount_cents, agreed_at)
        select gen_random_uuid(), id, id, id, agb, town, 'B', '45A77', month, month + 14, 1000, now() from d;
        insert into bank_account (id, party, name, hint, key_id, sealed, status, proposed_by, proposed_at, decided_by,
            decided_at)
        select gen_random_uuid(), agb, 'x', 'NL…0000', 'k1', '', 'refused', 'a', now(), 'b', now() from d;
        insert into payment_run (id, municipality, account_id, due_through, execution_date, status, payments, lines,
            amount_cents, prepared_by, prepared_at, decided_by, decided_at)
        select d.id, town, a.id, month, month, 'withdrawn', 1, 1, 1, 'a', now(), 'b', now()
        from d cross join (select id from bank_account limit 1) a;
        update payment set run_id = id where id in (select id from payment_run);
        insert into supervision (id, provider, reason, started_by, started_at, ended_by, ended_at, end_reason)
        select gen_random_uuid(), agb, 'x', 'a', now(), 'b', now(), 'y' from d;
        insert into forecast (id, municipality, year, made_on, made_by, made_at, paid_cents, approved_cents,
            expected_cents, missing_lines, missing_cents)
        select id, town, 2026 - n % 20, month, 'a', month + interval '1 hour', 0, 0, 0, 0, 0 from d;
        insert into forecast_part (forecast_id, segment, month, paid_cents, approved_cents, expected_cents,
            missing_lines)
        select id, 'B', month, 0, 0, 0, 0 from d;
        """;
}
