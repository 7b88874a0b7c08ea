namespace Jeugdregio.Chaos.Running;

/// <summary>A kill of a round.</summary>
/// <param name="Victim">Who.</param>
/// <param name="At">When, from the beginning of the load.</param>
/// <param name="Pause">How long until it is started again.</param>
internal sealed record Kill(Victim Victim, TimeSpan At, TimeSpan Pause)
{
    // every other one comes back at once
    private const double LongestPause = 1.5;

    /// <summary>So many kills at any moment of the load: each of the victims once, then any of them.</summary>
    internal static IReadOnlyList<Kill> Plan(Random random, int count, IReadOnlyList<Victim> victims, TimeSpan load)
    {
        Victim[] order = [.. victims];
        random.Shuffle(order);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(at => at < order.Length ? order[at] : order[random.Next(order.Length)])
                .Select(victim => new Kill(
                    victim, load * (0.1 + 0.9 * random.NextDouble()),
                    TimeSpan.FromSeconds(random.Next(2) * LongestPause * random.NextDouble())))
                .OrderBy(kill => kill.At),
        ];
    }

    /// <summary>Carries them out; returns when whoever was killed has been started again.</summary>
    /// <returns>Those that met somebody.</returns>
    internal static async Task<IReadOnlyList<Kill>> Carry(ChaosPlatform platform, IReadOnlyList<Kill> kills)
    {
        var met = await Task.WhenAll(kills.Select(async kill =>
        {
            await Task.Delay(kill.At, TimeProvider.System);
            return await platform.Kill(kill.Victim, kill.Pause);
        }));
        return [.. kills.Zip(met).Where(one => one.Second).Select(one => one.First)];
    }
}
