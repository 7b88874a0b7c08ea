namespace Jeugdregio.Billing.Declarations;

/// <summary>What was decided about one line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Codes">Return codes; none when accepted.</param>
/// <param name="Segment">Segment of its allocation; empty when there is none.</param>
/// <param name="TakesReference">The first judged line with its reference number.</param>
/// <param name="Debit">The debit that an accepted credit takes back.</param>
/// <param name="Against">What a debit was held against; nothing for a credit, which has its debit.</param>
internal sealed record JudgedLine(
    DeclaredLine Line, IReadOnlyList<string> Codes, string Segment, bool TakesReference, EarlierLine? Debit,
    HeldAgainst Against)
{
    internal bool IsAccepted => Codes.Count == 0;
}

/// <summary>Which versions decided about a line: with them its verdict can be told again at any time.</summary>
/// <param name="AllocationVersion">Of the allocation with its number; null when there was none.</param>
/// <param name="TariffId">The contract's tariff; null when no contract held the product.</param>
/// <param name="TariffVersion">Its version.</param>
internal readonly record struct HeldAgainst(int? AllocationVersion, Guid? TariffId, int? TariffVersion)
{
    internal static HeldAgainst Of(LineCase the) => the.Line.IsCredit
        ? default
        : new(the.Allocation?.Version, the.Tariff?.TariffId, the.Tariff?.Version);
}

/// <summary>A judged line with the identity under which it is kept.</summary>
/// <param name="Id">Identity of the line.</param>
/// <param name="Judged">What was decided.</param>
/// <param name="Voided">A debit was taken back before it was paid: neither it nor the credit is ever paid.</param>
internal sealed record KeptLine(Guid Id, JudgedLine Judged, bool Voided);
