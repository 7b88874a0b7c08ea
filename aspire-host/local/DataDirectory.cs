using System.Globalization;
using System.Security.Cryptography;

namespace Jeugdregio.LocalEngine;

/// <summary>
/// The one directory a local platform lives in: <c>run/</c> pid files, <c>logs/</c> one file per resource,
/// <c>secrets/</c> what was generated once (0600), and a directory per server.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Marks a directory as ours: only one that bears it is ever emptied.</summary>
    private const string Mark = ".jeugdregio";

    private const string Lock = "host.lock";

    private FileStream? claim;

    public DataDirectory(string root)
    {
        Root = Path.GetFullPath(root);
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(In("run"));
        Directory.CreateDirectory(In("logs"));
        Directory.CreateDirectory(In("secrets"), OwnerOnly | UnixFileMode.UserExecute);
        if (!File.Exists(In(Mark)))
            File.WriteAllText(In(Mark), "Databases, logs and generated secrets of a local platform. Emptied by --fresh.\n");
    }

    public string Root { get; }

    /// <summary>Also gets every log line, with the resource's name before it.</summary>
    public Action<string>? Echo { get; set; }

    /// <summary>Opens the directory for a host, for itself alone, after emptying it when that was asked.</summary>
    /// <exception cref="InvalidOperationException">Another host uses it, or it is not ours to empty.</exception>
    public static DataDirectory Claim(LocalOptions options)
    {
        var root = options.DataDirectory;
        if (options.Fresh && Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any()
            && !File.Exists(Path.Combine(root, Mark)))
        {
            throw new InvalidOperationException($"--fresh refused: {root} is not a data directory of this platform.");
        }
        var data = new DataDirectory(root);
        data.claim = FileLock.TryTake(data.In(Lock)) ?? throw new InvalidOperationException(
            $"Another host already runs with the data directory {root}. End it, or use another: --data DIR and --port N.");
        return data;
    }

    /// <summary>Takes everything away but the claim itself; what was running from it must have been ended.</summary>
    public void Empty()
    {
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos().Where(entry => entry.Name is not (Mark or Lock)))
        {
            // the cluster may lie elsewhere, see LocalPostgres
            if (entry is DirectoryInfo { LinkTarget: { } elsewhere } && Directory.Exists(elsewhere))
                Directory.Delete(elsewhere, recursive: true);
            if (entry is DirectoryInfo { LinkTarget: null } directory)
                directory.Delete(recursive: true);
            else
                entry.Delete();
        }
        Directory.CreateDirectory(In("run"));
        Directory.CreateDirectory(In("logs"));
        Directory.CreateDirectory(In("secrets"), OwnerOnly | UnixFileMode.UserExecute);
    }

    public void Dispose() => claim?.Dispose();

    public string In(string name) => Path.Combine(Root, name);

    public PidFile Pid(string resource) => new(In("run"), resource);

    public LogFile Log(string resource) => new(Path.Combine(In("logs"), resource + ".log"), resource, Echo);

    /// <summary>A value made once and kept: the same at every start with this directory.</summary>
    public string Secret(string name, Func<string> make)
    {
        var file = Path.Combine(In("secrets"), name);
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } kept)
            return kept;
        var made = make();
        WritePrivate(file, made);
        return made;
    }

    public string Password(string name) => Secret(name, static () => RandomNumberGenerator.GetHexString(40, lowercase: true));

    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    public static void WritePrivate(string file, string text)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        using (var stream = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        }))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.Move(fresh, file, overwrite: true);
    }
}

/// <summary>
/// <c>run/&lt;resource&gt;.pid</c> holds the process id alone; <c>.started</c> beside it holds boot and start time of that
/// process, so that a later process with the same number is never taken for it.
/// </summary>
internal sealed class PidFile(string folder, string resource)
{
    private string PidPath => Path.Combine(folder, resource + ".pid");

    private string StartedPath => Path.Combine(folder, resource + ".started");

    public void Write(int pid)
    {
        File.WriteAllText(StartedPath, Fingerprint(pid) ?? "");
        File.WriteAllText(PidPath, pid.ToString(CultureInfo.InvariantCulture));
    }

    public void Clear()
    {
        File.Delete(PidPath);
        File.Delete(StartedPath);
    }

    /// <summary>The recorded process if that very process still runs.</summary>
    public int? Running()
    {
        if (!File.Exists(PidPath) || !File.Exists(StartedPath))
            return null;
        if (!int.TryParse(File.ReadAllText(PidPath), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return null;
        return Fingerprint(pid) is { } now && now == File.ReadAllText(StartedPath) ? pid : null;
    }

    /// <summary>Ends what an earlier host left behind; true when there was something.</summary>
    public async Task<bool> EndStaleAsync(int signal, TimeSpan patience, CancellationToken stop)
    {
        if (Running() is not { } pid)
        {
            Clear();
            return false;
        }
        Signals.Send(pid, signal);
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (Running() is not null)
        {
            if (clock.GetElapsedTime(began) > patience)
            {
                Signals.Send(-pid, Signals.Kill);
                Signals.Send(pid, Signals.Kill);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, stop);
        }
        Clear();
        return true;
    }

    private static string? Fingerprint(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // the second field is the program's name in brackets and may itself hold blanks and brackets
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var zombie = fields[0] is "Z" or "X";
            return zombie ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {fields[19]}";
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>One file per resource; every line carries the resource's name. The last run's file stays as <c>.1</c>.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    private readonly StreamWriter writer;
    private readonly string resource;
    private readonly Action<string>? echo;
    private bool closed;

    public LogFile(string path, string resource, Action<string>? echo)
    {
        this.resource = resource;
        this.echo = echo;
        Path = path;
        if (File.Exists(path))
            File.Move(path, path + ".1", overwrite: true);
        writer = new StreamWriter(path, append: false) { AutoFlush = true };
    }

    public string Path { get; }

    /// <summary>The last lines, for an error message that shows why something did not start.</summary>
    public string Tail
    {
        get
        {
            lock (gate)
                return string.Join('\n', tail.Select(line => "    " + line));
        }
    }

    public void Write(string line)
    {
        lock (gate)
        {
            if (closed)
                return;
            writer.WriteLine($"{resource} | {line}");
            tail.Enqueue(line);
            if (tail.Count > 15)
                tail.Dequeue();
        }
        echo?.Invoke($"{resource} | {line}");
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            writer.Dispose();
        }
    }
}
