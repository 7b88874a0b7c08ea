using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Microsoft.Extensions.Time.Testing;

namespace Jeugdregio.Referrals.Tests;

/// <summary>What was read when it came in is at hand for whoever judges it, within bounds.</summary>
public sealed class FreshMessageTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly Reading Read = new(MessageKind.Jw315, null, []);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_message_is_given_away_once()
    {
        var (fresh, id) = (new FreshMessages(_clock), Guid.NewGuid());
        fresh.Keep(id, Read, 100);
        Assert.Same(Read, fresh.Take(id));
        Assert.Null(fresh.Take(id));
        Assert.Null(fresh.Take(Guid.NewGuid()));
    }

    [Fact]
    public void No_more_messages_are_kept_than_the_bound_and_who_is_taken_makes_room()
    {
        var fresh = new FreshMessages(_clock);
        Guid[] ids = [.. Enumerable.Range(0, FreshMessages.Most + 1).Select(_ => Guid.NewGuid())];
        foreach (var id in ids) fresh.Keep(id, Read, 1);
        Assert.Null(fresh.Take(ids[^1]));
        Assert.NotNull(fresh.Take(ids[0]));
        fresh.Keep(ids[^1], Read, 1);
        Assert.All(ids[1..], id => Assert.NotNull(fresh.Take(id)));
    }

    [Fact]
    public void Large_messages_are_kept_up_to_a_bound_that_the_last_one_may_pass()
    {
        var fresh = new FreshMessages(_clock);
        var (first, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        fresh.Keep(first, Read, (int)FreshMessages.MostBytes - 1);
        fresh.Keep(second, Read, 25 * Megabyte);
        fresh.Keep(third, Read, 1);
        Assert.NotNull(fresh.Take(first));
        Assert.NotNull(fresh.Take(second));
        Assert.Null(fresh.Take(third));
        fresh.Keep(third, Read, 1);
        Assert.NotNull(fresh.Take(third));
    }

    [Fact]
    public void What_nobody_took_in_time_makes_room_for_what_comes()
    {
        var fresh = new FreshMessages(_clock);
        var (taken, left, later) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        fresh.Keep(taken, Read, 1);
        fresh.Keep(left, Read, (int)FreshMessages.MostBytes);
        fresh.Take(taken);
        _clock.Advance(FreshMessages.Longest);
        fresh.Keep(later, Read, 1);
        Assert.Null(fresh.Take(left));
        Assert.NotNull(fresh.Take(later));
    }

    [Fact]
    public async Task At_the_same_moment_every_message_is_given_to_one_who_asks()
    {
        var fresh = new FreshMessages(_clock);
        Guid[] ids = [.. Enumerable.Range(0, FreshMessages.Most).Select(_ => Guid.NewGuid())];
        await Parallel.ForEachAsync(ids, (id, _) =>
        {
            fresh.Keep(id, Read, 1);
            return ValueTask.CompletedTask;
        });
        var given = 0;
        await Parallel.ForEachAsync(ids.Concat(ids), (id, _) =>
        {
            if (fresh.Take(id) is not null) Interlocked.Increment(ref given);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(ids.Length, given);
    }
}
