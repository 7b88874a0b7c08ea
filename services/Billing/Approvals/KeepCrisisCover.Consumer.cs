using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Approvals;

/// <summary>Keeps what came of checking crisis care, unless a later version was told before.</summary>
internal sealed class KeepCrisisCover(UnitOfWork work, CrisisCoverStore covers)
    : EventConsumer<CrisisCheckChanged>(work)
{
    protected override Task Apply(CrisisCheckChanged told, CancellationToken stop) =>
        covers.Merge([CrisisCover.Of(told)], stop);
}
