namespace Jeugdregio.TestSupport;

/// <summary>Business time that a test sets; timers and time-outs keep real time.</summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    /// <summary>From now on it is that instant, and time goes on from there.</summary>
    public void Set(DateTimeOffset now) => _shift = now - System.GetUtcNow();

    public void Advance(TimeSpan time) => _shift += time;
}
