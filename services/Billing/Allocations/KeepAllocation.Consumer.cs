using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Allocations;

/// <summary>Keeps the allocation that Referrals told of, unless a later version was told before.</summary>
internal sealed class KeepAllocation(UnitOfWork work, AllocationStore allocations) : EventConsumer<AllocationMade>(work)
{
    protected override Task Apply(AllocationMade told, CancellationToken stop) =>
        allocations.Merge([Allocation.Of(told)], stop);
}
