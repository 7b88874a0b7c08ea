using System.Globalization;
using System.Text.RegularExpressions;
using Jeugdregio.Coverage;
using Jeugdregio.Ijw.Tool.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Architecture.Tests;

/// <summary>What is not written, and what is.</summary>
public sealed partial class WordTests
{
    /// <summary>The one number that anybody may print: the example by which the 11-check is explained.</summary>
    private const string PublishedExample = "123456782";

    [Fact]
    public void Nothing_that_runs_is_unfinished_sleeps_or_reads_the_clock_of_the_machine()
    {
        var found = Repository.Sources.Where(file => !file.IsInTests).SelectMany(Lines)
            .Where(line => Unfinished().IsMatch(line.Text))
            .Select(line => line.Place);
        Found.Nothing(found);
    }

    [Fact]
    public void No_test_is_skipped()
    {
        var found = Repository.Sources.Where(file => file.IsInTests).SelectMany(file => file.Root.DescendantNodes()
            .OfType<AttributeArgumentSyntax>()
            .Where(argument => argument.NameEquals?.Name.ToString() is "Skip" or "SkipWhen" or "SkipUnless")
            .Select(argument => TestReader.Place(argument, file)));
        Found.Nothing(found);
    }

    [Fact]
    public void No_number_outside_the_test_range_could_be_the_number_of_a_person()
    {
        var found = Repository.Files.SelectMany(path => NineDigits().Matches(Repository.Text(path))
            .Select(match => match.Value)
            .Where(digits => digits is not PublishedExample && PassesElevenCheck(digits))
            .Where(digits => int.Parse(digits, CultureInfo.InvariantCulture) is < 999900006 or > 999999990)
            .Select(_ => path));
        Found.Nothing(found.Distinct());
    }

    [Fact]
    public void The_guard_against_numbers_of_persons_sees_one()
    {
        var number = string.Concat("1234567", "82");
        Assert.True(PassesElevenCheck(number));
        Assert.Matches(NineDigits(), $"\"{number}\"");
        Assert.DoesNotMatch(NineDigits(), $"{number}0 a{number}");
    }

    [Fact]
    public void A_decision_is_short_numbered_and_says_problem_decision_and_consequences()
    {
        var decisions = Repository.Files.Where(path => Decision().IsMatch(path)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(decisions);
        // a number is given before a decision is written, so one that is still being written leaves a gap
        Assert.Distinct(decisions.Select(path => Path.GetFileName(path)[..4]));
        Assert.All(decisions, decision =>
        {
            var lines = Repository.Text(decision).TrimEnd().Split('\n');
            Assert.True(lines.Length <= 40, $"{decision} has {lines.Length} lines.");
            var number = int.Parse(Path.GetFileName(decision)[..4], System.Globalization.CultureInfo.InvariantCulture);
            Assert.StartsWith($"# {number}. ", lines[0], StringComparison.Ordinal);
            var headings = lines.Select(line => Heading().Match(line)).Where(m => m.Success)
                .Select(m => m.Groups[1].Value);
            Assert.Equal(["Problem", "Decision", "Consequences"], headings);
        });
    }

    [Fact]
    public void The_first_page_is_read_in_a_few_minutes()
    {
        if (!Repository.Files.Contains("README.md")) return;
        Assert.True(Repository.Text("README.md").TrimEnd().Split('\n').Length <= 150);
    }

    [Theory]
    [InlineData("Tendering")]
    [InlineData("Contracting")]
    [InlineData("Referrals")]
    [InlineData("Billing")]
    [InlineData("Monitoring")]
    public void A_service_says_what_it_is_for(string service) =>
        Assert.Contains($"services/{service}/README.md", Repository.Files);

    [Fact]
    public void A_type_on_the_wire_says_what_it_means()
    {
        var types = Repository.Sources
            .Where(file => file.Folder.EndsWith(".Wire", StringComparison.Ordinal))
            .SelectMany(file => file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
                .Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword))
                .Select(type => (Type: type, Place: $"{TestReader.Place(type, file)} {type.Identifier.Text}")))
            .ToList();
        Assert.NotEmpty(types);
        Found.Nothing(types.Where(t => !HasSummary(t.Type)).Select(t => t.Place));
    }

    private static bool HasSummary(SyntaxNode type) => type.GetLeadingTrivia()
        .Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>()
        .SelectMany(comment => comment.Content.OfType<XmlElementSyntax>())
        .Where(element => element.StartTag.Name.ToString() is "summary")
        .Any(element => element.Content.ToString().Trim(' ', '/', '\n') is not "");

    private static IEnumerable<(string Text, string Place)> Lines(SourceFile file) =>
        file.Text.Split('\n').Select((text, index) => (text, $"{file.Path}:{index + 1}"));

    private static bool PassesElevenCheck(string digits)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (digits[i] - '0') * (i == 8 ? -1 : 9 - i);
        return sum % 11 == 0 && digits is not "000000000";
    }

    [GeneratedRegex(@"\b(NotImplementedException|TODO|FIXME|HACK|Thread\.Sleep|DateTime(Offset)?\.(Utc)?Now)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])")]
    private static partial Regex NineDigits();

    [GeneratedRegex(@"^services/decisions/[^/]+\.md$")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^(?:\*\*|#+ )(Problem|Decision|Consequences)\b")]
    private static partial Regex Heading();
}
