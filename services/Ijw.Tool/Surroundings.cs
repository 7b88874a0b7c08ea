using Spectre.Console;

namespace Jeugdregio.Ijw.Tool;

/// <summary>What the command reads from and writes to, so that a test can be at both ends.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, for results only.</param>
/// <param name="Error">Standard error, for everything that is not a result.</param>
/// <param name="Clock">Tells today (TR135).</param>
internal sealed record Surroundings(Stream Input, Stream Output, TextWriter Error, TimeProvider Clock)
{
    /// <summary>Whether people read the output on a terminal that has colours.</summary>
    internal bool IsColoured { get; init; }

    /// <summary>Whether standard output is a terminal, which may be the same as that of standard error.</summary>
    internal bool IsOutputTerminal { get; init; }

    /// <summary>Standard error when it is a terminal, to show there how far long work is; else null.</summary>
    internal IAnsiConsole? Progress { get; init; }

    /// <summary>Where the repository may be around: the directory the caller is in, and that of the command.</summary>
    internal IReadOnlyList<string> Directories { get; init; } = [];
}

/// <summary>What the command's end says to a script.</summary>
internal static class ExitCode
{
    /// <summary>All is well: every message is accepted, no rule is nowhere.</summary>
    internal const int Good = 0;

    /// <summary>A message is rejected or invalid, or a rule is nowhere.</summary>
    internal const int NotAccepted = 1;

    /// <summary>The command was used wrongly, or something could not be read.</summary>
    internal const int Failed = 2;
}
