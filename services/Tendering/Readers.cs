using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.Tendering.Tenders;

namespace Jeugdregio.Tendering;

/// <summary>Who reads tenders: everybody, from publication on; only buyers before (T04).</summary>
internal static class Readers
{
    internal static readonly string[] All =
    [
        Role.Buyer, Role.Provider, Role.ContractManager, Role.Analyst, Role.Municipality, Role.AccessTeam, Role.Operations, Role.Service,
    ];

    /// <summary>Those of the region who read bids once they are opened.</summary>
    internal static readonly string[] Region = [Role.Buyer, Role.ContractManager, Role.Analyst];

    internal static bool MaySee(this Caller caller, Tender tender) => tender.PublishedAt is not null || caller.Is(Role.Buyer);
}
