using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>
/// Keeps until when there is care on an individual agreement, which ends with it (C32). Of allocations on framework
/// agreements nothing is kept.
/// </summary>
internal sealed class KeepCare(UnitOfWork work, IndividualAgreementStore agreements)
    : EventConsumer<AllocationMade>(work)
{
    protected override Task Apply(AllocationMade told, CancellationToken stop) => agreements.KeepCare(told, stop);
}
