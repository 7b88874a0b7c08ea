using System.Text.Json.Serialization;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>
/// Expensive crisis care that was allocated without waiting for an approval; a contract manager checks it afterwards
/// (R21).
/// </summary>
/// <param name="Id">Identity.</param>
/// <param name="Version">1, 2, 3 …; each is told.</param>
/// <param name="Municipality">CBS code of who allocated.</param>
/// <param name="AllocationNumber">ToewijzingNummer; unique within the municipality.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Category">Product category; null with a budget only.</param>
/// <param name="Product">Product code; null for an aspecific allocation.</param>
/// <param name="StartDate">First day of the allocation.</param>
/// <param name="TariffCents">Of the product on that day, euro cents per unit; 0 without a product.</param>
/// <param name="DueOn">Last day on which it is to be checked.</param>
/// <param name="Status">What came of it.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="ChangedAt">When this version came about, UTC.</param>
/// <param name="DecidedBy">Client id of the contract manager.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was approved or not.</param>
internal sealed record CrisisCheck(
    Guid Id, int Version, string Municipality, long AllocationNumber, string Provider, string? Category,
    string? Product, DateOnly StartDate, long TariffCents, DateOnly DueOn, CrisisCheckStatus Status,
    DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, string? DecidedBy = null, DateTimeOffset? DecidedAt = null,
    string? Reason = null)
{
    internal string Stream => $"crisis-check-{Id}";

    /// <summary>Nobody has decided yet; also when that is too late.</summary>
    internal bool IsOpen => Status is CrisisCheckStatus.Awaiting or CrisisCheckStatus.Overdue;

    /// <summary>
    /// Last day until which the care was rightly given: until the term ended, or it was refused within it; null without
    /// an end, once approved. A refusal takes nothing back.
    /// </summary>
    internal DateOnly? CoveredUntil => Status switch
    {
        CrisisCheckStatus.Approved => null,
        CrisisCheckStatus.Refused when DutchCalendar.DateIn(DecidedAt!.Value) is var refused && refused < DueOn =>
            refused,
        _ => DueOn,
    };

    /// <summary>Its term has passed and nobody decided.</summary>
    internal CrisisCheck Lapse(DateTimeOffset now) => Next(CrisisCheckStatus.Overdue, now);

    /// <summary>Its allocation was deleted; there is nothing to check.</summary>
    internal CrisisCheck Withdraw(DateTimeOffset now) => Next(CrisisCheckStatus.Withdrawn, now);

    /// <summary>Does this approval hold for the allocation as if it had been there before (C10)?</summary>
    internal bool IsCoveredBy(Approval approval) =>
        Product is not null && Provider == approval.Provider
        && approval.Permits(Product, Municipality, StartDate, TariffCents, requester: "");

    /// <summary>Approved with what holds for more than this allocation.</summary>
    internal CrisisCheck ApproveWith(Approval approval, DateTimeOffset now) =>
        Next(CrisisCheckStatus.Approved, now) with
        {
            DecidedBy = approval.DecidedBy, DecidedAt = now, Reason = $"Approval {approval.Id} holds for it.",
        };

    internal CrisisCheck Next(CrisisCheckStatus status, DateTimeOffset now) =>
        this with { Version = Version + 1, Status = status, ChangedAt = now };

    internal CrisisCheckChanged ToEvent() => new(
        Id, Version, Municipality, AllocationNumber, Provider, Category, Product, StartDate, DueOn, TextOf(Status),
        CoveredUntil, ChangedAt);

    internal static string TextOf(CrisisCheckStatus status) => status switch
    {
        CrisisCheckStatus.Awaiting => "awaiting",
        CrisisCheckStatus.Overdue => "overdue",
        CrisisCheckStatus.Approved => "approved",
        CrisisCheckStatus.Refused => "refused",
        CrisisCheckStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<CrisisCheckStatus>))]
internal enum CrisisCheckStatus
{
    /// <summary>Its term runs.</summary>
    Awaiting,

    /// <summary>Its term has passed; it can still be decided.</summary>
    Overdue,

    Approved,
    Refused,

    /// <summary>The allocation was deleted.</summary>
    Withdrawn,
}
