using System.Text;
using System.Text.Json;
using Jeugdregio.Ijw.Tool.Source;
using Spectre.Console;

namespace Jeugdregio.Ijw.Tool.Tests;

/// <summary>What came of one run of the command.</summary>
internal sealed record Ran(int Code, byte[] Bytes, string Error)
{
    internal string Output => Encoding.UTF8.GetString(Bytes);

    internal IReadOnlyList<JsonElement> Objects =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    internal static Ran Ijw(params string[] arguments) => With([], arguments);

    /// <summary>Runs it on 1 March 2026, with this on standard input.</summary>
    internal static Ran With(byte[] input, params string[] arguments) => Run(input, around => around, arguments);

    /// <summary>Runs it in a directory.</summary>
    internal static Ran In(string directory, params string[] arguments) =>
        Run([], around => around with { Directories = [directory] }, arguments);

    /// <summary>Runs it where its output is a terminal.</summary>
    internal static Ran OnTerminal(byte[] input, params string[] arguments) =>
        Run(input, around => around with { IsColoured = true, IsOutputTerminal = true }, arguments);

    /// <summary>Runs it where its standard error is a terminal.</summary>
    internal static Ran Watched(bool isOutputTerminal, params string[] arguments) => Run(
        [],
        around => around with { Progress = Terminal(around.Error), IsOutputTerminal = isOutputTerminal },
        arguments);

    private static Ran Run(byte[] input, Func<Surroundings, Surroundings> with, string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        using var pipe = new Pipe(input);
        var around = new Surroundings(pipe, output, error, new March()) { Directories = [Path.GetTempPath()] };
        var code = IjwCommand.Run(arguments, with(around));
        return new(code, output.ToArray(), error.ToString());
    }

    private static IAnsiConsole Terminal(TextWriter error)
    {
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(error),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = 80;
        return console;
    }

    private sealed class March : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Can be read once, as standard input can.</summary>
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

/// <summary>The official files of the standard, which live beside the repository and not in it.</summary>
internal static class Official
{
    /// <summary>The path of one of them; skips the test, visibly, when they are not on this machine.</summary>
    internal static string Path(params string[] parts)
    {
        var beside = Directory.GetParent(Checkout.Around(AppContext.BaseDirectory)?.Root ?? "/")?.FullName ?? "/";
        var found = System.IO.Path.Combine([beside, "shared", "ijw-3.2", .. parts]);
        if (!Directory.Exists(found) && !File.Exists(found))
            Assert.Skip("The official files of iJw 3.2 are not beside the repository (../shared/ijw-3.2).");
        return found;
    }
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class Folder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("ijw-").FullName;

    internal string File(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
