using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Approvals;

/// <summary>Keeps the approval that Contracting told of.</summary>
internal sealed class KeepApproval(UnitOfWork work, ApprovalStore approvals) : EventConsumer<ApprovalGranted>(work)
{
    protected override Task Apply(ApprovalGranted told, CancellationToken stop) =>
        approvals.Merge([Approval.Of(told)], stop);
}
