using System.Diagnostics;
using Dapper;
using Jeugdregio.Chaos.Checking;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Sending;
using Jeugdregio.Chaos.Telling;
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
/// <param name="Told">Events that Billing was told, each of which the broker has confirmed.</param>
/// <param name="Tellings">How often one was sent to the broker.</param>
/// <param name="Receipts">How often Billing received a file: more than that when an acknowledgement was lost.</param>
/// <param name="Quiet">From when all was acknowledged and everybody was back, until all was taken in, judged and
/// told.</param>
/// <param name="Broken">What does not hold; none when all does.</param>
internal sealed record RoundOutcome(
    RoundPlan Plan, IReadOnlyList<Kill> Kills, IReadOnlyCollection<Acknowledged> Acknowledged, int Told,
    int Tellings, int Receipts, TimeSpan Quiet, IReadOnlyList<string> Broken);

/// <summary>Rounds on one platform, one after the other; what a round left behind has to stay as it is.</summary>
internal sealed class Rounds(ChaosPlatform platform)
{
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PatienceWithDefect = TimeSpan.FromSeconds(15);

    private readonly Heard _heard = new(platform);
    private readonly List<(string[] Providers, string Books)> _before = [];
    private int _number;

    internal async Task<RoundOutcome> Run(RoundPlan plan)
    {
        var random = new Random(plan.Seed);
        var load = Load.Make(plan.Seed, ++_number, plan.Size, platform.KeyOf);
        await ForgetTariffsOfSegments();
        // what a defect loses is waited for in vain
        var patience = plan.Defect is null ? LongestUnrest : PatienceWithDefect;
        await using var teller = await Teller.Start(platform);
        using var senders = new Senders(platform, teller, patience);
        await senders.TellBefore(load);
        if (plan.Defect is not null) await plan.Defect.Apply(platform);
        var killing = Kill.Carry(platform, Kill.Plan(random, plan.Kills, plan.Victims, plan.Time));
        var telling = teller.Tell(load.Meanwhile, plan.Time);
        var sending = senders.Send(load, plan.Time, plan.Seed);
        // first: what was killed and cannot be started again would be sent to for ever
        var kills = await killing;
        var acknowledged = await sending;
        await telling;
        var began = Stopwatch.GetTimestamp();
        var isTaken = await Copies.TakenIn(platform, teller.Confirmed, patience);
        var isQuiet = await Quiet() && isTaken;
        var quiet = Stopwatch.GetElapsedTime(began);
        var standing = isTaken ? [] : await Queues.Standing(platform, teller.Confirmed);
        if (plan.Defect is not null) await plan.Defect.Remove(platform);
        var (receipts, found) = await new RoundCheck(platform, load, acknowledged, teller.Confirmed)
            .Run(_heard);
        List<string> broken =
        [
            .. isQuiet ? Array.Empty<string>() : ["not all is taken in, judged and told in time", .. standing],
            .. found,
            .. await EarlierBooksChanged(load.Providers),
        ];
        return new(plan, kills, acknowledged, teller.Confirmed.Count, teller.Attempts, receipts, quiet, broken);
    }

    /// <summary>A segment's own tariffs are for all providers, also for those of another round.</summary>
    private Task ForgetTariffsOfSegments() =>
        WithDatabase(connection => connection.ExecuteAsync("delete from tariff where provider = ''"));

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
