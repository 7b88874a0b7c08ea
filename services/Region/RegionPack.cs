using Jeugdregio.Values;

namespace Jeugdregio.Region;

/// <summary>
/// Everything in which regions differ: who takes part, what is bought how, and every number a rule needs.
/// </summary>
/// <param name="Code">Short name for files and telemetry, e.g. <c>zaanstreek-waterland</c>.</param>
/// <param name="Name">The region's name.</param>
/// <param name="Municipalities">Who takes part, and from when till when (G02).</param>
/// <param name="Segments">Segments with their scope and tariff basis (T12, C12, C38, C39).</param>
/// <param name="ContractModels">Lengths and extensions by name (C01, C02).</param>
/// <param name="Thresholds">The numbers.</param>
/// <param name="LateDeclarations">What declaring late leads to (B07).</param>
/// <param name="CrisisCare">What is crisis care (R21); absent: nothing is.</param>
public sealed record RegionPack(
    string Code, string Name, IReadOnlyList<RegionMunicipality> Municipalities, IReadOnlyList<Segment> Segments,
    IReadOnlyList<ContractModel> ContractModels, Thresholds Thresholds, LateDeclarations LateDeclarations,
    CrisisCare? CrisisCare = null)
{
    /// <summary>Does the region serve this municipality on that day?</summary>
    public bool Serves(MunicipalityCode municipality, DateOnly day) =>
        Municipalities.Any(m => m.Code == municipality.ToString() && new Period(m.ValidFrom, m.ValidUntil).Contains(day));

    /// <summary>Is that product, or the category as a whole where none is named, crisis care (R21)?</summary>
    public bool IsCrisisCare(string? product, string? category) => CrisisCare?.Covers(product, category) is true;

    public Segment? FindSegment(string code) => Segments.FirstOrDefault(s => s.Code == code);

    public ContractModel? FindContractModel(string name) => ContractModels.FirstOrDefault(m => m.Name == name);
}

/// <param name="Code">CBS code, four digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="ValidFrom">First day in the region.</param>
/// <param name="ValidUntil">Last day, after a merger; absent while it takes part.</param>
public sealed record RegionMunicipality(string Code, string Name, DateOnly ValidFrom, DateOnly? ValidUntil = null);

/// <param name="Code">As people call it: A, B, C, V.</param>
/// <param name="Name">What it holds.</param>
/// <param name="Scope">Regional segments are tendered, allocated and declared here; local ones never (C39,
/// B13).</param>
/// <param name="Tariff">How its products are paid (C12); null for local segments.</param>
/// <param name="NeedsReferral">An allocation needs a decision or a legal referral (R02).</param>
/// <param name="BindsToRegion">A bid names at least one service location inside the region (T28); false for local
/// segments, which are never tendered.</param>
public sealed record Segment(
    string Code, string Name, SegmentScope Scope, TariffBasis? Tariff, bool NeedsReferral, bool BindsToRegion);

public enum SegmentScope
{
    Regional,
    Local,
}

/// <summary>
/// The units in which a segment's products are allocated and declared; the standard has no unit "month".
/// </summary>
/// <param name="Per">Month or day.</param>
/// <param name="Units">Allowed units, WJ756.</param>
/// <param name="Origin">One tariff for all providers, or one per provider (C13).</param>
public sealed record TariffBasis(TariffPer Per, IReadOnlyList<string> Units, TariffOrigin Origin);

public enum TariffPer
{
    Month,
    Day,
}

public enum TariffOrigin
{
    Segment,
    Provider,
}

/// <param name="Name">E.g. <c>2+1+1+1</c>.</param>
/// <param name="InitialYears">Years from the start date.</param>
/// <param name="ExtensionYears">Length of each possible extension, in order.</param>
public sealed record ContractModel(string Name, int InitialYears, IReadOnlyList<int> ExtensionYears)
{
    /// <summary>Last day without extensions.</summary>
    public DateOnly InitialEnd(DateOnly start) => start.AddYears(InitialYears).AddDays(-1);
}

/// <param name="StandstillDays">Calendar days between announcing an award and awarding (section 2.10).</param>
/// <param name="PriceWeightMaxPercent">Above this a tender's price weight is refused; below 100 by law (T23).</param>
/// <param name="ExpensiveTariffCents">From this tariff an allocation needs a contract manager's approval (C10); null:
/// never.</param>
/// <param name="WaitingMonthsMax">Waiting longer than this needs action (R14).</param>
/// <param name="WaitingActionDays">Days for that action (R14).</param>
/// <param name="DeclarationAnswerWorkingDays">JW325 within (OP090x4).</param>
/// <param name="RequestAnswerWorkingDays">JW301 or JW319 within (OP274).</param>
/// <param name="PaymentTermDays">Days from the receipt of a declaration to the payment of its lines.</param>
public sealed record Thresholds(
    int StandstillDays, int PriceWeightMaxPercent, long? ExpensiveTariffCents, int WaitingMonthsMax, int WaitingActionDays,
    int DeclarationAnswerWorkingDays, int RequestAnswerWorkingDays, int PaymentTermDays);

/// <summary>
/// What was agreed about lines that are declared late. Refusing them is not possible: the standard has no code for it.
/// </summary>
/// <param name="AfterDays">A line is late when it is received more than so many days after the end of its
/// period.</param>
/// <param name="Consequence">What then happens.</param>
/// <param name="PaymentTermDays">The term of a late line, in days from receipt; counts with <see
/// cref="LateConsequence.LongerTerm"/>.</param>
public sealed record LateDeclarations(int AfterDays, LateConsequence Consequence, int PaymentTermDays)
{
    /// <summary>Is a line late that was received on this day?</summary>
    public bool IsLate(DateOnly periodEnd, DateOnly receivedOn) =>
        receivedOn.DayNumber - periodEnd.DayNumber > AfterDays;
}

public enum LateConsequence
{
    /// <summary>Only the provider's score drops.</summary>
    None,

    /// <summary>A late line is paid within a longer term.</summary>
    LongerTerm,

    /// <summary>A late line is checked by hand before it is paid.</summary>
    CheckByHand,
}

/// <summary>
/// What is crisis care: nothing in a message says so but the product, so the region names the products. Such care
/// waits for nobody; where it is expensive a contract manager checks it afterwards (R21).
/// </summary>
/// <param name="Products">Product categories (two digits, JZ020: the standard's own is 46) and product codes.</param>
/// <param name="ApprovalDays">Days after its start, or after the allocation when that came later, within which
/// expensive crisis care is to be approved.</param>
public sealed record CrisisCare(IReadOnlyList<string> Products, int ApprovalDays)
{
    /// <summary>Is it crisis care: the product, or where no product is named the category as a whole?</summary>
    public bool Covers(string? product, string? category) =>
        Products.Contains(product ?? category ?? "") || product?.Length > 2 && Products.Contains(product[..2]);

    /// <summary>The last day of the term within which it is to be approved.</summary>
    /// <param name="start">First day of the allocation.</param>
    /// <param name="allocatedOn">The day on which it was decided, in the Netherlands.</param>
    public DateOnly ApprovalDueOn(DateOnly start, DateOnly allocatedOn) => DateOnly.FromDayNumber(
        Math.Min(Math.Max(start.DayNumber, allocatedOn.DayNumber) + ApprovalDays, DateOnly.MaxValue.DayNumber - 1));
}
