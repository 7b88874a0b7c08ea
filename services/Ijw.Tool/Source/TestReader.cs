using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Ijw.Tool.Source;

/// <summary>A trait as it is written on a test.</summary>
internal readonly record struct TestTrait(string Name, string Value);

/// <summary>A test as it is written.</summary>
/// <param name="Project">Its project: <c>Billing.Tests</c>.</param>
/// <param name="Class">The class it is in.</param>
/// <param name="Name">Its sentence.</param>
/// <param name="Traits">Its own, its rows' and its class's.</param>
/// <param name="Place">File and line.</param>
internal sealed record Test(string Project, string Class, string Name, IReadOnlyList<TestTrait> Traits, string Place);

/// <summary>Tests and their traits, read from source: no build, no run.</summary>
internal static partial class TestReader
{
    private static readonly HashSet<string> Facts = ["Fact", "Theory"];

    /// <summary>Whether it is a method that the runner runs.</summary>
    internal static bool IsTest(MethodDeclarationSyntax method) =>
        Attributes(method).Any(a => Facts.Contains(a.Name.ToString()));

    internal static IEnumerable<AttributeSyntax> Attributes(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(list => list.Attributes);

    internal static string Place(SyntaxNode node, SourceFile file) => $"{file.Path}:{LineOf(node)}";

    internal static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    internal static IEnumerable<Test> TestsIn(SourceFile file)
    {
        foreach (var method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(IsTest))
        {
            var type = method.Ancestors().OfType<TypeDeclarationSyntax>().First();
            yield return new(
                file.Folder["tests/".Length..], type.Identifier.Text, method.Identifier.Text,
                [.. Written(method).Concat(Written(type)).Concat(OfRows(method, type)).Distinct()],
                Place(method, file));
        }
    }

    private static IEnumerable<TestTrait> Written(MemberDeclarationSyntax member) => Attributes(member)
        .Where(a => a.Name.ToString() == "Trait")
        .Select(a => a.ArgumentList!.Arguments)
        .Select(arguments => new TestTrait(Literal(arguments[0].Expression), Literal(arguments[1].Expression)));

    /// <summary>
    /// The traits of a theory's rows (<c>WithTrait</c> in the member that gives them). Where a row gives its own
    /// code, the codes are the first items of the tuples in that member and in those of the class that it uses.
    /// </summary>
    private static IEnumerable<TestTrait> OfRows(MethodDeclarationSyntax method, TypeDeclarationSyntax type)
    {
        var sources = Attributes(method).Where(a => a.Name.ToString() == "MemberData")
            .Select(a => a.ArgumentList!.Arguments[0].Expression as InvocationExpressionSyntax)
            .Select(nameOf => nameOf?.ArgumentList.Arguments[0].ToString());
        foreach (var source in type.Members.Where(member => sources.Contains(NameOf(member))))
        {
            foreach (var call in WithTraits(source))
            {
                var (name, value) = (Literal(call.Arguments[0].Expression), call.Arguments[1].Expression);
                if (value is LiteralExpressionSyntax) yield return new(name, Literal(value));
                else foreach (var code in FirstOfTuples(Used(source, type))) yield return new(name, code);
            }
        }
    }

    private static IEnumerable<ArgumentListSyntax> WithTraits(MemberDeclarationSyntax member) => member
        .DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "WithTrait" })
        .Select(call => call.ArgumentList);

    /// <summary>A member, what it names of its class, what that names, and so on.</summary>
    private static HashSet<MemberDeclarationSyntax> Used(MemberDeclarationSyntax member, TypeDeclarationSyntax type)
    {
        var used = new HashSet<MemberDeclarationSyntax> { member };
        var next = new Queue<MemberDeclarationSyntax>(used);
        while (next.TryDequeue(out var one))
        {
            var names = one.DescendantNodes().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text).ToHashSet();
            foreach (var other in type.Members.Where(m => NameOf(m) is { } name && names.Contains(name)))
                if (used.Add(other)) next.Enqueue(other);
        }
        return used;
    }

    private static IEnumerable<string> FirstOfTuples(IEnumerable<SyntaxNode> within) => within
        .SelectMany(node => node.DescendantNodes().OfType<TupleExpressionSyntax>())
        .Select(tuple => tuple.Arguments[0].Expression)
        .OfType<LiteralExpressionSyntax>()
        .Select(literal => literal.Token.ValueText)
        .Where(text => Code().IsMatch(text));

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => property.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        _ => null,
    };

    private static string Literal(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal ? literal.Token.ValueText : expression.ToString();

    /// <summary>A rule or a requirement.</summary>
    [GeneratedRegex("^[A-Z]{1,2}[0-9]{2,3}(x[0-9])?$")]
    private static partial Regex Code();
}
