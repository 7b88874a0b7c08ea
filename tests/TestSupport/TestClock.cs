using System.Globalization;

namespace Jeugdregio.TestSupport;

/// <summary>
/// Business time that a test sets; timers and time-outs keep real time. It begins now, or at
/// <c>JEUGDREGIO_TEST_NOW</c> (<c>2027-12-31T23:30:00Z</c>): what holds today must hold on any day.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan _shift;

    public TestClock()
    {
        if (Environment.GetEnvironmentVariable("JEUGDREGIO_TEST_NOW") is { Length: > 0 } now)
            Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    /// <summary>From now on it is that instant, and time goes on from there.</summary>
    public void Set(DateTimeOffset now) => _shift = now - System.GetUtcNow();

    public void Advance(TimeSpan time) => _shift += time;
}
