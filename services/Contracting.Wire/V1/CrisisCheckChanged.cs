namespace Jeugdregio.Contracting.Wire.V1;

/// <summary>
/// The check of expensive crisis care that was allocated without an approval (R21), as it now stands. The highest
/// <paramref name="Version"/> is the present one.
/// </summary>
/// <param name="CheckId">The check; one per allocation.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Municipality">CBS code; the allocation's number is unique within it.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Category">Product category; null when only a budget was allocated.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="StartDate">First day of the allocation.</param>
/// <param name="DueOn">Last day on which it is to be checked.</param>
/// <param name="Status"><c>awaiting</c>, <c>overdue</c>, <c>approved</c>, <c>refused</c>, or <c>withdrawn</c> with the
/// allocation.</param>
/// <param name="CoveredUntil">Last day until which the care was rightly given; null once approved: no end.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record CrisisCheckChanged(
    Guid CheckId, int Version, string Municipality, long AllocationNumber, string Provider, string? Category,
    string? Product, DateOnly StartDate, DateOnly DueOn, string Status, DateOnly? CoveredUntil,
    DateTimeOffset ChangedAt);
