using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>
/// Opens one check per allocation of expensive crisis care, however often and in whatever order it is told.
/// </summary>
internal sealed class OpenCrisisCheckHandler(
    CrisisCheckStore checks, TermsStore terms, ApprovalStore approvals, RegionPack region, TimeProvider clock)
{
    private static readonly Caller Self = Caller.System("contracting");

    internal async Task Apply(AllocationMade told, CancellationToken stop)
    {
        if (!OpenCrisisCheck.Matters(told, region.CrisisCare)) return;
        if (await checks.Lock(told.Municipality, told.AllocationNumber, stop) is { } known)
        {
            if (told.IsDeletion() && known.IsOpen)
                await checks.Save(nameof(OpenCrisisCheck), told, known.Withdraw(clock.GetUtcNow()), Self, stop);
            return;
        }
        var now = clock.GetUtcNow();
        var check = OpenCrisisCheck.Decide(
            told, await Contract(told, stop), region.CrisisCare!, now, Guid.CreateVersion7(now));
        if (check is not null) await checks.Add(nameof(OpenCrisisCheck), told, check, Self, stop);
    }

    private async Task<Outcome<MayBeAllocated>> Contract(AllocationMade told, CancellationToken stop)
    {
        ProductCode? product = ProductCode.TryParse(told.Product, out var code) ? code : null;
        if (!MunicipalityCode.TryParse(told.Municipality, out var municipality))
            throw new InvalidDataException("An allocation was told of a municipality that is none.");
        return MayAllocate.Decide(
            new(product, told.Category ?? "", municipality, told.StartDate, Requester: ""),
            await terms.Of(told.Provider, new ClientKey(told.ClientKey), told.StartDate, stop),
            await approvals.Granted(told.Provider, told.Municipality, told.StartDate, stop),
            region.Thresholds.ExpensiveTariffCents, region.CrisisCare);
    }
}
