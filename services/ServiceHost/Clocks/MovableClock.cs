using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Jeugdregio.ServiceHost.Clocks;

/// <summary>
/// Business time in local mode: the system clock, moved forward by a shift that survives a restart. Timers and time-outs keep
/// real time. Never present in Production, where <see cref="TimeProvider.System"/> is used.
/// </summary>
public sealed class MovableClock(TimeProvider real) : TimeProvider
{
    private long _shiftSeconds;

    internal TimeProvider Real => real;

    internal TimeSpan Shift => TimeSpan.FromSeconds(Interlocked.Read(ref _shiftSeconds));

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Shift;

    public override long GetTimestamp() => real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    internal void Set(TimeSpan shift) => Interlocked.Exchange(ref _shiftSeconds, (long)shift.TotalSeconds);
}

/// <summary>Takes the shift from the database at start, so that a killed service wakes up in the same present as the others.</summary>
internal sealed class ClockLoader(NpgsqlDataSource source, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (clock is not MovableClock movable) return;
        await using var command = source.CreateCommand("select coalesce((select shift_seconds from clock), 0)");
        movable.Set(TimeSpan.FromSeconds((long)(await command.ExecuteScalarAsync(cancellationToken))!));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class ClockEndpoints
{
    /// <summary>Business time of this service.</summary>
    internal sealed record Now([property: System.Text.Json.Serialization.JsonPropertyName("now")] DateTimeOffset At);

    /// <summary>The instant to move to; a time that has passed already changes nothing.</summary>
    internal sealed record MoveTo(DateTimeOffset To);

    internal static void MapClock(this IEndpointRouteBuilder routes, MovableClock clock)
    {
        routes.MapGet("/v1/clock", () => TypedResults.Ok(new Now(clock.GetUtcNow())))
            .For(Role.Operations).ExcludeFromDescription();
        routes.MapPost("/v1/clock", async Task<IResult> (MoveTo body, UnitOfWork work, CancellationToken stop) =>
        {
            var shift = body.To - clock.Real.GetUtcNow();
            if (shift > TimeSpan.FromDays(36_600)) return Problems.Malformed("to", "The clock moves at most a hundred years ahead.");
            if (shift <= clock.Shift) return TypedResults.Ok(new Now(clock.GetUtcNow()));
            await work.Begin(stop);
            await work.Execute(
                """
                insert into clock (shift_seconds) values (@seconds)
                on conflict (one_row) do update
                set shift_seconds = greatest(clock.shift_seconds, excluded.shift_seconds)
                """, new { seconds = (long)Math.Ceiling(shift.TotalSeconds) }, stop);
            clock.Set(TimeSpan.FromSeconds(Math.Ceiling(shift.TotalSeconds)));
            work.Wake("clock");
            await work.Commit(stop);
            return TypedResults.Ok(new Now(clock.GetUtcNow()));
        }).For(Role.Operations).ExcludeFromDescription();
    }
}
