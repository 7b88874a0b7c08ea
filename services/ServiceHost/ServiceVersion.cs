using System.Reflection;

namespace Jeugdregio.ServiceHost;

/// <summary>The version of the running build (semver), as it stands in API-Version, telemetry and the decision log.</summary>
public static class ServiceVersion
{
    public static string Text { get; } =
        (Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0")
        .Split('+')[0];
}
