using System.Text.Json.Serialization;

namespace Jeugdregio.Contracting.Instalments;

/// <summary>What is paid for a product by lump sum (C45, B14): proposed by one contract manager, agreed by
/// another.</summary>
/// <param name="Id">Identity.</param>
/// <param name="TariffId">The product's tariff.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="ValidFrom">First day from which the product takes no lines; the first of a month.</param>
/// <param name="Decision">Why it holds for days that have come already; null when it does not (C14).</param>
/// <param name="Instalments">In order of month and municipality.</param>
/// <param name="Status">Proposed, agreed or not.</param>
/// <param name="ProposedBy">Client id.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="DecidedBy">Client id of another contract manager.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was agreed or not.</param>
internal sealed record InstalmentSchedule(
    Guid Id, Guid TariffId, Guid AgreementId, DateOnly ValidFrom, string? Decision,
    IReadOnlyList<Instalment> Instalments, ScheduleStatus Status, string ProposedBy, DateTimeOffset ProposedAt,
    string? DecidedBy = null, DateTimeOffset? DecidedAt = null, string? Reason = null);

/// <param name="Id">Identity.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Month">First day of the month that it is for.</param>
/// <param name="DueOn">Day on which it falls due.</param>
/// <param name="AmountCents">Euro cents.</param>
internal sealed record Instalment(Guid Id, string Municipality, DateOnly Month, DateOnly DueOn, long AmountCents);

[JsonConverter(typeof(JsonStringEnumConverter<ScheduleStatus>))]
internal enum ScheduleStatus
{
    Proposed,
    Agreed,
    Refused,
}
