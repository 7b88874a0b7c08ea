using System.Diagnostics;
using System.Globalization;
using Jeugdregio.Ijw;
using Spectre.Console;

namespace Jeugdregio.Benchmarks.Reading;

/// <summary>
/// A JW323 read and held against the schema and every rule within the message by ours, against what .NET has: bare
/// reading, validation by the official schemas, and both into structs or objects. Single thread, warm, medians.
/// </summary>
internal static class ReadBenchmark
{
    private static readonly ReadLimits Limits = new() { Bytes = long.MaxValue };

    internal static int Run(int megabytes, int rounds)
    {
        Measure.PrintMachine("before");
        var schemas = Peers.Schemas();
        if (schemas is null)
            AnsiConsole.WriteLine("skipped: the official schemas are not beside the repository (../shared/ijw-3.2)");
        var (text, lines) = Make(megabytes, new(1));
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"JW323 of {text.Length:N0} bytes, {lines:N0} lines, {text.Length / lines} bytes a line; {rounds} rounds"));
        var peers = new Peers(text, schemas);
        List<Side> sides =
        [
            new("ours: schema and all rules, from memory", () => Ours(text)),
            new("ours: the same, from a stream", () => OursFromStream(text)),
            new("ours: into records, as a whole", () => Records(text)),
            new("(a) XmlReader that looks at nothing", peers.Bare),
        ];
        if (schemas is not null)
        {
            sides.Add(new("(b) XmlReader and XmlSchemaSet", peers.Validated));
            sides.Add(new("(b) into structs", peers.ValidatedIntoStructs));
            sides.Add(new("(c) XmlSerializer after (b)", peers.ValidatedIntoObjects));
        }
        var measured = Measure.All(sides, rounds, lines);
        Print("ordinary", measured, text.Length, lines, schemas is null ? 3 : 5);
        if (schemas is not null) Unusual(megabytes, rounds, schemas);
        Gigabyte();
        Measure.PrintMachine("after");
        return 0;
    }

    private static (byte[] Text, int Lines) Make(int megabytes, DeclarationText made)
    {
        using var stream = new MemoryStream(megabytes * 1_000_000 + 100_000);
        made.Write(stream, megabytes * 1_000_000L);
        return (stream.ToArray(), made.Lines);
    }

    private static long Ours(byte[] text)
    {
        var visitor = new CountingVisitor();
        return Accepted(IjwReader.ReadDeclaration(text, visitor, Limits), visitor);
    }

    private static long OursFromStream(byte[] text)
    {
        var visitor = new CountingVisitor();
        return Accepted(IjwReader.ReadDeclaration(new MemoryStream(text), visitor, Limits), visitor);
    }

    private static long Records(byte[] text)
    {
        var reading = IjwReader.Read(text, MessageKind.Jw323, Limits);
        return ((Ijw.Messages.Jw323)reading.Message!).Declaratie.Clienten.Sum(one => (long)one.Prestaties.Count);
    }

    private static long Accepted(DeclarationOutcome reading, CountingVisitor visitor) =>
        reading.Verdict == Verdict.Accepted
            ? visitor.Lines
            : throw new InvalidOperationException($"Not accepted: {reading.Findings[0]}");

    /// <summary>Texts that are right but not as they are usually written: never slower than validation.</summary>
    private static void Unusual(int megabytes, int rounds, System.Xml.Schema.XmlSchemaSet schemas)
    {
        var table = new Table().AddColumns("unusual but right", "ours MB/s", "(b) MB/s", "ours / (b)");
        foreach (var (name, made) in Ways())
        {
            var (text, lines) = Make(Math.Max(1, megabytes / 4), made);
            var peers = new Peers(text, schemas);
            var measured = Measure.All([new("ours", () => Ours(text)), new("(b)", peers.Validated)], rounds, lines);
            var (ours, theirs) = (Speed(measured[0], text.Length), Speed(measured[1], text.Length));
            table.AddRow(name, Show(ours), Show(theirs), Show(ours / theirs, "0.0"));
        }
        AnsiConsole.Write(table);
    }

    private static IEnumerable<(string, DeclarationText)> Ways() =>
    [
        ("other prefixes", new(2, "a", "b")),
        ("a comment in every line", Changed(3, "<ijw:Bedrag>", "<!-- x --><ijw:Bedrag>")),
        ("CDATA in every line", Changed(4, ">45<", "><![CDATA[45]]><")),
        ("a character reference in every line", Changed(5, ">45A", ">&#52;5A")),
        ("space in a tag in every line", Changed(6, "<ijw:Bedrag>", "<ijw:Bedrag >")),
        ("a namespace in every line", Changed(7, "<jw323:Prestatie>", "<jw323:Prestatie xmlns:q=\"urn:q\">")),
        ("space in a tag of line 1,000", new(8) { Unusual = Once() }),
    ];

    private static DeclarationText Changed(int seed, string usual, string other) =>
        new(seed) { Unusual = line => line.Replace(usual, other, StringComparison.Ordinal) };

    private static Func<string, string> Once()
    {
        var number = 0;
        return line =>
            ++number == 1000 ? line.Replace("<ijw:Bedrag>", "<ijw:Bedrag >", StringComparison.Ordinal) : line;
    }

    private static void Gigabyte()
    {
        var file = Path.Combine(Path.GetTempPath(), $"jw323-{Environment.ProcessId}.xml");
        try
        {
            using (var stream = File.Create(file)) new DeclarationText(8).Write(stream, 1_000_000_000);
            var self = typeof(ReadBenchmark).Assembly.Location;
            using var process = Process.Start(new ProcessStartInfo("dotnet", [self, "read-file", file])
            {
                RedirectStandardOutput = true,
            })!;
            AnsiConsole.WriteLine("1 GB, cold, in a process of its own: " + process.StandardOutput.ReadToEnd().Trim());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Print(string title, IReadOnlyList<Measured> all, long bytes, int lines, int floor)
    {
        var table = new Table().Title(title).AddColumns(
            "side", "median ms", "MB/s", "lines/s", "B allocated a line", $"ratio to {all[floor].Side.Name}");
        foreach (var one in all)
            table.AddRow(
                one.Side.Name,
                Show(one.Median.TotalMilliseconds),
                Show(Speed(one, bytes)),
                Show(lines / one.Median.TotalSeconds),
                Show((double)one.Allocated / lines),
                Show(all[floor].Median / one.Median, "0.0"));
        AnsiConsole.Write(table);
    }

    private static double Speed(Measured one, long bytes) => bytes / one.Median.TotalSeconds / 1e6;

    private static string Show(double number, string format = "N0") =>
        number.ToString(format, CultureInfo.InvariantCulture);
}
