namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// How long the parts of an ordinary text are. A tag and what follows it must together stay within the run that is
/// allowed; what is longer than this is for the other reader to judge.
/// </summary>
internal static class WireLimits
{
    /// <summary>Bytes of a tag; of the root's with its namespaces and the declaration before it.</summary>
    internal const int LongestTag = 1024;

    /// <summary>How much must be at hand where an element begins: more than its tags and value may take.</summary>
    internal const int Ahead = 2 * 4096;

    /// <summary>
    /// Comments between two tags: a text of nothing else is refused for its size, and it would be read twice for that.
    /// </summary>
    internal const int MostComments = 16;

    /// <summary>Bytes of a value, or of the space between two tags.</summary>
    internal static int LongestValue(int run) => Math.Min(run, 4096) - LongestTag;

    /// <summary>Whether there is any text this reader could take within these limits.</summary>
    internal static bool Fit(ReadLimits limits) => limits.Run >= 2 * LongestTag && limits.Depth >= 16;
}
