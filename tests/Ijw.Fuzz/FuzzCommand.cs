using System.Diagnostics;
using System.Globalization;
using System.Text;
using Jeugdregio.Ijw.Fuzz.Mutations;
using Jeugdregio.Ijw.Fuzz.Oracle;

namespace Jeugdregio.Ijw.Fuzz;

/// <summary>The commands that compare; each gives the exit code.</summary>
internal static class FuzzCommand
{
    internal static int Fuzz(int documents, int seed, int first, string folder, TextWriter output)
    {
        var run = new FuzzRun(seed);
        var began = Stopwatch.GetTimestamp();
        for (var index = first; index < first + documents; index++)
        {
            if (run.Compare(index) is not { } disagreement) continue;
            Directory.CreateDirectory(folder);
            var text = FuzzedText.Of(seed, index);
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{seed}-{index}.xml"));
            File.WriteAllBytes(file, text.Bytes);
            output.WriteLine(
                $"--seed {seed} --index {index} ({text.Kind}; {string.Join(", ", text.Changes)}): {disagreement}");
            output.WriteLine($"  saved as {file}");
            if (run.Disagreements >= 100) break;
        }
        run.Summarise(output, Stopwatch.GetElapsedTime(began), withChanges: true);
        return run.Disagreements == 0 ? 0 : 1;
    }

    internal static int Replay(int seed, int index, TextWriter output)
    {
        var text = FuzzedText.Of(seed, index);
        var comparison = Comparison.Of(text.Bytes, FuzzRun.PieceOf(index), text.HasOnePlace);
        output.WriteLine($"{text.Kind}; {string.Join(", ", text.Changes)}");
        output.WriteLine($"official:     {comparison.Complaint?.ToString() ?? "valid"}");
        output.WriteLine($"on purpose:   {comparison.Strictness ?? "nothing"}");
        output.WriteLine($"ours:         {comparison.Reading?.Verdict.ToString() ?? "none"}");
        foreach (var finding in comparison.Reading?.Findings ?? []) output.WriteLine($"              {finding}");
        output.WriteLine($"disagreement: {comparison.Disagreement ?? "none"}");
        output.WriteLine(Encoding.UTF8.GetString(text.Bytes));
        return comparison.Disagreement is null ? 0 : 1;
    }
}
