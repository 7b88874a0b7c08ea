using System.Diagnostics;
using System.Runtime.InteropServices;
using Spectre.Console;

namespace Jeugdregio.Benchmarks;

/// <summary>A side of a comparison: what it does, and what has to come out of it.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Do">Does all of it once and gives how many lines it saw.</param>
internal sealed record Side(string Name, Func<long> Do);

/// <summary>What a side took.</summary>
/// <param name="Side">Which.</param>
/// <param name="Median">Half of the rounds took less.</param>
/// <param name="Allocated">Bytes allocated in a round.</param>
internal sealed record Measured(Side Side, TimeSpan Median, long Allocated);

/// <summary>
/// Measures sides in turns, so that what else the machine does falls on all of them alike: rounds to warm up, in which
/// the runtime compiles what is hot for the last time, then the median of the rounds that count.
/// </summary>
internal static class Measure
{
    private const int WarmUp = 4;

    internal static IReadOnlyList<Measured> All(IReadOnlyList<Side> sides, int rounds, long lines)
    {
        var took = sides.ToDictionary(side => side, _ => new List<TimeSpan>());
        var allocated = new Dictionary<Side, long>();
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            foreach (var side in sides)
            {
                GC.Collect();
                var before = GC.GetAllocatedBytesForCurrentThread();
                var clock = Stopwatch.StartNew();
                var seen = side.Do();
                if (round >= WarmUp) took[side].Add(clock.Elapsed);
                allocated[side] = GC.GetAllocatedBytesForCurrentThread() - before;
                if (seen != lines) throw new InvalidOperationException($"{side.Name} saw {seen} lines of {lines}.");
            }
        }
        return [.. sides.Select(side => new Measured(side, took[side].Order().ElementAt(rounds / 2), allocated[side]))];
    }

    /// <summary>What it was measured on, as a line.</summary>
    internal static void PrintMachine(string when) => AnsiConsole.MarkupLineInterpolated(
        $"{when}: load {Load()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");

    private static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
