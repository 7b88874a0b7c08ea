namespace Jeugdregio.Referrals.Wire.V1;

/// <summary>Care on an allocation has started (JW305), or the message of it was taken back.</summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="StartDate">First day of care.</param>
/// <param name="RequestedOn">When the allocation was asked for; null when it came without a request.</param>
/// <param name="TakenBack">True when an earlier start with the same key is deleted (StatusAanlevering 3).</param>
/// <param name="ReportedAt">UTC.</param>
public sealed record CareStarted(
    string Municipality, long AllocationNumber, string ClientKey, string Provider, string Segment, string? Product,
    DateOnly StartDate, DateOnly? RequestedOn, bool TakenBack, DateTimeOffset ReportedAt);

/// <summary>Care on an allocation has stopped (JW307), for a while or for good, or the message of it was taken back.</summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="StartDate">First day of the care that stops.</param>
/// <param name="EndDate">Last day of care.</param>
/// <param name="Reason">RedenBeeindiging, JZ588; 20 = for a while.</param>
/// <param name="TakenBack">True when an earlier stop with the same key is deleted (StatusAanlevering 3).</param>
/// <param name="ReportedAt">UTC.</param>
public sealed record CareStopped(
    string Municipality, long AllocationNumber, string ClientKey, string Provider, string Segment, string? Product,
    DateOnly StartDate, DateOnly EndDate, string Reason, bool TakenBack, DateTimeOffset ReportedAt);
