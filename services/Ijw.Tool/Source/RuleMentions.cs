using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Ijw.Tool.Source;

/// <summary>A type that sees to a rule.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="Project">Its project: <c>Billing</c>.</param>
/// <param name="Type">Its name.</param>
/// <param name="File">Where it says so, from the root.</param>
/// <param name="Line">The first line where it says so.</param>
/// <param name="Kind">The one message in which it does; null for all that are its project's.</param>
internal sealed record Mention(string Rule, string Project, string Type, string File, int Line, MessageKind? Kind);

/// <summary>
/// Where the services name the rules they see to: as a text in the code of a type, or in its
/// <see cref="EnforcesAttribute"/>, which then has the last word about that rule in that type. Comments do not count.
/// </summary>
internal static partial class RuleMentions
{
    private const string Declaration = "Enforces";

    /// <summary>What names rules without seeing to them: what says what they mean.</summary>
    private static readonly string[] Descriptions =
    [
        "services/Ijw/Rules/Catalogue/", "services/Ijw/Rules/RuleCatalogue.cs", "services/Ijw/Rules/BusinessRules.cs",
        "services/Ijw/ReturnCodes.cs", "services/Ijw.Tool/",
    ];

    internal static IReadOnlyList<Mention> In(Checkout checkout) =>
    [
        .. checkout.Sources
            .Where(file => file.Path.StartsWith("services/", StringComparison.Ordinal))
            .Where(file => !Descriptions.Any(path => file.Path.StartsWith(path, StringComparison.Ordinal)))
            // most files name none, and need not be parsed
            .Where(file => QuotedCode().IsMatch(file.Text))
            .SelectMany(InFile),
    ];

    private static IEnumerable<Mention> InFile(SourceFile file)
    {
        var found = file.Root.DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Where(literal => Code().IsMatch(literal.Token.ValueText))
            .Select(literal => (literal, attribute: AttributeOf(literal), type: TypeOf(literal)))
            .Where(one => one.type is not null)
            .GroupBy(one => (Rule: one.literal.Token.ValueText, Type: one.type!.Identifier.Text));
        foreach (var one in found)
        {
            var declared = one.Where(mention => mention.attribute is not null).ToList();
            foreach (var (literal, attribute, _) in declared is [] ? one.Take(1) : declared)
                yield return new(
                    one.Key.Rule, file.Folder["services/".Length..], one.Key.Type, file.Path,
                    TestReader.LineOf(literal), KindOf(attribute));
        }
    }

    private static AttributeSyntax? AttributeOf(LiteralExpressionSyntax literal) =>
        literal.FirstAncestorOrSelf<AttributeSyntax>(attribute => attribute.Name.ToString() is Declaration);

    private static TypeDeclarationSyntax? TypeOf(LiteralExpressionSyntax literal) =>
        literal.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static MessageKind? KindOf(AttributeSyntax? attribute) =>
        attribute?.ArgumentList?.Arguments[0].Expression is MemberAccessExpressionSyntax kind
            ? Enum.Parse<MessageKind>(kind.Name.Identifier.Text)
            : null;

    [GeneratedRegex("^(RS|CD|CS|TR|OP)[0-9]{3}(x[0-9])?$")]
    private static partial Regex Code();

    [GeneratedRegex("\"(RS|CD|CS|TR|OP)[0-9]{3}(x[0-9])?\"")]
    private static partial Regex QuotedCode();
}
