namespace Jeugdregio.Billing.Wire.V1;

/// <summary>Lines of a declaration (JW323) that were accepted and booked; at most 500 in one event.</summary>
/// <param name="DeclarationId">The declaration.</param>
/// <param name="Part">0, 1, 2 … : which 500 lines.</param>
/// <param name="Municipality">CBS code of the municipality that pays.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Lines">The lines.</param>
/// <param name="JudgedAt">UTC.</param>
public sealed record DeclarationLinesAccepted(
    Guid DeclarationId, int Part, string Municipality, string Provider, IReadOnlyList<AcceptedLine> Lines, DateTimeOffset JudgedAt);

/// <summary>A line of a declaration that is to be paid, or credited.</summary>
/// <param name="LineId">The line; whose care it is stays with Billing.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
public sealed record AcceptedLine(
    Guid LineId, string Segment, string Product, DateOnly PeriodStart, long AmountCents);

/// <summary>Lines of a declaration that were refused; at most 500 in one event.</summary>
/// <param name="DeclarationId">The declaration.</param>
/// <param name="Part">0, 1, 2 … : which 500 lines.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Lines">The lines.</param>
/// <param name="JudgedAt">UTC.</param>
public sealed record DeclarationLinesRejected(
    Guid DeclarationId, int Part, string Municipality, string Provider, IReadOnlyList<RejectedLine> Lines, DateTimeOffset JudgedAt);

/// <summary>A line of a declaration that is not paid, and why.</summary>
/// <param name="LineId">The line.</param>
/// <param name="AllocationNumber">ToewijzingNummer as declared.</param>
/// <param name="Product">Product code as declared.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents as declared; negative for a credit.</param>
/// <param name="ReturnCodes">WJ001, at least one.</param>
public sealed record RejectedLine(
    Guid LineId, long AllocationNumber, string Product, DateOnly PeriodStart, long AmountCents, IReadOnlyList<string> ReturnCodes);

/// <summary>A municipality has paid accepted lines of one provider.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Amounts">What was paid, by segment and month of the ProductPeriode; adds up to the payment.</param>
/// <param name="PaidOn">Day of payment.</param>
/// <param name="PaidAt">UTC.</param>
public sealed record PaymentBooked(
    Guid PaymentId, string Municipality, string Provider, IReadOnlyList<PaidAmount> Amounts, DateOnly PaidOn, DateTimeOffset PaidAt);

/// <summary>The part of a payment that is of one segment and month.</summary>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents; negative when credits outweigh debits.</param>
public sealed record PaidAmount(string Segment, DateOnly Month, long AmountCents);
