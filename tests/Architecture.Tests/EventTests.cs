using Jeugdregio.Coverage;
using Jeugdregio.Ijw.Tool.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Architecture.Tests;

/// <summary>An event reaches whom it is for, and nobody waits for one that is not told (decision 5).</summary>
public sealed class EventTests
{
    [Fact]
    public void What_is_published_to_a_service_is_what_that_service_consumes()
    {
        var told = Calls("Publishes")
            .SelectMany(call => call.Invocation.ArgumentList.Arguments.Select(a => (call.Event, a.Expression)))
            .Select(call => $"{call.Event} to {((LiteralExpressionSyntax)call.Expression).Token.ValueText}").ToList();
        var heard = Calls("Consumes").Select(call => $"{call.Event} to {call.Service}").ToList();
        Assert.NotEmpty(told);
        Assert.Equal(told.Order(StringComparer.Ordinal), heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_event_is_published_by_the_service_whose_wire_it_is_of()
    {
        var events = Repository.Sources
            .Where(file => file.Folder.EndsWith(".Wire", StringComparison.Ordinal))
            .SelectMany(file => file.Root.DescendantNodes().OfType<RecordDeclarationSyntax>()
                .Select(record => (Event: record.Identifier.Text, Service: ServiceOf(file)[..^".wire".Length])))
            .ToLookup(e => e.Event, e => e.Service);
        Assert.All(Calls("Publishes"), call => Assert.Contains(call.Service, events[call.Event]));
    }

    private static IEnumerable<(string Service, string Event, InvocationExpressionSyntax Invocation)> Calls(
        string method) =>
        from file in Repository.Sources
        where file.Name is "Program.cs" && file.Path.StartsWith("services/", StringComparison.Ordinal)
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let name = (call.Expression as MemberAccessExpressionSyntax)?.Name as GenericNameSyntax
        where name?.Identifier.Text == method
        select (ServiceOf(file), name.TypeArgumentList.Arguments[0].ToString(), call);

    /// <summary>Services are named by their folder, in small letters.</summary>
    private static string ServiceOf(SourceFile file) => file.Folder["services/".Length..].ToLowerInvariant();
}
