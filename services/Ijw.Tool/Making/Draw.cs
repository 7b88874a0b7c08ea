namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>Chance that comes out the same for the same seed.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A seed of its own for one of many, so that it does not hang on what the others drew.</summary>
    internal static int Mixed(int seed, int number)
    {
        unchecked
        {
            var mixed = ((ulong)(uint)seed << 32 | (uint)number) * 0x9E3779B97F4A7C15;
            return (int)((mixed ^ mixed >> 29) >> 16);
        }
    }

    /// <summary>A number from the first to the last, both included.</summary>
    internal int Next(int first, int last) => _random.Next(first, last + 1);

    /// <summary>True once in so many times.</summary>
    internal bool OneIn(int times) => _random.Next(times) == 0;

    internal T Any<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    /// <summary>The value, half of the time.</summary>
    internal string? Maybe(string value) => OneIn(2) ? value : null;
}
