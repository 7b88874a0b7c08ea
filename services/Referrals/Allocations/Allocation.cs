using System.Globalization;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>An allocation in one version; a change is a new version of the same number (IV066).</summary>
/// <param name="Municipality">CBS code; the number is unique within it.</param>
/// <param name="Number">ToewijzingNummer (TR332).</param>
/// <param name="Version">1 at the first grant.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="ClientKey">The client's pseudonym.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Category">See <see cref="AllocationTerms"/>; so are the next seven.</param>
/// <param name="ReasonForChange">JZ002; null at a first grant (IV099).</param>
/// <param name="TariffCents">The agreement's tariff on the start date, cents per unit.</param>
/// <param name="TariffUnit">WJ756 of that tariff.</param>
/// <param name="AllocatedCents">What it can cost at most.</param>
/// <param name="RequestId">The request it honours.</param>
/// <param name="RequestedOn">When that was asked.</param>
/// <param name="DecidedAt">The moment of the decision on this version, UTC (IV013).</param>
/// <param name="SentVersion">The last version that a JW301 told; 0 for none.</param>
internal sealed record Allocation(
    string Municipality, long Number, int Version, string Provider, string ClientKey, string Segment, string? Category, string? Product,
    DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency, long? BudgetCents, string? ReasonForChange,
    long TariffCents, string? TariffUnit, long AllocatedCents, Guid? RequestId, DateOnly? RequestedOn, DateTimeOffset DecidedAt,
    int SentVersion)
{
    /// <summary>The stream of its events: an allocation is told before the care on it.</summary>
    internal string Stream => StreamOf(Municipality, Number);

    internal Period Period => new(StartDate, EndDate);

    internal AllocationTerms Terms => new(Category, Product, StartDate, EndDate, Volume, Unit, Frequency, BudgetCents);

    internal bool IsDeleted => ReasonForChange == RedenenWijziging.Verwijderd;

    /// <summary>Belongs in every JW301 for this client and provider: it is valid today or later, or it changed since the last one (OP087).</summary>
    internal bool BelongsInMessage(DateOnly today) => Version > SentVersion || (!IsDeleted && (EndDate is null || EndDate >= today));

    /// <summary>The same product, or the same category when no code is given; a budget alone is the same as nothing (OP259).</summary>
    internal bool IsSameProduct(AllocationTerms terms) =>
        Category is not null && Category == terms.Category && Product == terms.Product;

    internal AllocationMade ToEvent() => new(
        Municipality, Number, Version, RequestId, RequestedOn, ClientKey, Provider, Segment, Category, Product, StartDate, EndDate,
        Volume, Unit, Frequency, BudgetCents, ReasonForChange, AllocatedCents, DecidedAt);

    internal static string StreamOf(string municipality, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"allocation-{municipality}-{number}");
}
