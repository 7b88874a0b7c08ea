using Jeugdregio.Billing.Declarations;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Forecasts;

/// <summary>Load, decide, keep: for who asks and for the month that has begun.</summary>
internal sealed class ForecastMaking(ForecastStore forecasts, UnitOfWork work, TimeProvider clock)
{
    internal Task Lock(string municipality, CancellationToken stop) => forecasts.Lock(municipality, stop);

    internal async Task<Outcome<Forecast>> Make(MakeForecast act, Caller caller, CancellationToken stop)
    {
        if (act.WhyNot(clock.Today()) is { } why) return why;
        var now = clock.GetUtcNow();
        var facts = await forecasts.Facts(act.Municipality, act.Year, stop);
        var outcome = MakeForecast.Decide(
            act, facts, caller.ClientId, clock.Today(), Guid.CreateVersion7(now), now);
        if (outcome.Refused(out _, out var made)) return outcome;
        await forecasts.Add(made, stop);
        await work.Decided(
            nameof(MakeForecast), $"forecast-{made.Id}", act,
            new { made.PaidCents, made.ApprovedCents, made.ExpectedCents, made.MissingLines, made.DeviationCents },
            caller, stop);
        return outcome;
    }
}

/// <summary>Once a month every municipality of the region has a forecast of the year (B08).</summary>
internal sealed class ForecastSweep(
    IServiceProvider services, Wakeups wakeups, RegionPack region, TimeProvider clock, ILogger<ForecastSweep> log)
    : Sweep(services, wakeups, log)
{
    private static readonly Caller Self = Caller.System("billing");

    protected override async Task<bool> DoOne(IServiceProvider scope, UnitOfWork work, CancellationToken stop)
    {
        var (today, forecasts) = (clock.Today(), scope.GetRequiredService<ForecastStore>());
        string[] all =
        [
            .. region.Municipalities.Where(m => new Period(m.ValidFrom, m.ValidUntil).Contains(today))
                .Select(m => m.Code),
        ];
        if (await forecasts.Without(all, today.Year, Months.First(today), stop) is not { } municipality) return false;
        await forecasts.Lock(municipality, stop);
        // somebody may have asked for one while we waited
        if (await forecasts.Without([municipality], today.Year, Months.First(today), stop) is not null)
            await scope.GetRequiredService<ForecastMaking>().Make(new(municipality, today.Year), Self, stop);
        return true;
    }
}
