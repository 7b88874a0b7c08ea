using Jeugdregio.Contracting.Approvals;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>Once its term has passed, a check that nobody decided is overdue, and told so (R21).</summary>
internal sealed class CrisisSweep(
    IServiceProvider services, Wakeups wakeups, TimeProvider clock, ILogger<CrisisSweep> log)
    : Sweep(services, wakeups, log)
{
    private static readonly Caller Self = Caller.System("contracting");

    protected override async Task<bool> DoOne(IServiceProvider scope, UnitOfWork work, CancellationToken stop)
    {
        var (checks, now) = (scope.GetRequiredService<CrisisCheckStore>(), clock.GetUtcNow());
        if (await checks.LockLapsed(clock.Today(), stop) is not { } check) return false;
        // an approval may have been granted at the moment at which the check was opened
        var granted = (await scope.GetRequiredService<ApprovalStore>()
            .Granted(check.Provider, check.Municipality, check.StartDate, stop)).FirstOrDefault(check.IsCoveredBy);
        await checks.Save(
            nameof(CrisisSweep), new { check.DueOn },
            granted is null ? check.Lapse(now) : check.ApproveWith(granted, now), Self, stop);
        return true;
    }
}
