using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Ledger;

namespace Jeugdregio.Billing.Lines;

/// <summary>
/// Every cent of a line, back to message, line and rule, and on to the bank. Holds nothing that names a client.
/// </summary>
/// <param name="Id">The line.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Message">The message that it came in.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="PreviousReference">VorigReferentieNummer of a credit.</param>
/// <param name="Segment">Segment of the region pack; empty when refused without an allocation.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="PeriodEnd">Last day of the ProductPeriode.</param>
/// <param name="Volume">Units.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit; null when the unit is euros.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
/// <param name="Verdict"><c>accepted</c> or <c>rejected</c>.</param>
/// <param name="Reasons">Why it was refused: every rule that it broke.</param>
/// <param name="Allocation">The allocation that a debit was held against; null when there was none.</param>
/// <param name="Tariff">The tariff that a debit was held against; null when no contract held the product.</param>
/// <param name="CreditedBy">Of a debit: the credit that took it back.</param>
/// <param name="TakesBack">Of an accepted credit: the debit that it took back.</param>
/// <param name="Transfers">What it booked.</param>
/// <param name="Payments">The payments that were to settle it, in the order of preparation.</param>
internal sealed record LineExplanation(
    Guid Id, string Municipality, string Provider, ExplainedMessage Message, string Reference,
    string? PreviousReference, string Segment, string Product, DateOnly PeriodStart, DateOnly PeriodEnd, long Volume,
    string Unit, long? TariffCents, long AmountCents, string Verdict, IReadOnlyList<BrokenRule> Reasons,
    AllocationBasis? Allocation, TariffBasis? Tariff, CounterpartLine? CreditedBy, CounterpartLine? TakesBack,
    IReadOnlyList<LineTransfer> Transfers, IReadOnlyList<LinePayment> Payments);

/// <param name="DeclarationId">The declaration: identity of the received JW323.</param>
/// <param name="DeclarationNumber">DeclaratieNummer.</param>
/// <param name="Position">Place of the line in the message, from 0.</param>
/// <param name="Identification">Identificatie of the JW323.</param>
/// <param name="MessageDate">Dagtekening of the JW323.</param>
/// <param name="Month">First day of the DeclaratiePeriode.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="JudgedAt">UTC.</param>
/// <param name="AnswerIdentification">Identificatie of the JW325 that told the verdict.</param>
/// <param name="Decision">What the judging is filed under in the decision log.</param>
internal sealed record ExplainedMessage(
    Guid DeclarationId, string DeclarationNumber, int Position, string Identification, DateOnly MessageDate,
    DateOnly Month, DateTime ReceivedAt, DateTime JudgedAt, string? AnswerIdentification, string Decision);

/// <param name="Code">Return code (WJ001) in the JW325.</param>
/// <param name="Rule">The rule of the standard, e.g. <c>TR338</c>.</param>
/// <param name="Text">What it means.</param>
internal sealed record BrokenRule(string Code, string? Rule, string Text)
{
    internal static BrokenRule Of(string code) => new(code, LineRules.RuleOf(code), ReturnCodes.Meaning(code));
}

/// <param name="Number">ToewijzingNummer.</param>
/// <param name="Version">The version that was known when the line was judged.</param>
/// <param name="LatestVersion">The one that is known now; what came later changes nothing that was judged.</param>
internal sealed record AllocationBasis(long Number, int Version, int LatestVersion);

/// <param name="TariffId">The tariff.</param>
/// <param name="Version">Its version.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="Level">Among the levels of the product's profile (C11); null with one tariff.</param>
/// <param name="IsIndividual">Of an individual agreement for this client (B11).</param>
/// <param name="IsOfSegment">The segment's, which the agreement follows (C13).</param>
internal sealed record TariffBasis(
    Guid TariffId, int Version, Guid AgreementId, string Segment, string Product, string Unit, long TariffCents,
    DateOnly ValidFrom, DateOnly ValidUntil, int? Level, bool IsIndividual, bool IsOfSegment);

/// <param name="Id">The line.</param>
/// <param name="DeclarationId">The declaration.</param>
/// <param name="Position">Its place in it, from 0.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
internal sealed record CounterpartLine(Guid Id, Guid DeclarationId, int Position, string Reference, long AmountCents);

/// <summary>A transfer that the line opened or ended, with both its entries when it has ended.</summary>
/// <param name="Id">The transfer.</param>
/// <param name="State">How it stands: <c>pending</c>, <c>posted</c> (paid) or <c>voided</c> (taken back
/// unpaid).</param>
/// <param name="Entries">Its entries, in the order of booking; they name the lines that caused them.</param>
internal sealed record LineTransfer(Guid Id, string State, IReadOnlyList<LedgerEntryView> Entries);

/// <param name="Id">The payment; its 32 hexadecimal digits are the end-to-end id that comes with the money.</param>
/// <param name="RunId">The run; null for what was booked before there were runs.</param>
/// <param name="AmountCents">Euro cents of the whole payment.</param>
/// <param name="Status"><c>prepared</c>, <c>sent</c>, <c>paid</c>, <c>rejected</c>, <c>returned</c> or
/// <c>withdrawn</c>.</param>
/// <param name="ExecutionDate">Day on which the bank is to pay.</param>
/// <param name="PaidOn">Day on which the bank said that it pays.</param>
/// <param name="BankStatus">The bank's last word: ACSC, RJCT …</param>
/// <param name="BankReason">Its reason: AC04 …</param>
/// <param name="ReissueOf">The payment that came back and is made again by this one.</param>
internal sealed record LinePayment(
    Guid Id, Guid? RunId, long AmountCents, string Status, DateOnly? ExecutionDate, DateOnly? PaidOn,
    string? BankStatus, string? BankReason, Guid? ReissueOf);

/// <summary>A line with its message, as it is kept.</summary>
internal sealed record ExplainedRow(
    Guid Id, Guid DeclarationId, int Position, string Municipality, string Provider, string Reference,
    string? PreviousReference, long AllocationNumber, string Segment, string Product, DateOnly PeriodStart,
    DateOnly PeriodEnd, long Volume, string Unit, long? TariffCents, long AmountCents, bool IsCredit, bool Accepted,
    string[] ReturnCodes, Guid? CreditedBy, int? AllocationVersion, Guid? TariffId, int? TariffVersion, string Number,
    DateOnly Month, DateTime ReceivedAt, DateTime JudgedAt, string Identification, DateOnly MessageDate,
    string? AnswerIdentification)
{
    internal LineExplanation Explain(
        AllocationBasis? allocation, TariffBasis? tariff, CounterpartLine? counterpart,
        IReadOnlyList<LedgerEntryView> entries, IReadOnlyList<LinePayment> payments) => new(
        Id, Municipality, Provider,
        new(
            DeclarationId, Number, Position, Identification, MessageDate, Month, ReceivedAt, JudgedAt,
            AnswerIdentification, $"declaration-{DeclarationId}"),
        Reference, PreviousReference, Segment, Product, PeriodStart, PeriodEnd, Volume, Unit, TariffCents, AmountCents,
        Accepted ? "accepted" : "rejected", [.. ReturnCodes.Select(BrokenRule.Of)], allocation, tariff,
        IsCredit ? null : counterpart, IsCredit ? counterpart : null,
        [.. entries.GroupBy(e => e.TransferId).Select(t => new LineTransfer(t.Key, t.Last().State, [.. t]))], payments);
}
