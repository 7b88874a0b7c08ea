using Jeugdregio.Coverage;
using Jeugdregio.Ijw.Tool.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jeugdregio.Architecture.Tests;

/// <summary>What is longer than it should be becomes less, never more. A folder that is not named has none.</summary>
public sealed class RatchetTests
{
    private const int Columns = 120;
    private const int MostColumns = 160;
    private const int FunctionLines = 70;

    /// <summary>Lines over 120 columns that a folder may have; lower them as they go.</summary>
    private static readonly Dictionary<string, int> WideLines = new()
    {
        ["aspire-host"] = 56,
        ["gateway/Gateway"] = 1,
        ["services/Billing"] = 2,
        ["services/Billing.Wire"] = 5,
        ["services/Contracting"] = 127,
        ["services/Contracting.Wire"] = 3,
        ["services/Ijw"] = 2,
        ["services/Ijw.Mailbox"] = 59,
        ["services/Monitoring"] = 5,
        ["services/Referrals"] = 182,
        ["services/Referrals.Wire"] = 6,
        ["services/Region"] = 13,
        ["services/ServiceHost"] = 124,
        ["services/Tendering"] = 155,
        ["services/Tendering.Wire"] = 3,
        ["services/Values"] = 9,
        ["tests/AspireHost.Tests"] = 14,
        ["tests/Billing.Tests"] = 6,
        ["tests/Contracting.Tests"] = 88,
        ["tests/NoteService"] = 5,
        ["tests/Referrals.Tests"] = 112,
        ["tests/Region.Tests"] = 3,
        ["tests/ServiceHost.Tests"] = 12,
        ["tests/Story"] = 78,
        ["tests/System.Tests"] = 33,
        ["tests/Tendering.Tests"] = 95,
        ["tests/TestSupport"] = 22,
        ["tests/Values.Tests"] = 2,
    };

    /// <summary>Functions over 70 lines that a folder may have; lower them as they go.</summary>
    private static readonly Dictionary<string, int> LongFunctions = [];

    [Fact]
    public void No_line_is_over_160_columns()
    {
        var wide = Repository.Sources.SelectMany(file => file.Text.Split('\n')
            .Select((line, index) => (line.Length, Place: $"{file.Path}:{index + 1}"))
            .Where(line => line.Length > MostColumns)
            .Select(line => $"{line.Place} has {line.Length}"));
        Found.Nothing(wide);
    }

    [Fact]
    public void Lines_over_120_columns_do_not_become_more() =>
        Found.Nothing(Grown(WideLines, file => file.Text.Split('\n').Count(line => line.Length > Columns)));

    [Fact]
    public void Functions_over_70_lines_do_not_become_more() =>
        Found.Nothing(Grown(LongFunctions, file => Functions(file.Root).Count(lines => lines > FunctionLines)));

    private static IEnumerable<string> Grown(Dictionary<string, int> allowed, Func<SourceFile, int> count) => Repository
        .Sources.GroupBy(file => file.Folder)
        .Select(folder => (Name: folder.Key, Has: folder.Sum(count), May: allowed.GetValueOrDefault(folder.Key)))
        .Where(folder => folder.Has > folder.May)
        .Select(folder => $"[\"{folder.Name}\"] has {folder.Has}, may have {folder.May}");

    private static IEnumerable<int> Functions(SyntaxNode root) => root.DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
        .Select(node => node.GetLocation().GetLineSpan())
        .Select(span => span.EndLinePosition.Line - span.StartLinePosition.Line + 1);
}
