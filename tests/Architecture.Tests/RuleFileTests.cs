using Jeugdregio.Coverage;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Tool.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Architecture.Tests;

/// <summary>Rules are pure, and machinery is where it may be (decisions 1 and 4).</summary>
public sealed class RuleFileTests
{
    private static readonly string[] Services =
        ["services/Tendering", "services/Contracting", "services/Referrals", "services/Billing", "services/Monitoring"];

    /// <summary>How a file says that it is not a rule.</summary>
    private static readonly string[] Shells =
        [".Endpoint.cs", ".Consumer.cs", ".Handler.cs", ".Message.cs", ".Query.cs", "Store.cs", "Map.cs"];

    /// <summary>Files that are no rules although their names do not say so, and why.</summary>
    private static readonly Dictionary<string, string> NoRules = new()
    {
        ["services/Contracting/ContractingService.cs"] = "hands each gRPC call to its act or query",
        ["services/Referrals/Allocations/AllocationMailing.cs"] = "loads, writes and sends one JW301 for two endpoints",
        ["services/Referrals/Allocations/AllocationStream.cs"] = "the gRPC stream from which a copy is rebuilt",
    };

    /// <summary>Machinery in a rule file all the same, and why.</summary>
    private static readonly Dictionary<(string Path, string Word), string> Excused = new()
    {
        [("services/Referrals/Care/CareReport.cs", "NewGuid")] =
            "tells apart what a message brings, before it has a row; never kept",
    };

    private static readonly HashSet<string> Machinery =
    [
        "async", "await", "Task", "ValueTask", "CancellationToken", "Dapper", "MassTransit", "ILogger", "HttpContext",
        "HttpClient", "IServiceProvider", "RpcException", "TimeProvider", "UnitOfWork", "Random", "NewGuid",
        "CreateVersion7",
    ];

    /// <summary>Where SQL and its drivers are besides the host, the stores and the queries, and why.</summary>
    private static readonly Dictionary<string, string> AlsoDatabase = new()
    {
        ["services/Referrals/Allocations/AllocationStream.cs"] = "streams rows: a copy of millions is never in memory",
        ["aspire-host/local/LocalPostgres.cs"] = "makes the databases of the local cluster",
    };

    [Fact]
    public void A_rule_file_holds_no_machinery()
    {
        var rules = InServices().Where(file => !IsShell(file) && !NoRules.ContainsKey(file.Path));
        Found.Nothing(rules.SelectMany(MachineryIn));
    }

    [Fact]
    public void A_decide_is_in_a_rule_file_and_knows_no_machinery()
    {
        var decides = InServices()
            .Where(file => file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>().Any(IsDecide)).ToList();
        Assert.NotEmpty(decides);
        Assert.DoesNotContain(decides, IsShell);
        Found.Nothing(decides.SelectMany(MachineryIn));
    }

    [Fact]
    public void The_list_of_files_that_are_no_rules_names_only_files_that_need_it()
    {
        var needed = InServices().Where(file => !IsShell(file) && MachineryIn(file).Any()).Select(file => file.Path);
        Assert.Equal(needed.Order(), NoRules.Keys.Order());
    }

    [Fact]
    public void The_bus_is_known_to_the_service_host_only()
    {
        var known = Production().Where(file => Names(file).Contains("MassTransit")).Select(file => file.Folder);
        Assert.Equal(["services/ServiceHost"], known.Distinct());
    }

    [Fact]
    public void The_database_driver_is_known_to_the_service_host_stores_and_queries_only()
    {
        var known = Production()
            .Where(file => Names(file).Any(IsDriver))
            .Where(file => file.Folder is not "services/ServiceHost")
            .Where(file => !file.Name.EndsWith("Store.cs", StringComparison.Ordinal))
            .Where(file => !file.Name.EndsWith(".Query.cs", StringComparison.Ordinal))
            .Select(file => file.Path);
        Assert.Equal(AlsoDatabase.Keys.Order(), known.Order());
    }

    [Fact]
    public void A_type_of_a_service_is_internal_and_sealed()
    {
        var open = InServices().SelectMany(file => file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => type.Parent is not TypeDeclarationSyntax && type.Identifier.Text is not "Program")
            .Where(type => !IsSealed(type))
            .Select(type => $"{TestReader.Place(type, file)} {type.Identifier.Text}"));
        Found.Nothing(open);
    }

    [Fact]
    public void What_a_type_says_it_enforces_is_a_rule_of_the_standard_in_a_message_that_is_its_own()
    {
        var declared = Production().Where(file => file.Path.StartsWith("services/", StringComparison.Ordinal))
            .SelectMany(file => file.Root.DescendantNodes().OfType<AttributeSyntax>()
                .Where(attribute => attribute.Name.ToString() is "Enforces")
                .Select(attribute => (file, attribute)))
            .ToList();
        Assert.NotEmpty(declared);
        Found.Nothing(declared
            .Where(one => !Codes(one.attribute).All(code => IsOwn(code, KindOf(one.attribute), one.file)))
            .Select(one => TestReader.Place(one.attribute, one.file)));
    }

    private static IEnumerable<SourceFile> Production() => Repository.Sources.Where(file => !file.IsInTests);

    private static IEnumerable<SourceFile> InServices() =>
        Repository.Sources.Where(file => Services.Contains(file.Folder));

    private static bool IsShell(SourceFile file) =>
        file.Name is "Program.cs" || Shells.Any(shell => file.Name.EndsWith(shell, StringComparison.Ordinal));

    /// <summary>An endpoint may call its handler Decide too; that one gives a task.</summary>
    private static bool IsDecide(MethodDeclarationSyntax method) => method.Identifier.Text is "Decide"
        && method.Modifiers.Any(SyntaxKind.StaticKeyword)
        && !method.ReturnType.ToString().StartsWith("Task", StringComparison.Ordinal);

    private static IEnumerable<string> MachineryIn(SourceFile file) => file.Root.DescendantTokens()
        .Where(token => !Excused.ContainsKey((file.Path, token.Text)))
        .Where(token => Machinery.Contains(token.Text) || token.Text.StartsWith("Npgsql", StringComparison.Ordinal))
        .Select(token => $"{file.Path}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {token.Text}");

    private static IEnumerable<string> Names(SourceFile file) =>
        file.Root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.Text);

    private static bool IsDriver(string name) =>
        name is "Dapper" || name.StartsWith("Npgsql", StringComparison.Ordinal);

    private static bool IsSealed(TypeDeclarationSyntax type) => !type.Modifiers.Any(SyntaxKind.PublicKeyword)
        && (type is InterfaceDeclarationSyntax or StructDeclarationSyntax
            || type is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword }
            || type.Modifiers.Any(m =>
                m.IsKind(SyntaxKind.SealedKeyword) || m.IsKind(SyntaxKind.StaticKeyword)
                || m.IsKind(SyntaxKind.AbstractKeyword)));

    private static IEnumerable<string> Codes(AttributeSyntax attribute) => attribute.DescendantNodes()
        .OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText);

    private static string? KindOf(AttributeSyntax attribute) => attribute.DescendantNodes()
        .OfType<MemberAccessExpressionSyntax>().FirstOrDefault()?.Name.Identifier.Text;

    private static bool IsOwn(string code, string? kind, SourceFile file) =>
        RuleCatalogue.All.TryGetValue(code, out var rule)
        && rule.Kinds.Any(one => (kind is null || one.ToString() == kind)
            && file.Folder.EndsWith(rule.OwnerFor(one).ToString(), StringComparison.Ordinal));
}
