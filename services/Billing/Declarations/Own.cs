using Jeugdregio.ServiceHost.Auth;

namespace Jeugdregio.Billing.Declarations;

/// <summary>Whose rows a caller reads: a provider its own, a municipality its own, the region's roles all.</summary>
/// <param name="Provider">Only of this provider; null for others.</param>
/// <param name="Municipalities">Only of these municipalities; null for others.</param>
internal sealed record Own(string? Provider, string[]? Municipalities)
{
    internal static Own Of(Caller caller) => caller.WorksForRegion
        ? new(null, null)
        : caller.Provider is { } provider
            ? new(provider.ToString(), null)
            : new(null, [.. caller.Municipalities.Select(m => m.ToString())]);

    internal static bool MaySee(Caller caller, string municipality, string provider)
    {
        var own = Of(caller);
        return (own.Provider is null || own.Provider == provider)
            && (own.Municipalities is null || own.Municipalities.Contains(municipality));
    }
}
