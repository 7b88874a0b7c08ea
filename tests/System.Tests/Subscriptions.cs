using System.Globalization;
using System.Text.RegularExpressions;

namespace Jeugdregio.SystemTests;

/// <summary>Who takes in which event, as the services' own <c>Program.cs</c> say it.</summary>
internal static partial class Subscriptions
{
    private static readonly ILookup<string, (string Service, string Consumer)> ByEvent = (
        from service in Services
        from Match consumes in Consumes().Matches(File.ReadAllText(Program(service)))
        select (Event: consumes.Groups["event"].Value, Consumer: consumes.Groups["consumer"].Value, Service: service))
        .ToLookup(s => s.Event, s => (s.Service, s.Consumer));

    internal static IReadOnlyList<string> Services =>
        ["tendering", "contracting", "referrals", "billing", "monitoring"];

    /// <exception cref="Xunit.Sdk.XunitException">Nobody takes it in.</exception>
    internal static IEnumerable<(string Service, string Consumer)> Of(string name)
    {
        Assert.True(ByEvent.Contains(name), $"Nobody takes in {name}.");
        return ByEvent[name];
    }

    private static string Program(string service) => Path.Combine(
        RunningPlatform.Setting("RepositoryRoot"), "services",
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service), "Program.cs");

    [GeneratedRegex(@"\.Consumes<(?<event>\w+), (?<consumer>\w+)>")]
    private static partial Regex Consumes();
}
