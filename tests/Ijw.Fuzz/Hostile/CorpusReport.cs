using System.Globalization;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>What each hostile text costs to read: a table, and whether the goals of time and memory are met.</summary>
internal static class CorpusReport
{
    private const double MostMilliseconds = 100;
    private const double MostMegabytes = 64;
    private const double Megabyte = 1024 * 1024;

    /// <returns>How many texts were not judged as they should be.</returns>
    internal static int Print(TextWriter output)
    {
        using var bait = new Bait();
        var cases = new HostileCases(bait.File, bait.Address).All.ToList();
        // what is compiled on first use is not the text's doing
        foreach (var one in cases.Where(one => one.Row != "B2")) Read(one);
        output.WriteLine(Row("", "text", "verdict", "CPU ms", "MB", "bytes read", "goal"));
        var wrong = 0;
        var missed = 0;
        foreach (var one in cases)
        {
            // processor time, and the least of three: what else goes on here is not the text's doing either
            var cost = Enumerable.Range(0, 3).Select(_ => Read(one)).MinBy(once => once.Milliseconds);
            var fault = cost.Reading.Verdict != one.Verdict
                || one.Finding is { } text && cost.Reading.Findings[^1].Text != text;
            var isMet = cost is { Milliseconds: <= MostMilliseconds, Megabytes: <= MostMegabytes };
            if (fault) wrong++;
            if (!isMet && !one.IsHonest) missed++;
            output.WriteLine(Row(
                one.Row,
                one.Name,
                fault ? $"WRONG {cost.Reading.Verdict}" : cost.Reading.Verdict.ToString(),
                cost.Milliseconds.ToString("F1", CultureInfo.InvariantCulture),
                cost.Megabytes.ToString("F1", CultureInfo.InvariantCulture),
                cost.Consumed.ToString("N0", CultureInfo.InvariantCulture),
                isMet ? "met" : one.IsHonest ? "(as honest)" : "MISSED"));
        }
        output.WriteLine($"{cases.Count} texts, {wrong} judged wrong, {missed} over {MostMilliseconds} ms or "
            + $"{MostMegabytes} MB; connected to: {(bait.WasConnectedTo ? "YES" : "nothing")}");
        return bait.WasConnectedTo ? wrong + 1 : wrong;
    }

    private static Cost Read(HostileCase one)
    {
        GC.Collect();
        using var text = one.Open();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var used = Environment.CpuUsage.TotalTime;
        var reading = IjwReader.Read(text);
        var milliseconds = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new(reading, milliseconds, allocated / Megabyte, text.Consumed);
    }

    private static string Row(
        string row, string name, string verdict, string milliseconds, string megabytes, string consumed, string goal) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{row,-3} {name,-72} {verdict,-15} {milliseconds,8} {megabytes,7} {consumed,11} {goal}");

    private readonly record struct Cost(Reading Reading, double Milliseconds, double Megabytes, long Consumed);
}
