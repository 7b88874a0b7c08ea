namespace Jeugdregio.Contracting.Wire.V1;

/// <summary>
/// A product of an agreement is paid in fixed instalments (C45, B14). What was agreed is never changed: a later event
/// adds instalments, and an instalment is told once.
/// </summary>
/// <param name="ScheduleId">The schedule that was agreed, whole.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="TariffId">The product's tariff; from the schedule's first day on it takes no lines.</param>
/// <param name="Provider">AGB code, 8 digits.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Instalments">1 to 500.</param>
/// <param name="AgreedAt">UTC.</param>
public sealed record InstalmentsAgreed(
    Guid ScheduleId, Guid AgreementId, Guid TariffId, string Provider, string Segment, string Product,
    IReadOnlyList<AgreedInstalment> Instalments, DateTimeOffset AgreedAt);

/// <summary>What one municipality pays for one month (B14).</summary>
/// <param name="InstalmentId">Identity.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Month">First day of the month that it is for; one instalment per product, municipality and
/// month.</param>
/// <param name="DueOn">Day on which it falls due.</param>
/// <param name="AmountCents">Euro cents, more than 0.</param>
public sealed record AgreedInstalment(
    Guid InstalmentId, string Municipality, DateOnly Month, DateOnly DueOn, long AmountCents);
