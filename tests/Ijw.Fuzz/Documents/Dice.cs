namespace Jeugdregio.Ijw.Fuzz.Documents;

/// <summary>Chance that can be had again: the same seed and number give the same throws, everywhere.</summary>
internal sealed class Dice
{
    private readonly Random _random;

    internal Dice(int seed, int index) => _random = new(Mix(seed, index));

    /// <summary>From 0 up to, not including, the limit.</summary>
    internal int Below(int limit) => _random.Next(limit);

    internal int Between(int least, int most) => _random.Next(least, most + 1);

    internal bool OneIn(int times) => _random.Next(times) == 0;

    internal T Pick<T>(params IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>So that neighbouring numbers have nothing in common.</summary>
    private static int Mix(int seed, int index)
    {
        unchecked
        {
            var mixed = ((ulong)(uint)seed << 32 | (uint)index) + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
            return (int)(mixed ^ mixed >> 31);
        }
    }
}
