using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Billing.Care;

/// <summary>
/// A provider reported that care started or stopped, or took that back. Never a condition for payment (OP364); it tells
/// what is still to be expected, and how well a provider reports (B09).
/// </summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Kind"><c>start</c> or <c>stop</c>.</param>
/// <param name="StartDate">First day of care.</param>
/// <param name="Reason">RedenBeeindiging of a stop, JZ588; empty for a start.</param>
/// <param name="EndDate">Last day of care of a stop.</param>
/// <param name="TakenBack">It takes an earlier report back.</param>
/// <param name="ReportedAt">UTC.</param>
internal sealed record CareReport(
    string Municipality, long AllocationNumber, string Kind, DateOnly StartDate, string Reason, DateOnly? EndDate,
    bool TakenBack, DateTimeOffset ReportedAt)
{
    internal static CareReport Of(CareStarted told) => new(
        told.Municipality, told.AllocationNumber, "start", told.StartDate, "", null, told.TakenBack, told.ReportedAt);

    internal static CareReport Of(CareStopped told) => new(
        told.Municipality, told.AllocationNumber, "stop", told.StartDate, told.Reason, told.EndDate, told.TakenBack,
        told.ReportedAt);
}
