using System.Security.Claims;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http;

namespace Jeugdregio.ServiceHost.Auth;

/// <summary>Who calls, read from the validated token and from nothing else. Bind it as a parameter of an endpoint.</summary>
/// <param name="ClientId">The token's subject; a system or person known to the issuer.</param>
/// <param name="Roles">Role names, see <see cref="Role"/>.</param>
/// <param name="Municipalities">The municipalities the caller may act for (G02); empty for others.</param>
/// <param name="Provider">The provider the caller acts for; null for others.</param>
public sealed record Caller(
    string ClientId, IReadOnlySet<string> Roles, IReadOnlySet<MunicipalityCode> Municipalities, AgbCode? Provider)
{
    /// <summary>A service acting by itself, on time or on an event.</summary>
    public static Caller System(string service) =>
        new($"service-{service}", new HashSet<string> { Role.Service }, new HashSet<MunicipalityCode>(), null);

    /// <summary>For whom the caller acts (C42, G11): municipality codes and AGB code.</summary>
    public string[] Mandate => [.. Municipalities.Select(m => m.ToString()), .. Provider is { } p ? [p.ToString()] : Array.Empty<string>()];

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Buyers, contract managers, analysts and operations work for the whole region; municipalities only for themselves.</summary>
    public bool WorksForRegion => Is(Role.Buyer) || Is(Role.ContractManager) || Is(Role.Analyst) || Is(Role.Operations) || Is(Role.Service);

    public bool MaySee(MunicipalityCode municipality) => WorksForRegion || Municipalities.Contains(municipality);

    public bool MaySee(AgbCode provider) => WorksForRegion || Provider == provider;

    /// <summary>A party of the case itself: its municipality or its provider. Nobody of the region sees clients (M20).</summary>
    public bool IsParty(MunicipalityCode municipality, AgbCode provider) => Municipalities.Contains(municipality) || Provider == provider;

    public static Caller From(ClaimsPrincipal principal)
    {
        var municipalities = new HashSet<MunicipalityCode>();
        foreach (var claim in principal.FindAll("municipality"))
            if (MunicipalityCode.TryParse(claim.Value, out var code)) municipalities.Add(code);
        AgbCode? provider = AgbCode.TryParse(principal.FindFirstValue("provider"), out var agb) ? agb : null;
        return new(
            principal.FindFirstValue("sub") ?? "",
            principal.FindAll("role").Select(c => c.Value).ToHashSet(StringComparer.Ordinal), municipalities, provider);
    }

    /// <summary>Minimal APIs call this to bind the parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));
}

/// <summary>The roles of 5.7 that call the platform. Every endpoint names the ones it serves; everybody else is refused (G03).</summary>
public static class Role
{
    /// <summary>A municipality's own system: message traffic and finance.</summary>
    public const string Municipality = "municipality";

    /// <summary>The municipality's access team (toegang): decides on allocations.</summary>
    public const string AccessTeam = "access-team";

    /// <summary>A care provider's portal or records system.</summary>
    public const string Provider = "provider";

    /// <summary>The region's buyer (inkoper).</summary>
    public const string Buyer = "buyer";

    public const string ContractManager = "contract-manager";

    public const string Analyst = "analyst";

    public const string Operations = "operations";

    /// <summary>One of the five services, calling another.</summary>
    public const string Service = "service";
}
