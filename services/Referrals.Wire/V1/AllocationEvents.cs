namespace Jeugdregio.Referrals.Wire.V1;

/// <summary>A provider asked for an allocation (JW315). One event per requested product.</summary>
/// <param name="RequestId">The request; the allocation that honours it names it again.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Category">Product category; null when only a budget was asked for.</param>
/// <param name="Product">Product code; null when only a category was asked for.</param>
/// <param name="RequestedOn">Date of the message (Dagtekening).</param>
/// <param name="ReceivedAt">UTC.</param>
public sealed record AllocationRequested(
    Guid RequestId, string ClientKey, string Municipality, string Provider, string? Category, string? Product,
    DateOnly RequestedOn, DateTimeOffset ReceivedAt);

/// <summary>The access team refused a request (JW319).</summary>
/// <param name="Reason">RedenAfwijzingVerzoek, WJ759.</param>
public sealed record AllocationRefused(
    Guid RequestId, string ClientKey, string Municipality, string Provider, string? Product, string Reason, DateTimeOffset DecidedAt);

/// <summary>An allocation as it now stands (JW301). The highest <paramref name="Version"/> is the present one.</summary>
/// <param name="Municipality">CBS code; the number is unique within it (TR332).</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="RequestId">The request it honours; null when it came without.</param>
/// <param name="RequestedOn">When it was asked for; null when it came without a request.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Category">Product category.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="StartDate">First day.</param>
/// <param name="EndDate">Last day; null when open.</param>
/// <param name="Volume">Per frequency; null without Omvang.</param>
/// <param name="Unit">WJ756; null without Omvang.</param>
/// <param name="Frequency">WMO757; null without Omvang.</param>
/// <param name="BudgetCents">Euro cents; null without Budget.</param>
/// <param name="ReasonForChange">RedenWijziging, JZ002; 13 = deleted; null for a first grant.</param>
/// <param name="AllocatedCents">What it can cost at most at the tariff of its start date; 0 when it is open-ended.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record AllocationMade(
    string Municipality, long AllocationNumber, int Version, Guid? RequestId, DateOnly? RequestedOn, string ClientKey, string Provider,
    string Segment, string? Category, string? Product, DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit,
    string? Frequency, long? BudgetCents, string? ReasonForChange, long AllocatedCents, DateTimeOffset DecidedAt);
