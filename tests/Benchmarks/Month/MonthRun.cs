using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;

namespace Jeugdregio.Benchmarks.Month;

/// <summary>How a run went.</summary>
/// <param name="Took">From the first file read to the last answer committed.</param>
/// <param name="Latencies">Per file, from reading it to its answer being there.</param>
internal sealed record MonthOutcome(TimeSpan Took, IReadOnlyDictionary<MonthFile, TimeSpan> Latencies);

/// <summary>Files go in as fast as they are taken, or at a pace, and their answers are waited for.</summary>
internal static class MonthRun
{
    private const int Senders = 64;

    private const int Few = 10;

    // how often answers are looked for: when it matters how soon they come, and when it only costs time
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Rarely = TimeSpan.FromMilliseconds(100);

    // identities rise with time, but are given out before the commit
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromSeconds(5);

    /// <param name="platform">Where to.</param>
    /// <param name="files">In which order.</param>
    /// <param name="linesPerSecond">How fast; null for as fast as can be.</param>
    internal static async Task<MonthOutcome> Of(
        MonthPlatform platform, IReadOnlyList<MonthFile> files, double? linesPerSecond = null)
    {
        var sent = new ConcurrentDictionary<Guid, (MonthFile File, TimeSpan At)>();
        var latencies = new Dictionary<MonthFile, TimeSpan>();
        var answered = await platform.Ask<long>("select count(*) from message_out");
        var clock = Stopwatch.StartNew();
        var sending = Send(platform, files, linesPerSecond, clock, sent);
        var seen = new HashSet<Guid>();
        await using var connection = await platform.Data.OpenConnectionAsync();
        while (latencies.Count < files.Count)
        {
            await Task.Delay(
                linesPerSecond is null && files.Count > Few ? Rarely : Often, TimeProvider.System);
            var ids = await connection.QueryAsync<Guid>(
                "select reply_to from message_out where id > @recent",
                new { recent = Guid.CreateVersion7(platform.Clock.GetUtcNow() - LongestTransaction) });
            var now = clock.Elapsed;
            foreach (var id in ids)
                if (!seen.Contains(id) && sent.TryGetValue(id, out var one))
                {
                    seen.Add(id);
                    latencies[one.File] = now - one.At;
                }
            if (sending.IsFaulted) await sending;
        }
        var took = clock.Elapsed;
        await sending;
        var answers = await platform.Ask<long>("select count(*) from message_out") - answered;
        if (answers != files.Count) throw new InvalidOperationException($"{answers} answers to {files.Count} files.");
        return new(took, latencies);
    }

    private static async Task Send(
        MonthPlatform platform, IReadOnlyList<MonthFile> files, double? linesPerSecond, Stopwatch clock,
        ConcurrentDictionary<Guid, (MonthFile, TimeSpan)> sent)
    {
        var lines = 0L;
        List<(MonthFile File, TimeSpan Due)> due = [];
        foreach (var file in files)
        {
            due.Add((file, linesPerSecond is { } pace ? TimeSpan.FromSeconds(lines / pace) : TimeSpan.Zero));
            lines += file.Lines;
        }
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (one, _) =>
            {
                var early = one.Due - clock.Elapsed;
                if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System, CancellationToken.None);
                var began = clock.Elapsed;
                sent[await platform.Receive(one.File)] = (one.File, began);
            });
    }
}
