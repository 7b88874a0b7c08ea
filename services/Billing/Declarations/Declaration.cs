namespace Jeugdregio.Billing.Declarations;

/// <summary>A declaration (JW323) in our own words.</summary>
/// <param name="Id">Identity of the received message.</param>
/// <param name="Municipality">CBS code of the receiver.</param>
/// <param name="Provider">AGB code of the sender.</param>
/// <param name="Number">DeclaratieNummer.</param>
/// <param name="PeriodStart">First day of the DeclaratiePeriode.</param>
/// <param name="PeriodEnd">Last day of the DeclaratiePeriode.</param>
/// <param name="Dated">DeclaratieDagtekening.</param>
/// <param name="DeclaredCents">TotaalIngediendBedrag in euro cents; negative for a credit.</param>
/// <param name="Lines">The lines, in the order of the message.</param>
internal sealed record Declaration(
    Guid Id, string Municipality, string Provider, string Number, DateOnly PeriodStart, DateOnly PeriodEnd,
    DateOnly Dated, long DeclaredCents, IReadOnlyList<DeclaredLine> Lines);

/// <summary>One line (Prestatie) of a declaration.</summary>
/// <param name="At">Where it stands in the message.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="PreviousReference">VorigReferentieNummer: the debit that a credit takes back.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Category">ProductCategorie.</param>
/// <param name="Product">ProductCode.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="PeriodEnd">Last day of the ProductPeriode.</param>
/// <param name="Volume">GeleverdVolume.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">ProductTarief; null when the unit is euros.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
/// <param name="IsCredit">DebetCredit is C.</param>
internal sealed record DeclaredLine(
    LinePlace At, string ClientKey, string Reference, string? PreviousReference, long AllocationNumber, string Category,
    string Product, DateOnly PeriodStart, DateOnly PeriodEnd, long Volume, string Unit, long? TariffCents,
    long AmountCents, bool IsCredit)
{
    internal DebitKey Key => new(AllocationNumber, PeriodStart, PeriodEnd, Category, Product);
}

/// <summary>Place of a line in the message, both counted from 0.</summary>
internal readonly record struct LinePlace(int Client, int Line);

/// <summary>Of what there is one debit at a time (TR389), within a municipality.</summary>
internal readonly record struct DebitKey(
    long AllocationNumber, DateOnly PeriodStart, DateOnly PeriodEnd, string Category, string Product);

/// <summary>A line that was judged before.</summary>
/// <param name="Id">The line.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Segment">Segment it was booked in; empty when refused without an allocation.</param>
/// <param name="Accepted">Accepted, else refused.</param>
/// <param name="IsCredited">A debit that an accepted credit took back.</param>
/// <param name="IsPaid">A payment has settled it.</param>
internal sealed record EarlierLine(
    Guid Id, string Provider, string Municipality, string Reference, string Segment, long AllocationNumber,
    string ClientKey, string Category, string Product, DateOnly PeriodStart, DateOnly PeriodEnd, long Volume,
    string Unit, long? TariffCents, long AmountCents, bool IsCredit, bool Accepted, bool IsCredited, bool IsPaid)
{
    internal DebitKey Key => new(AllocationNumber, PeriodStart, PeriodEnd, Category, Product);

    /// <summary>An accepted debit that still counts.</summary>
    internal bool IsOpenDebit => Accepted && !IsCredit && !IsCredited;
}
