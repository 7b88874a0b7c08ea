using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Tariffs;

namespace Jeugdregio.Billing.Declarations;

/// <summary>What a declaration is held against, loaded for it or for a part of its lines.</summary>
/// <param name="NumberTaken">An earlier declaration of the provider has the number.</param>
/// <param name="PreviousPeriod">First day of the latest DeclaratiePeriode that the provider declared to the
/// municipality before; null for its first declaration.</param>
/// <param name="RegionalSegments">Segments that the region pays for; local ones never (B13).</param>
/// <param name="KnownClients">Clients with an allocation of the provider in the municipality.</param>
/// <param name="Allocations">The provider's allocations in the municipality with the numbers that are named.</param>
/// <param name="Tariffs">All versions of the tariffs of the products that are named: the provider's and the segments'
/// own.</param>
/// <param name="ByReference">The provider's earlier lines with the reference numbers that are named.</param>
/// <param name="OpenDebits">What lines are about now, and an accepted debit that is not credited was before.</param>
/// <param name="Consumed">What such debits have taken of the allocations that debits name now.</param>
internal sealed record DeclarationFacts(
    bool NumberTaken, DateOnly? PreviousPeriod, IReadOnlySet<string> RegionalSegments,
    IReadOnlyList<string> KnownClients, IReadOnlyList<Allocation> Allocations,
    IReadOnlyList<Tariff> Tariffs, IReadOnlyList<EarlierLine> ByReference, IReadOnlyList<DebitKey> OpenDebits,
    IReadOnlyDictionary<long, Consumed> Consumed)
{
    /// <summary>Is there any tariff for which care has to be approved (B06)?</summary>
    internal bool IsAnythingExpensive => Tariffs.Any(t => t.TariffCents >= Approvals.ExpensiveFromCents);

    /// <summary>What was approved of the products that are named (B06).</summary>
    internal ApprovalBook Approvals { get; init; } = ApprovalBook.None;

    /// <summary>
    /// Allocations of the clients that another municipality ended because they moved; those of other providers may be
    /// among them, and count for nothing (B12).
    /// </summary>
    internal IReadOnlyList<Allocation> Moved { get; init; } = [];
}
