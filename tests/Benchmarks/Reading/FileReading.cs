using System.Diagnostics;
using System.Globalization;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Benchmarks.Reading;

/// <summary>One file, in a process of its own, so that its memory is its own.</summary>
internal static class FileReading
{
    internal static int Run(FileInfo file)
    {
        var visitor = new CountingVisitor();
        var clock = Stopwatch.StartNew();
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var reading = IjwReader.ReadDeclaration(stream, visitor, new() { Bytes = long.MaxValue });
        var took = clock.Elapsed;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{reading.Verdict}, {file.Length / 1e6:0} MB, {visitor.Lines} lines in {took.TotalSeconds:0.00} s, ")
            + string.Create(CultureInfo.InvariantCulture, $"peak {process.PeakWorkingSet64 / 1e6:0} MB"));
        return reading.Verdict == Verdict.Accepted ? 0 : 1;
    }
}

/// <summary>Counts, and looks at every amount.</summary>
internal sealed class CountingVisitor : IDeclarationVisitor
{
    internal long Lines { get; private set; }

    internal long Cents { get; private set; }

    public void OnHeader(DeclarationHeader header) => (Lines, Cents) = (0, 0);

    public void OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines)
    {
        Lines += lines.Length;
        foreach (ref readonly var line in lines) Cents += line.SignedCents;
    }
}
