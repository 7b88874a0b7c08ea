using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Billing.Allocations;

/// <summary>An allocation as it now stands, in the copy that declarations are held against.</summary>
/// <param name="Municipality">CBS code; the number is unique within it.</param>
/// <param name="Number">ToewijzingNummer.</param>
/// <param name="Version">The highest that was told.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Category">Product category; null with a budget only.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="StartDate">First day.</param>
/// <param name="EndDate">Last day; null when open.</param>
/// <param name="Volume">Units per <paramref name="Frequency"/>; null without Omvang.</param>
/// <param name="Unit">WJ756; null without Omvang.</param>
/// <param name="Frequency">WMO757; null without Omvang.</param>
/// <param name="BudgetCents">Euro cents; null without Budget.</param>
/// <param name="ReasonForChange">JZ002; 13 = deleted.</param>
/// <param name="CrisisUntil">Last day until which it is covered as crisis care, whether or not it was approved (R21);
/// read along, null for other care.</param>
internal sealed record Allocation(
    string Municipality, long Number, int Version, string ClientKey, string Provider, string Segment, string? Category,
    string? Product, DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency,
    long? BudgetCents, string? ReasonForChange, DateOnly? CrisisUntil = null)
{
    internal static Allocation Of(AllocationMade made) => new(
        made.Municipality, made.AllocationNumber, made.Version, made.ClientKey, made.Provider, made.Segment,
        made.Category, made.Product, made.StartDate, made.EndDate, made.Volume, made.Unit, made.Frequency,
        made.BudgetCents, made.ReasonForChange);
}
