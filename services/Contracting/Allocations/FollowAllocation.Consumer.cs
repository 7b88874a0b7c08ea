using Jeugdregio.Contracting.CrisisChecks;
using Jeugdregio.Contracting.IndividualAgreements;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>
/// What an allocation means for its contract: an individual agreement ends with its care (C32), and expensive crisis
/// care is checked afterwards (R21).
/// </summary>
internal sealed class FollowAllocationConsumer(
    UnitOfWork work, IndividualAgreementStore agreements, OpenCrisisCheckHandler crisis) : EventConsumer<AllocationMade>(work)
{
    protected override async Task Apply(AllocationMade told, CancellationToken stop)
    {
        await agreements.KeepCare(told, stop);
        await crisis.Apply(told, stop);
    }
}
