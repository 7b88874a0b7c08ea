using Microsoft.CodeAnalysis.CSharp;

namespace Jeugdregio.Ijw.Tool.Source;

/// <summary>A source file of ours.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">What it says.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<CSharpSyntaxNode> _root =
        new(() => (CSharpSyntaxNode)CSharpSyntaxTree.ParseText(Text, CSharpParseOptions.Default, Path).GetRoot());

    internal CSharpSyntaxNode Root => _root.Value;

    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folder of a project: <c>services/Billing</c>, <c>tests/Story</c>, <c>aspire-host</c>.</summary>
    internal string Folder => Path.StartsWith("aspire-host/", StringComparison.Ordinal)
        ? "aspire-host"
        : string.Join('/', Path.Split('/')[..^1].Take(2));

    internal bool IsInTests => Path.StartsWith("tests/", StringComparison.Ordinal);
}

/// <summary>The files of this repository as they lie there, without what is built or run.</summary>
internal sealed class Checkout
{
    private const string Solution = "Jeugdregio.slnx";

    private static readonly HashSet<string> NotOurs =
        [".git", ".data", "bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", ".vs", ".idea"];

    private readonly Lazy<IReadOnlyList<string>> _files;
    private readonly Lazy<IReadOnlyList<SourceFile>> _sources;
    private readonly Lazy<IReadOnlyList<Test>> _tests;

    private Checkout(string root)
    {
        Root = root;
        _files = new(() => [.. Walk(root, "").Order(StringComparer.Ordinal)]);
        _sources = new(() =>
        [
            .. Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
                .Select(path => new SourceFile(path, Text(path))),
        ]);
        _tests = new(() => [.. Sources.Where(file => file.IsInTests).SelectMany(TestReader.TestsIn)]);
    }

    /// <summary>The directory of the solution.</summary>
    internal string Root { get; }

    /// <summary>Every file, from the root, with slashes.</summary>
    internal IReadOnlyList<string> Files => _files.Value;

    /// <summary>Every C# file.</summary>
    internal IReadOnlyList<SourceFile> Sources => _sources.Value;

    /// <summary>Every test with its traits.</summary>
    internal IReadOnlyList<Test> Tests => _tests.Value;

    /// <summary>The checkout that a directory is in; null when it is in none.</summary>
    internal static Checkout? Around(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, Solution))) return new(at.FullName);
        return null;
    }

    internal string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string directory, string path)
    {
        foreach (var file in Directory.EnumerateFiles(directory).Select(file => Path.GetFileName(file)))
            if (file != ".git" && !file.Contains(".received.", StringComparison.Ordinal)) yield return path + file;
        foreach (var inner in Directory.EnumerateDirectories(directory))
        {
            var name = Path.GetFileName(inner);
            if (NotOurs.Contains(name)) continue;
            foreach (var file in Walk(inner, $"{path}{name}/")) yield return file;
        }
    }
}
