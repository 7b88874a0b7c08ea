using System.Text.Json;
using System.Xml.Linq;
using Jeugdregio.Coverage;

namespace Jeugdregio.Architecture.Tests;

/// <summary>Who may know whom, what is shared, and which versions (decision 2).</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Services = ["Tendering", "Contracting", "Referrals", "Billing", "Monitoring"];

    /// <summary>What is shared, and what it may know itself. A new one needs a decision.</summary>
    private static readonly Dictionary<string, string[]> Shared = new()
    {
        ["Values"] = [],
        ["Ijw"] = ["Values"],
        ["Ijw.Tool"] = ["Ijw", "Values"],
        ["Region"] = ["Values"],
        ["ServiceHost"] = ["Values"],
        ["Ijw.Mailbox"] = ["Ijw", "Region", "ServiceHost", "Values"],
    };

    private static readonly string[] OfServices = ["Ijw", "Ijw.Mailbox", "Region", "ServiceHost", "Values"];

    [Fact]
    public void Values_holds_what_was_agreed_and_nothing_else()
    {
        string[] agreed =
        [
            "Bsn.cs", "ClientKey.cs", "Codes.cs", "DutchCalendar.cs", "Money.cs", "Outcome.cs", "Period.cs",
            "WorkingDays.cs",
        ];
        var there = Repository.Sources.Where(file => file.Folder is "services/Values")
            .Select(file => file.Path["services/Values/".Length..]);
        Assert.Equal(agreed, there.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_under_services_is_a_service_its_wire_or_one_of_the_few_shared_ones() =>
        Assert.All(Projects("services/"), path => Assert.True(
            Services.Contains(NameOf(path)) || IsWire(NameOf(path)) || Shared.ContainsKey(NameOf(path)),
            $"{path}: a fifth shared thing needs a decision."));

    [Fact]
    public void A_wire_project_references_nothing_of_ours()
    {
        var wires = Projects("services/").Where(path => IsWire(NameOf(path))).ToList();
        Assert.NotEmpty(wires);
        Assert.All(wires, path => Assert.Empty(References(path)));
    }

    [Fact]
    public void A_shared_project_references_only_what_is_below_it() =>
        Assert.All(Projects("services/").Where(path => Shared.ContainsKey(NameOf(path))), path =>
            Assert.Empty(References(path).Except(Shared[NameOf(path)])));

    [Fact]
    public void A_service_references_wires_and_shared_projects_and_no_other_service() =>
        Assert.All(Services.Select(service => References($"services/{service}/{service}.csproj")), references =>
            Assert.Empty(references.Where(name => !IsWire(name)).Except(OfServices)));

    [Fact]
    public void The_gateway_references_at_most_the_service_host() =>
        Assert.All(Projects("gateway/"), path => Assert.Empty(References(path).Except(["ServiceHost"])));

    [Fact]
    public void The_host_of_all_references_its_engine_only() =>
        Assert.All(Projects("aspire-host/"), path => Assert.Empty(References(path).Except(["LocalEngine"])));

    [Fact]
    public void Nothing_but_tests_references_a_test_project()
    {
        var tests = Projects("tests/").Select(NameOf).ToHashSet();
        Assert.All(
            Projects("").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)),
            path => Assert.Empty(References(path).Intersect(tests)));
    }

    [Fact]
    public void Tests_of_a_service_know_the_inside_of_no_other_service() =>
        // what is measured is measured without its HTTP and its bus
        Assert.All(Projects("tests/").Where(path => NameOf(path) != "Benchmarks"), path => Assert.DoesNotContain(
            References(path).Except(OnlyBuilt(path)).Intersect(Services),
            service => NameOf(path) != $"{service}.Tests"));

    [Fact]
    public void The_bus_is_held_below_9_which_needs_a_commercial_licence()
    {
        var central = XDocument.Parse(Repository.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .Where(package => IsBus((string)package.Attribute("Include")!)).ToList();
        Assert.NotEmpty(central);
        Assert.All(central, package => Assert.Equal("[8.5.12,9.0.0)", (string?)package.Attribute("Version")));

        var resolved = Locks().SelectMany(Resolved).Where(package => IsBus(package.Name)).ToList();
        Assert.NotEmpty(resolved);
        Assert.All(resolved, package =>
            Assert.True(Version.Parse(package.Version.Split('-')[0]) < new Version(9, 0), package.ToString()));
    }

    [Fact]
    public void Only_the_service_host_takes_the_bus_and_the_migrator_in()
    {
        var taking = Projects("").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Where(path =>
            Packages(path).Any(name => IsBus(name) || name.StartsWith("dbup", StringComparison.Ordinal)));
        Assert.Equal(["services/ServiceHost/ServiceHost.csproj"], taking);
    }

    [Fact]
    public void A_project_has_its_lock_file_and_names_no_version_itself() =>
        Assert.All(Projects(""), path =>
        {
            Assert.Contains($"{path[..path.LastIndexOf('/')]}/packages.lock.json", Repository.Files);
            Assert.DoesNotContain(
                XDocument.Parse(Repository.Text(path)).Descendants("PackageReference"),
                package => package.Attribute("Version") is not null
                    || package.Attribute("VersionOverride") is not null);
        });

    [Fact]
    public void The_solution_holds_every_project()
    {
        var held = XDocument.Parse(Repository.Text("Jeugdregio.slnx")).Descendants("Project")
            .Select(p => (string)p.Attribute("Path")!);
        Assert.Equal(Projects("").Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Projects(string under) => Repository.Files.Where(path =>
        path.StartsWith(under, StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal));

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static bool IsWire(string name) =>
        name.EndsWith(".Wire", StringComparison.Ordinal) && Services.Contains(name[..^".Wire".Length]);

    private static bool IsBus(string name) => name.StartsWith("MassTransit", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> References(string path) => Named(path, "ProjectReference").Select(NameOf);

    /// <summary>What is built along, to be started as a process, and of which no type can be named.</summary>
    private static IEnumerable<string> OnlyBuilt(string path) => XDocument.Parse(Repository.Text(path))
        .Descendants("ProjectReference")
        .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") is "false")
        .Select(reference => NameOf((string)reference.Attribute("Include")!));

    private static IEnumerable<string> Packages(string path) => Named(path, "PackageReference");

    private static IEnumerable<string> Named(string path, string element) => XDocument.Parse(Repository.Text(path))
        .Descendants(element).Select(reference => (string?)reference.Attribute("Include")).OfType<string>();

    private static IEnumerable<string> Locks() =>
        Repository.Files.Where(path => Path.GetFileName(path) is "packages.lock.json");

    private static IEnumerable<(string Path, string Name, string Version)> Resolved(string path)
    {
        using var json = JsonDocument.Parse(Repository.Text(path));
        var packages =
            from framework in json.RootElement.GetProperty("dependencies").EnumerateObject()
            from package in framework.Value.EnumerateObject()
            where package.Value.TryGetProperty("resolved", out _)
            select (path, package.Name, package.Value.GetProperty("resolved").GetString()!);
        return [.. packages];
    }
}
