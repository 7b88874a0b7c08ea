using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Sending;

namespace Jeugdregio.Chaos.Tests;

/// <summary>One platform for all rounds: they share no provider, and each puts right what it put wrong.</summary>
public sealed class KilledPlatform : IAsyncLifetime
{
    private ChaosPlatform? _platform;

    internal Rounds Rounds { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _platform = await ChaosPlatform.Start();
        Rounds = new(_platform);
    }

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null) await _platform.DisposeAsync();
    }
}

/// <summary>A few of the rounds of <c>tests/Chaos</c>, and that they see what they look for.</summary>
[Trait("needs", "platform")]
public sealed class RoundTests(KilledPlatform platform) : IClassFixture<KilledPlatform>
{
    private static readonly LoadSize Small = new(Worlds: 10, Files: 8, Clients: 40);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("invariant", "I1"), Trait("invariant", "I2"), Trait("invariant", "I3"), Trait("invariant", "I4")]
    [Trait("invariant", "I5"), Trait("invariant", "I6")]
    [Trait("fault", "F1"), Trait("fault", "F2"), Trait("fault", "F3")]
    [Trait("requirement", "B16")]
    public async Task Whoever_is_killed_everything_acknowledged_is_answered_once_and_booked_as_recomputed(int seed)
    {
        var outcome = await platform.Rounds.Run(
            new(seed, Small, TimeSpan.FromSeconds(4), Kills: 4, Enum.GetValues<Victim>()));
        Assert.True(outcome.Broken.Count == 0, string.Join('\n', outcome.Broken));
        Assert.Equal(Enum.GetValues<Victim>(), outcome.Kills.Select(kill => kill.Victim).Distinct().Order());
    }

    [Fact]
    [Trait("fault", "N1")]
    public async Task A_commit_that_is_confirmed_before_it_is_durable_is_seen()
    {
        // with this seed the server is killed late, when much has been confirmed
        var outcome = await platform.Rounds.Run(new(
            31, Small, TimeSpan.FromSeconds(4), Kills: 1, [Victim.Postgres], Defect.Named("ack-before-commit")));
        Assert.Contains(outcome.Broken, broken => broken.StartsWith("I5", StringComparison.Ordinal));
        // what a consumer acknowledged before it was durable is gone as well
        Assert.Contains(outcome.Broken, broken => broken.StartsWith("I4 inbox, only told", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, "answer-lost", "I1")]
    [InlineData(5, "outbox-row-lost", "I4")]
    [InlineData(6, "outbox-row-unsent", "I4")]
    [InlineData(7, "no-unique-index", "I3")]
    [InlineData(8, "wrong-cent", "recomputation: books")]
    [InlineData(9, "event-lost", "I6 allocations")]
    [InlineData(10, "event-twice", "I4 inbox")]
    [Trait("fault", "N1")]
    public async Task What_is_put_wrong_in_the_database_is_seen_by_the_check_that_is_there_for_it(
        int seed, string defect, string check)
    {
        var outcome = await platform.Rounds.Run(
            new(seed, Small, TimeSpan.FromSeconds(1), Kills: 0, [], Defect.Named(defect)));
        Assert.Contains(outcome.Broken, broken => broken.StartsWith(check, StringComparison.Ordinal));
    }
}
