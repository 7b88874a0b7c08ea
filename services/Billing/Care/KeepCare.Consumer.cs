using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Care;

/// <summary>Keeps that care started, or that this was taken back.</summary>
internal sealed class KeepCareStarted(UnitOfWork work, CareReportStore reports) : EventConsumer<CareStarted>(work)
{
    protected override Task Apply(CareStarted told, CancellationToken stop) =>
        reports.Keep(CareReport.Of(told), stop);
}

/// <summary>Keeps that care stopped, or that this was taken back.</summary>
internal sealed class KeepCareStopped(UnitOfWork work, CareReportStore reports) : EventConsumer<CareStopped>(work)
{
    protected override Task Apply(CareStopped told, CancellationToken stop) =>
        reports.Keep(CareReport.Of(told), stop);
}
