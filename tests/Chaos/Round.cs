using System.Diagnostics;
using Dapper;
using Jeugdregio.Chaos.Checking;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Sending;
using Npgsql;

namespace Jeugdregio.Chaos;

/// <summary>What happens in a round.</summary>
/// <param name="Seed">Of everything that is left to chance: files, moments, victims, pauses.</param>
/// <param name="Size">How much is sent.</param>
/// <param name="Time">In about what time, were nobody killed.</param>
/// <param name="Kills">How many.</param>
/// <param name="Victims">Of whom; each once at least when there are as many kills.</param>
/// <param name="Defect">What is wrong meanwhile; null for nothing.</param>
internal sealed record RoundPlan(
    int Seed, LoadSize Size, TimeSpan Time, int Kills, IReadOnlyList<Victim> Victims, Defect? Defect = null);

/// <summary>How a round went.</summary>
/// <param name="Plan">What was to happen.</param>
/// <param name="Kills">Who was killed.</param>
/// <param name="Acknowledged">Every file that was answered 202, as it was seen outside.</param>
/// <param name="Receipts">How often Billing received a file: more than that when an acknowledgement was lost.</param>
/// <param name="Quiet">From when all was acknowledged and everybody was back, until all was judged and told.</param>
/// <param name="Broken">What does not hold; none when all does.</param>
internal sealed record RoundOutcome(
    RoundPlan Plan, IReadOnlyList<Kill> Kills, IReadOnlyCollection<Acknowledged> Acknowledged, int Receipts,
    TimeSpan Quiet, IReadOnlyList<string> Broken);

/// <summary>Rounds on one platform, one after the other; what a round left behind has to stay as it is.</summary>
internal sealed class Rounds(ChaosPlatform platform)
{
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMinutes(2);

    private readonly Heard _heard = new(platform);
    private readonly List<(string[] Providers, string Books)> _before = [];
    private int _number;

    internal async Task<RoundOutcome> Run(RoundPlan plan)
    {
        var random = new Random(plan.Seed);
        var load = Load.Make(plan.Seed, ++_number, plan.Size, platform.KeyOf);
        await Tell(load);
        if (plan.Defect is not null) await plan.Defect.Apply(platform);
        using var senders = new Senders(platform);
        var killing = Kill.Carry(platform, Kill.Plan(random, plan.Kills, plan.Victims, plan.Time));
        var acknowledged = await senders.Send(load, plan.Time, plan.Seed);
        var kills = await killing;
        var began = Stopwatch.GetTimestamp();
        var isQuiet = await Quiet();
        var quiet = Stopwatch.GetElapsedTime(began);
        if (plan.Defect is not null) await plan.Defect.Remove(platform);
        var (receipts, found) = await new RoundCheck(platform, load, acknowledged).Run(_heard);
        List<string> broken =
        [
            .. isQuiet ? Array.Empty<string>() : [$"not all is judged and told after {LongestUnrest.TotalSeconds:0} s"],
            .. found,
            .. await EarlierBooksChanged(load.Providers),
        ];
        return new(plan, kills, acknowledged, receipts, quiet, broken);
    }

    /// <summary>Tells Billing, as its consumers do, what was agreed and allocated.</summary>
    private Task Tell(Load load) => WithDatabase(async connection =>
    {
        // a segment's own tariffs are for all providers, also for those of another round
        await connection.ExecuteAsync("delete from tariff where provider = ''");
        await connection.ExecuteAsync(
            """
            insert into tariff (tariff_id, version, agreement_id, provider, segment, product, unit, tariff_cents,
                valid_from, valid_until, level, client_key, lump_sum, municipalities)
            values (@TariffId, @Version, @AgreementId, @Provider, @Segment, @Product, @Unit, @TariffCents,
                @ValidFrom, @ValidUntil, @Level, @ClientKey, @LumpSum, string_to_array(@municipalities, ','))
            """,
            load.Tariffs.Select(t => new
            {
                t.TariffId, t.Version, t.AgreementId, t.Provider, t.Segment, t.Product, t.Unit, t.TariffCents,
                t.ValidFrom, t.ValidUntil, t.Level, t.ClientKey, t.LumpSum,
                municipalities = t.Municipalities is { } all ? string.Join(',', all) : null,
            }));
        await connection.ExecuteAsync(
            """
            insert into allocation (municipality, number, version, client_key, provider, segment, category, product,
                start_date, end_date, volume, unit, frequency, budget_cents, reason_for_change)
            values (@Municipality, @AllocationNumber, @Version, @ClientKey, @Provider, @Segment, @Category, @Product,
                @StartDate, @EndDate, @Volume, @Unit, @Frequency, @BudgetCents, @ReasonForChange)
            """,
            load.Allocations.GroupBy(a => (a.Municipality, a.AllocationNumber)).Select(a => a.MaxBy(v => v.Version)));
    });

    /// <summary>Whether everything is judged and published, within the time that is given for it.</summary>
    private async Task<bool> Quiet()
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < LongestUnrest)
        {
            await using var connection = await platform.Database();
            var waiting = await connection.ExecuteScalarAsync<long>(
                """
                select (select count(*) from message_in where judged_at is null)
                    + (select count(*) from outbox where published_at is null)
                """);
            if (waiting == 0) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        return false;
    }

    /// <summary>The books of earlier rounds, entry by entry.</summary>
    private async Task<IReadOnlyList<string>> EarlierBooksChanged(string[] providers)
    {
        var changed = new List<string>();
        await WithDatabase(async connection =>
        {
            foreach (var (earlier, books) in _before)
                if (await Books(connection, earlier) != books) changed.Add($"the books of {earlier[0]} have changed");
            _before.Add((providers, await Books(connection, providers)));
        });
        return changed;
    }

    private static async Task<string> Books(NpgsqlConnection connection, string[] providers) =>
        await connection.ExecuteScalarAsync<string>(
            """
            select md5(coalesce(string_agg(concat_ws(' ', id, line_id, cost_cents), ',' order by id), ''))
            from ledger_entry where provider = any(@providers)
            """, new { providers }) ?? "";

    private async Task WithDatabase(Func<NpgsqlConnection, Task> use)
    {
        await using var connection = await platform.Database();
        await use(connection);
    }
}
