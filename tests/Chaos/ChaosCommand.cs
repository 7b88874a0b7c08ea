using System.Globalization;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Sending;

namespace Jeugdregio.Chaos;

/// <summary>Runs rounds and prints a line for each; what broke stands below it.</summary>
internal static class ChaosCommand
{
    private static readonly LoadSize Size = new(Worlds: 24, Files: 20, Clients: 150);

    /// <returns>The exit code: 0 when everything held in every round.</returns>
    internal static async Task<int> Run(
        int rounds, int seed, TimeSpan time, int kills, string? defect, TextWriter output)
    {
        await using var platform = await ChaosPlatform.Start();
        output.WriteLine($"{"seed",11} {"kills B/P/R",12} {"files",6} {"acked",6} {"stored",7} {"resent",7} "
            + $"{"told",6} {"again",6} {"lines",7} {"wait p99",9} {"longest",8} {"quiet",7}");
        var all = new Rounds(platform);
        var broken = 0;
        for (var round = 0; round < rounds; round++)
        {
            var outcome = await all.Run(new(
                unchecked(seed + round), Size, time, kills, Enum.GetValues<Victim>(),
                defect is null ? null : Defect.Named(defect)));
            output.WriteLine(Line(outcome));
            foreach (var one in outcome.Broken) output.WriteLine($"    {one}");
            if (outcome.Broken.Count > 0) broken++;
        }
        output.WriteLine($"{rounds} rounds, {broken} broken");
        // for whoever wants to see why; a defect was put in on purpose
        platform.KeepFolder = broken > 0 && defect is null;
        if (platform.KeepFolder) output.WriteLine($"Data and logs stay in {platform.Folder}");
        return broken == 0 ? 0 : 1;
    }

    private static string Line(RoundOutcome outcome)
    {
        var kills = string.Join('/', Enum.GetValues<Victim>()
            .Select(victim => outcome.Kills.Count(kill => kill.Victim == victim)));
        var (files, acknowledged) = (outcome.Acknowledged.Select(one => one.File).Distinct(), outcome.Acknowledged);
        var waits = acknowledged.Select(one => one.Took.TotalSeconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Plan.Seed,11} {kills,12} {files.Count(),6} {acknowledged.Count,6} {outcome.Receipts,7} "
            + $"{acknowledged.Sum(one => one.Attempts - 1),7} {outcome.Told,6} {outcome.Tellings - outcome.Told,6} "
            + $"{files.Sum(one => one.Message.Declaratie.Clienten.Sum(client => client.Prestaties.Count)),7} "
            + $"{waits[(int)(waits.Count * 0.99)],7:0.0} s {waits[^1],6:0.0} s {outcome.Quiet.TotalSeconds,5:0.0} s  "
            + $"{(outcome.Broken.Count == 0 ? "ok" : "BROKEN")}");
    }
}
