using System.IO.Enumeration;

namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>What came of one file.</summary>
/// <param name="File">Its path as it was given or found; <c>-</c> for standard input.</param>
/// <param name="Message">Its kind; null when it is none of the standard's.</param>
/// <param name="Bytes">Length; of standard input no more than it took to refuse it.</param>
/// <param name="Verdict">Rejected also on a rule of level 4 that the command can check.</param>
/// <param name="Findings">What is wrong, at most a hundred.</param>
internal sealed record Checked(
    string File, MessageKind? Message, long Bytes, Verdict Verdict, IReadOnlyList<Finding> Findings);

/// <summary>Shows what came of each file, as it comes.</summary>
internal interface IReport
{
    void Add(Checked file);
}

/// <summary><c>ijw check</c>: reads messages one by one and keeps none.</summary>
internal sealed class Check(Surroundings around, World world, ReadLimits limits, IReport report)
{
    private bool _isAnyFailed;
    private bool _isAnyNotAccepted;

    /// <summary>Goes on after a file that cannot be read: a failure outweighs a message that is not accepted.</summary>
    internal int Run(IReadOnlyList<string> places)
    {
        var files = places.SelectMany(FilesAt).ToList();
        ProgressBar.Show(around, "Checking", files.Sum(file => SizeOf(file.Name)), files.Count, bar =>
        {
            foreach (var (file, known) in files)
            {
                if ((known ?? Try(file, () => CheckFile(file, bar))) is { } failure) Fail(file, failure, bar);
                bar.Advance(0);
            }
        });
        foreach (var note in world.Notes) around.Error.WriteLine($"ijw: {note}");
        return _isAnyFailed ? ExitCode.Failed : _isAnyNotAccepted ? ExitCode.NotAccepted : ExitCode.Good;
    }

    private void CheckFile(string file, IProgress bar)
    {
        if (file is "-")
        {
            CheckStream(file, around.Input, bar);
            return;
        }
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var counted = new CountedStream(stream, bar);
        CheckStream(file, counted, bar);
    }

    private void CheckStream(string name, Stream stream, IProgress bar)
    {
        using var text = new AgainStream(stream);
        var (kind, isInvalid, findings) = Judge(text);
        var verdict = isInvalid ? Verdict.Invalid : findings.Count > 0 ? Verdict.Rejected : Verdict.Accepted;
        _isAnyNotAccepted |= verdict != Verdict.Accepted;
        if (!isInvalid) world.Note(kind!.Value);
        bar.BeforeResult();
        report.Add(new(name, kind, text.LengthUpTo(limits.Bytes), verdict, findings));
    }

    /// <summary>
    /// A JW323 can be of any length, and is judged while it passes. That it is one its header says; any other message
    /// is read again from the beginning, and as a whole.
    /// </summary>
    private (MessageKind? Kind, bool IsInvalid, IReadOnlyList<Finding> Findings) Judge(AgainStream text)
    {
        var declaration = IjwReader.ReadDeclaration(text, text, limits, world.Inputs);
        if (declaration.Kind is MessageKind.Jw323)
            return (declaration.Kind, declaration.Verdict is Verdict.Invalid, declaration.Findings);
        text.Again();
        var reading = IjwReader.Read(text, limits: limits);
        if (reading.Message is not { } message) return (reading.Kind, true, reading.Findings);
        var outside = IjwRules.CheckExternal(message, world.Inputs)
            .Take(limits.Findings - reading.Findings.Count).ToList();
        text.Again();
        return (reading.Kind, false, [.. reading.Findings, .. IjwReader.Locate(outside, text)]);
    }

    /// <summary>The files of a place, or the place itself with why it has none.</summary>
    private static IReadOnlyList<(string Name, string? Failure)> FilesAt(string place)
    {
        if (place is "-" || !Directory.Exists(place)) return [(place, null)];
        List<string> files = [];
        if (Try(place, () => files = FilesIn(place)) is { } failure) return [(place, failure)];
        return files is []
            ? [(place, "there is no .xml file in this folder")]
            : [.. files.Select(file => (file, (string?)null))];
    }

    /// <summary>In an order that does not hang on the file system; a link to a folder is not followed.</summary>
    private static List<string> FilesIn(string folder)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.None,
        };
        var found = new FileSystemEnumerable<string>(
            folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && entry.FileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>Of a file that is there; what is wrong with one that is not is told when it is checked.</summary>
    private static long SizeOf(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true } there ? there.Length : 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    /// <summary>Why it failed, or null.</summary>
    private static string? Try(string place, Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return place.Contains('\uFFFD', StringComparison.Ordinal)
                ? "there is no such file, or its name is not UTF-8"
                : "there is no such file";
        }
        catch (UnauthorizedAccessException)
        {
            return "it may not be read";
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            return $"it cannot be read ({failure.Message})";
        }
    }

    private void Fail(string place, string why, IProgress bar)
    {
        _isAnyFailed = true;
        bar.BeforeMessage();
        around.Error.WriteLine(Printable.Of($"ijw: {place}: {why}."));
    }
}
