using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Coverage;

/// <summary>The files of the repository that this runs in.</summary>
internal static class Repository
{
    private static readonly Checkout Here = Checkout.Around(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not in the repository.");

    /// <summary>The directory of the solution.</summary>
    internal static string Root => Here.Root;

    /// <summary>Every file, from the root, with slashes.</summary>
    internal static IReadOnlyList<string> Files => Here.Files;

    /// <summary>Every C# file.</summary>
    internal static IReadOnlyList<SourceFile> Sources => Here.Sources;

    /// <summary>Every test with its traits.</summary>
    internal static IReadOnlyList<Test> Tests => Here.Tests;

    internal static string Text(string path) => Here.Text(path);
}
