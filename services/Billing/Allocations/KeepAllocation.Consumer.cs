using Jeugdregio.Billing.Approvals;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Allocations;

/// <summary>Keeps the allocation that Referrals told of, unless a later version was told before.</summary>
internal sealed class KeepAllocation(
    UnitOfWork work, AllocationStore allocations, CrisisCoverStore covers, RegionPack region)
    : EventConsumer<AllocationMade>(work)
{
    protected override async Task Apply(AllocationMade told, CancellationToken stop)
    {
        var allocation = Allocation.Of(told);
        await allocations.Merge([allocation], stop);
        if (CrisisCover.Of(allocation, told.DecidedAt, region.CrisisCare) is { } cover)
            await covers.Merge([cover], stop);
    }
}
