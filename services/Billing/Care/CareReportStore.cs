using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Care;

/// <summary>The SQL of starts and stops: rows are only added, so their order and repetition do not matter.</summary>
internal sealed class CareReportStore(UnitOfWork work)
{
    internal Task Keep(CareReport report, CancellationToken stop) =>
        work.Execute(
            """
            insert into care_report (municipality, allocation_number, kind, start_date, reason, taken_back, reported_at,
                end_date)
            values (@Municipality, @AllocationNumber, @Kind, @StartDate, @Reason, @TakenBack, @ReportedAt, @EndDate)
            on conflict do nothing
            """, report, stop);
}
