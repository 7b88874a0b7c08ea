using Jeugdregio.Coverage;
using Jeugdregio.Ijw.Tool.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Architecture.Tests;

/// <summary>A test says what it proves, by a code that exists, and what it needs.</summary>
public sealed class TestTests
{
    /// <summary>What starts a database, a broker or the platform.</summary>
    private static readonly string[] Starters = ["ServiceFixture", "Servers", "RunningPlatform"];

    [Fact]
    public void A_trait_names_a_code_that_exists()
    {
        var wrong = Repository.Tests.SelectMany(test => test.Traits
            .Where(trait => !KnownCodes.Knows(trait.Name, trait.Value))
            .Select(trait => $"{test.Place}: {trait.Name} {trait.Value}"));
        Found.Nothing(wrong);
    }

    [Fact]
    public void There_are_187_requirements_80_technical_rules_and_41_conditions_and_constraints()
    {
        Assert.Equal(187, KnownCodes.Families.Where(f => f.Trait is "requirement").Sum(f => f.Codes.Count));
        int[] sizes = [.. KnownCodes.Families.Where(f => f.Trait is "rule").Select(f => f.Codes.Count)];
        Assert.Equal([80, 22, 19, 36, 91, 21], sizes);
    }

    [Fact]
    public void The_name_of_a_test_is_a_sentence()
    {
        var wrong = Repository.Tests.Where(test => Words(test.Name) < 3);
        Found.Nothing(wrong.Select(test => $"{test.Place} {test.Name}"));
    }

    [Fact]
    public void A_test_that_starts_a_server_says_what_it_needs()
    {
        var wrong = Repository.Sources.Where(file => file.IsInTests).GroupBy(file => file.Folder).SelectMany(project =>
        {
            var starters = StartersOf([.. project]);
            return project.SelectMany(file => TypesOf(file)
                .Where(type => Takes(type, starters))
                .SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>().Where(TestReader.IsTest))
                .Select(method => TestReader.Place(method, file)));
        });
        var silent = Repository.Tests.Where(test => test.Traits.All(trait => trait.Name is not "needs"));
        Found.Nothing(wrong.Intersect(silent.Select(test => test.Place)));
    }

    private static int Words(string name) => name.Split('_', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>What starts something or is handed one: fixtures, their collections, scenes around them.</summary>
    private static HashSet<string> StartersOf(IReadOnlyList<SourceFile> project)
    {
        var found = Starters.ToHashSet();
        var types = project.SelectMany(TypesOf).ToList();
        int before;
        do
        {
            before = found.Count;
            found.UnionWith(types.Where(type => Takes(type, found)).Select(type => type.Identifier.Text).ToList());
        }
        while (found.Count > before);
        return found;
    }

    private static IEnumerable<TypeDeclarationSyntax> TypesOf(SourceFile file) =>
        file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>();

    /// <summary>Whether it is, holds, makes or is handed one of these; its methods' parameters do not count.</summary>
    private static bool Takes(TypeDeclarationSyntax type, HashSet<string> names)
    {
        IEnumerable<SyntaxNode?> parts =
        [
            type.BaseList, type.ParameterList, .. type.AttributeLists,
            .. type.Members.OfType<FieldDeclarationSyntax>(),
            .. type.Members.OfType<PropertyDeclarationSyntax>().Select(p => p.Type),
            .. type.Members.OfType<ConstructorDeclarationSyntax>().Select(c => c.ParameterList),
            .. type.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Select(c => c.Type),
        ];
        var starts = type.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(m => Starters.Contains(m.Expression.ToString()));
        return starts || parts.OfType<SyntaxNode>().SelectMany(part => part.DescendantTokens())
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.Text));
    }
}
