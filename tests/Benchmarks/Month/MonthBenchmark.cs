using System.Globalization;
using Jeugdregio.Benchmarks.Reading;
using Spectre.Console;

namespace Jeugdregio.Benchmarks.Month;

/// <summary>
/// A month of declarations from XML on disk to answers, ledger and outbox, all committed; against the floor of reading
/// the same files and copying the same rows, in the same run. Nothing is printed of a run whose books are not right.
/// </summary>
internal static class MonthBenchmark
{
    private const int LinesPaced = 100_000;
    private const int LinesOf25Megabytes = 28_000;

    /// <param name="sizes">Months of so many lines, each on a database of its own.</param>
    /// <param name="historyMonths">Months that lie in the tables already when the smallest is measured again.</param>
    internal static async Task<int> Run(int[] sizes, int historyMonths)
    {
        Measure.PrintMachine("before");
        var table = new Table().Title("a month").AddColumns(
            "lines", "files", "MB", "lines before", "s", "lines/s", "CPU µs a line", "of it database", "floor s",
            "floor / ours", "floor with schemas / ours", "peak MB");
        await WarmUp();
        var speed = 0.0;
        foreach (var size in sizes) speed = await One(table, size, monthsBefore: 0);
        if (historyMonths > 0) await One(table, sizes.Min(), historyMonths);
        AnsiConsole.Write(table);
        await Paced(speed / 2);
        Measure.PrintMachine("after");
        return 0;
    }

    /// <summary>One file, as large as it comes.</summary>
    internal static async Task<int> Single(int lines, int rounds)
    {
        Measure.PrintMachine("before");
        var table = new Table().Title("one file").AddColumns(
            "lines", "MB", "s", "lines/s", "CPU µs a line", "of it database", "floor s", "floor / ours",
            "floor with schemas / ours", "peak MB");
        await WarmUp();
        // once more than is shown: the first time the runtime still compiles what only long files take
        for (var round = 0; round <= rounds; round++)
        {
            await using var platform = await MonthPlatform.Start();
            var world = new MonthWorld(platform.Files, platform.BsnKey, lines);
            var month = world.Single();
            await platform.Tell(world.Tariffs(), world.Allocations);
            if (month.Before is { } before) await MonthRun.Of(platform, [before]);
            ResetPeak();
            var (own, database) = (Environment.CpuUsage.TotalTime, platform.DatabaseCpu());
            var run = await MonthRun.Of(platform, [month.Now]);
            database = platform.DatabaseCpu() - database;
            own = Environment.CpuUsage.TotalTime - own + database;
            await Verify(platform, [month.Now]);
            var (floor, validated) = await Floors(platform, [month.Now]);
            if (round == 0) continue;
            table.AddRow(
                Show(month.Now.Lines), Show(month.Now.Bytes / 1e6), Show(run.Took.TotalSeconds, "0.00"),
                Show(month.Now.Lines / run.Took.TotalSeconds),
                Show(own.TotalMicroseconds / month.Now.Lines, "0.0"),
                Show(database.TotalMicroseconds / month.Now.Lines, "0.0"), Show(floor.TotalSeconds, "0.00"),
                Show(floor / run.Took, "0.00"), validated is { } v ? Show(v / run.Took, "0.00") : "skipped",
                Show(Peak() / 1e6));
        }
        AnsiConsole.Write(table);
        Measure.PrintMachine("after");
        return 0;
    }

    /// <summary>What is slow while the runtime still compiles is not what is measured.</summary>
    private static async Task WarmUp()
    {
        await using var platform = await MonthPlatform.Start();
        await MonthRun.Of(platform, await Prepare(platform, 20_000, 0));
    }

    private static async Task<double> One(Table table, int lines, int monthsBefore)
    {
        await using var platform = await MonthPlatform.Start();
        var files = await Prepare(platform, lines, monthsBefore);
        var before = await platform.Ask<long>("select count(*) from declaration_line");
        ResetPeak();
        var (own, database) = (Environment.CpuUsage.TotalTime, platform.DatabaseCpu());
        var run = await MonthRun.Of(platform, files);
        var (speed, peak) = (files.Sum(f => f.Lines) / run.Took.TotalSeconds, Peak());
        database = platform.DatabaseCpu() - database;
        own = Environment.CpuUsage.TotalTime - own + database;
        await Verify(platform, files);
        var (floor, validated) = await Floors(platform, files);
        table.AddRow(
            Show(files.Sum(f => f.Lines)), Show(files.Length), Show(files.Sum(f => f.Bytes) / 1e6), Show(before),
            Show(run.Took.TotalSeconds, "0.0"), Show(speed),
            Show(own.TotalMicroseconds / files.Sum(f => f.Lines), "0.0"),
            Show(database.TotalMicroseconds / files.Sum(f => f.Lines), "0.0"), Show(floor.TotalSeconds, "0.0"),
            Show(floor / run.Took, "0.00"), validated is { } v ? Show(v / run.Took, "0.00") : "skipped",
            Show(peak / 1e6));
        AnsiConsole.WriteLine($"{lines:N0} lines after {before:N0}: {speed:N0} lines/s");
        return speed;
    }

    /// <summary>Files at a pace, and a file of 25 MB among them: how soon are they answered?</summary>
    private static async Task Paced(double linesPerSecond)
    {
        await using var platform = await MonthPlatform.Start();
        var files = (await Prepare(platform, LinesPaced, 0)).ToList();
        var large = await Large(platform);
        files.Insert(files.Count / 2, large);
        var run = await MonthRun.Of(platform, files, linesPerSecond);
        await Verify(platform, files);
        TimeSpan[] sorted = [.. run.Latencies.Where(l => l.Key.Lines <= 1_000).Select(l => l.Value).Order()];
        var table = new Table().Title("answered, at half that speed").AddColumns(
            "lines/s", "files", "p50 ms", "p99 ms", "most ms", "the file of 25 MB, s");
        table.AddRow(
            Show(linesPerSecond), Show(sorted.Length), Show(sorted[sorted.Length / 2].TotalMilliseconds),
            Show(sorted[sorted.Length * 99 / 100].TotalMilliseconds), Show(sorted[^1].TotalMilliseconds),
            Show(run.Latencies[large].TotalSeconds, "0.0"));
        AnsiConsole.Write(table);
    }

    private static async Task<MonthFile> Large(MonthPlatform platform)
    {
        var world = new MonthWorld(platform.Files, platform.BsnKey, LinesOf25Megabytes, firstProvider: 500_000);
        var month = world.Single();
        await platform.Tell(world.Tariffs(), world.Allocations);
        await MonthRun.Of(platform, [month.Before!]);
        return month.Now;
    }

    /// <summary>Contracts, allocations, years of history and the month before; then the files of the month.</summary>
    private static async Task<MonthFile[]> Prepare(MonthPlatform platform, int lines, int monthsBefore)
    {
        var world = new MonthWorld(platform.Files, platform.BsnKey, lines);
        MonthFiles[] months = [.. world.Files()];
        await platform.Tell(world.Tariffs(), world.Allocations);
        if (monthsBefore > 0) await MonthHistory.Add(platform, monthsBefore);
        await MonthRun.Of(platform, [.. months.Select(m => m.Before).OfType<MonthFile>()]);
        return [.. months.Select(m => m.Now)];
    }

    private static async Task<(TimeSpan Floor, TimeSpan? Validated)> Floors(
        MonthPlatform platform, IReadOnlyList<MonthFile> files)
    {
        var schemas = Peers.Schemas();
        TimeSpan? validated = schemas is null ? null : await MonthFloor.Take(files, schemas, platform.Data);
        return (await MonthFloor.Take(files, null, platform.Data), validated);
    }

    /// <summary>I1, I2, I3: every file has its one answer, and the books hold what it grants, to the cent.</summary>
    private static async Task Verify(MonthPlatform platform, IReadOnlyList<MonthFile> files)
    {
        const string Here = "declaration d where d.number like 'F%'";
        await Holds(platform, "files judged", $"select count(*) from {Here}", files.Count);
        await Holds(platform, "lines refused", $"select sum(lines_rejected) from {Here}", files.Sum(f => f.Refused));
        await Holds(
            platform, "cents granted", $"select sum(granted_cents) from {Here}", files.Sum(f => f.GrantedCents));
        await Holds(platform, "cents booked",
            $"select sum(cost_cents) from ledger_entry where declaration_id in (select d.id from {Here})",
            files.Sum(f => f.GrantedCents));
        await Holds(platform, "balances that are not the sum of their entries",
            """
            select count(*) from ledger_balance b natural full join ledger_sum s
            where b.month is null or s.month is null
            """, 0);
        await Holds(platform, "messages without exactly one answer",
            """
            select count(*) from message_in i
            where 1 <> (select count(*) from message_out o where o.reply_to = i.id)
            """, 0);
        await Holds(platform, "accepted lines not told",
            """
            select (select count(*) from declaration_line l join declaration d on d.id = l.declaration_id
                    where l.accepted and d.judged_at > '2026-11-01')
                 - (select sum(json_array_length(body::json->'lines')) from outbox where type like '%Accepted')
            """, 0);
    }

    private static async Task Holds(MonthPlatform platform, string what, string sql, long expected)
    {
        var actual = await platform.Ask<long>($"select coalesce(({sql}), 0)::bigint");
        if (actual != expected)
            throw new InvalidOperationException(
                $"Not right, so nothing is said of its speed: {what} {actual}, not {expected}.");
    }

    private static void ResetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static long Peak() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static string Show(double number, string format = "N0") =>
        number.ToString(format, CultureInfo.InvariantCulture);
}
