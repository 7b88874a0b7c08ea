using System.Text.Json.Serialization;

namespace Jeugdregio.Contracting.Approvals;

/// <summary>Permission to allocate an expensive product (C10), asked by one person and given by another.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Product">Product code.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="ValidFrom">First day on which may be allocated.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="MaximumTariffCents">It holds while the tariff is at most this, in euro cents per unit.</param>
/// <param name="Status">Asked, given or not.</param>
/// <param name="RequestedBy">Client id of who asked.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="DecidedBy">Client id of the contract manager.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was given or not.</param>
internal sealed record Approval(
    Guid Id, string Provider, string Product, string Municipality, DateOnly ValidFrom, DateOnly ValidUntil, long MaximumTariffCents,
    ApprovalStatus Status, string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason)
{
    /// <summary>Does it permit this allocation, asked for by <paramref name="requester"/>?</summary>
    internal bool Permits(string product, string municipality, DateOnly day, long tariffCents, string requester) =>
        Status is ApprovalStatus.Granted && Product == product && Municipality == municipality && day >= ValidFrom && day <= ValidUntil
        && tariffCents <= MaximumTariffCents && DecidedBy != requester;
}

[JsonConverter(typeof(JsonStringEnumConverter<ApprovalStatus>))]
internal enum ApprovalStatus
{
    Requested,
    Granted,
    Refused,
}
