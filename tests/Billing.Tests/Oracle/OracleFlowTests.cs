using Dapper;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>The same agreement through the database: what queries load, what is kept, what is answered.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class OracleFlowTests(BillingService service)
{
    private const int Worlds = 60;
    private const int Files = 10;

    [Fact]
    [Trait("requirement", "B04")]
    [Trait("rule", "TR342")]
    [Trait("invariant", "I2")]
    [Trait("invariant", "I3")]
    [Trait("invariant", "I7")]
    public async Task Over_many_worlds_every_answer_is_the_naive_judges_and_the_books_agree_with_it()
    {
        var providers = new List<string>();
        var (granted, booked) = (0L, new List<string>());
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new World(seed, KeyOf, 40_000_000 + 2 * seed, 50_000_000 + 100 * seed);
            providers.AddRange(world.Providers);
            await Tell(world);
            var naive = NaiveJudge.Of(world, KeyOf);
            var post = new Post(world, naive, KeyOf);
            for (var file = 0; file < Files; file++)
            {
                var message = post.Next();
                var expected = naive.Judge(message);
                // what contradicts itself is refused before it comes to the judge
                if (expected.OfMessage.Count > 0) continue;
                granted += expected.Granted;
                booked.AddRange(expected.Lines.Where(l => l.IsAccepted).Select(Entry));
                // some whole, some in parts, as only long ones are
                int? linesOfPart = (seed + file) % 3 is var parts and > 0 ? parts : null;
                Same($"seed {seed}, file {file}", expected, await Scene.Judge(service, message, linesOfPart));
            }
        }
        await using var connection = await service.Connection();
        Assert.Equal(granted, await connection.ExecuteScalarAsync<long>(
            "select sum(cost_cents) from ledger_entry where provider = any(@providers)", new { providers }));
        Assert.True(booked.Count(entry => entry.Contains(" voided ", StringComparison.Ordinal)) > Worlds);
        Assert.Equal(
            booked.Order(StringComparer.Ordinal),
            (await Entries(connection, providers)).Order(StringComparer.Ordinal));
        foreach (var broken in Invariants)
            Assert.Equal(0, await connection.ExecuteScalarAsync<int>($"select count(*) from ({broken}) broken"));
        await EveryAllocationHasItsVolume(connection, providers);
    }

    /// <summary>
    /// What the ledger has to hold of an accepted line while nothing is paid: a debit opens its transfer, a credit ends
    /// that of its debit.
    /// </summary>
    private static string Entry(NaiveLine line)
    {
        var named = line.Line.ProductReferentie;
        var month = line.Line.ProductPeriode.Begindatum.ToString("yyyy-MM");
        var what = line.IsCredit
            ? $"voided {named.VorigReferentieNummer} payable care-cost"
            : $"pending {named.ReferentieNummer} care-cost payable";
        return $"{line.Of.Header.Afzender} {named.ReferentieNummer} {what} {month} {Math.Abs(line.Cents)}";
    }

    /// <summary>The same from the ledger: entries with the reference numbers of line and transfer.</summary>
    private static Task<IEnumerable<string>> Entries(NpgsqlConnection connection, List<string> providers) =>
        connection.QueryAsync<string>(
            """
            select concat_ws(' ', e.provider, l.reference, e.state, opened.reference, e.debit_account,
                e.credit_account, to_char(e.month, 'yyyy-mm'), e.amount_cents)
            from ledger_entry e
            join declaration_line l on l.id = e.line_id
            join declaration_line opened on opened.id = e.transfer_id
            where e.provider = any(@providers)
            """, new { providers });

    /// <summary>Each finds what must not be.</summary>
    private static readonly string[] Invariants =
    [
        // I2: what was granted is what was accepted is what was booked
        """
        select 1 from declaration d
        where d.granted_cents <> coalesce((select sum(amount_cents) from declaration_line l
            where l.declaration_id = d.id and accepted), 0)
           or d.granted_cents <> coalesce((select sum(cost_cents) from ledger_entry e
            where e.declaration_id = d.id and state <> 'posted'), 0)
        """,
        "select 1 from ledger_posting having sum(cents) <> 0",
        // the balances are the sums of the entries, no book more and no book less
        """
        select 1 from ledger_balance b natural full join ledger_sum s where b.provider is null or s.provider is null
        """,
        // I3: numbers once, a debit once, a credit once
        "select 1 from declaration where number_taken group by provider, number having count(*) > 1",
        "select 1 from declaration_line where accepted group by provider, reference having count(*) > 1",
        """
        select 1 from declaration_line where accepted and not is_credit and credited_by is null
        group by municipality, allocation_number, period_start, period_end, category, product having count(*) > 1
        """,
        """
        select 1 from declaration_line where accepted and is_credit
        group by provider, previous_reference having count(*) > 1
        """,
        // a credit takes back exactly its debit
        """
        select 1 from declaration_line d join declaration_line c on c.id = d.credited_by
        where d.amount_cents + c.amount_cents <> 0 or c.previous_reference <> d.reference
        """,
    ];

    /// <summary>I7, counted from the rows alone: in total and of budgets nothing is over.</summary>
    private static async Task EveryAllocationHasItsVolume(NpgsqlConnection connection, List<string> providers) =>
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from allocation a
            where a.provider = any(@providers) and exists (
                select 1 from declaration_line l
                where l.municipality = a.municipality and l.allocation_number = a.number
                  and l.accepted and not l.is_credit and l.credited_by is null
                having a.frequency = '6' and sum(case when l.unit = '04' then 60 else 1 end * l.volume)
                        > case when a.unit = '04' then 60 else 1 end * a.volume
                    or sum(l.amount_cents) > a.budget_cents)
            """, new { providers }));

    private static void Same(string at, NaiveVerdict expected, Jw325 answer)
    {
        var body = answer.DeclaratieAntwoord!;
        var refused = (body.Clienten ?? []).SelectMany(c => c.Prestaties)
            .Select(l => $"{l.ProductReferentie.ReferentieNummer} {string.Join(' ', l.RetourCodes!)}").Order().ToList();
        var shouldBe = expected.Lines.Where(l => !l.IsAccepted)
            .Select(l => $"{l.Reference} {string.Join(' ', l.Codes)}").Order().ToList();
        Assert.True(shouldBe.SequenceEqual(refused), $"{at}: {string.Join("; ", shouldBe.Except(refused))}");
        string[] codes = expected.OfDeclaration.Count > 0 ? [.. expected.OfDeclaration]
            : shouldBe.Count > 0 ? ["0200"] : ["8001"];
        Assert.True(codes.SequenceEqual(body.RetourCodes), at);
        Assert.True(expected.Granted == body.TotaalToegekendBedrag.SignedCents(), at);
        Assert.True(answer.Header.RetourCodes.SequenceEqual(["0200"]), at);
    }

    private async Task Tell(World world)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.Begin(default);
        foreach (var version in world.Allocations.GroupBy(a => a.Version))
            await scope.ServiceProvider.GetRequiredService<AllocationStore>()
                .Merge([.. version.Select(Allocation.Of)], default);
        await scope.ServiceProvider.GetRequiredService<TariffStore>()
            .Merge([.. world.Tariffs.Select(Tariff.Of)], default);
        await work.Commit(default);
    }

    private string KeyOf(string bsn) => Bsn.TryParse(bsn, out var parsed)
        ? service.Services.GetRequiredService<ClientKeys>().Of(parsed).ToString() : "";
}
