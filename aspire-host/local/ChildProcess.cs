using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Jeugdregio.LocalEngine;

/// <summary>What to start: a program, its environment, whose rights it gets, and where its lines go.</summary>
/// <param name="Name">Resource name, used in messages.</param>
/// <param name="FileName">Program, found along PATH when it has no slash.</param>
/// <param name="Arguments">Arguments, not interpreted by a shell.</param>
internal sealed record ChildSpec(string Name, string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Added to the environment of this process; a null value takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The account to run as; only possible as root.</summary>
    public string? User { get; init; }

    /// <summary>The signal the child gets when this process dies, however it dies.</summary>
    public string DeathSignal { get; init; } = "TERM";

    public Action<string> Output { get; init; } = static _ => { };
}

/// <summary>
/// A process in a session of its own (so that Ctrl-C on the terminal reaches only this process, which then ends its
/// children in order) that is signalled by the kernel when this process dies, kill -9 included.
/// </summary>
internal sealed class ChildProcess
{
    private const int SigKill = 9;
    private readonly Process process;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process) => this.process = process;

    public int Id { get; private set; }

    /// <summary>Completes with the exit code once the process has ended (128 + n when signal n ended it).</summary>
    public Task<int> Exited => exited.Task;

    public bool HasExited => exited.Task.IsCompleted;

    public static async Task<ChildProcess> StartAsync(ChildSpec spec)
    {
        var (program, arguments) = Wrap(spec);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var child = new ChildProcess(process);
        process.Exited += (_, _) => child.exited.TrySetResult(process.ExitCode);
        process.OutputDataReceived += (_, line) => Deliver(spec, line.Data);
        process.ErrorDataReceived += (_, line) => Deliver(spec, line.Data);
        await Spawner.Run(() => process.Start());
        child.Id = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return child;
    }

    /// <summary>Asks with the signal, and kills the whole session when that has not helped within the time given.</summary>
    public async Task StopAsync(int signal, TimeSpan patience)
    {
        if (HasExited)
            return;
        Signals.Send(Id, signal);
        if (await Task.WhenAny(Exited, Task.Delay(patience, TimeProvider.System)) != Exited)
            KillAll();
        await Exited;
    }

    /// <summary>kill -9 of the process alone, as a crash would be.</summary>
    public void Kill() => Signals.Send(Id, SigKill);

    /// <summary>kill -9 of the process and of everything it started and did not detach.</summary>
    public void KillAll()
    {
        Signals.Send(-Id, SigKill);
        Signals.Send(Id, SigKill);
    }

    /// <summary>Runs a short command to its end and returns its exit code and everything it wrote.</summary>
    public static async Task<(int Code, string Text)> RunAsync(ChildSpec spec, CancellationToken stop)
    {
        var lines = new ConcurrentQueue<string>();
        var child = await StartAsync(spec with { Output = lines.Enqueue });
        try
        {
            var code = await child.Exited.WaitAsync(stop);
            // the last lines may still be under way when the process is already gone
            await child.process.WaitForExitAsync(stop).WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, stop);
            return (code, string.Join('\n', lines));
        }
        catch (OperationCanceledException)
        {
            child.KillAll();
            throw;
        }
    }

    private static void Deliver(ChildSpec spec, string? line)
    {
        if (line is not null)
            spec.Output(line);
    }

    private static (string Program, List<string> Arguments) Wrap(ChildSpec spec)
    {
        List<string> words = [];
        if (Tools.Find("setsid") is { } setsid)
            words.Add(setsid);
        if (Tools.Find("setpriv") is { } setpriv)
        {
            words.AddRange([setpriv, "--pdeathsig", spec.DeathSignal]);
            if (spec.User is { } user)
                words.AddRange(["--reuid", user, "--regid", user, "--init-groups"]);
            words.Add("--");
        }
        else if (spec.User is not null)
        {
            throw new InvalidOperationException(
                $"{spec.Name} must run as user '{spec.User}', and the program 'setpriv' (package util-linux) is missing.");
        }
        words.Add(spec.FileName);
        words.AddRange(spec.Arguments);
        return (words[0], words[1..]);
    }
}

/// <summary>
/// Starts every child from one thread that lives as long as the process: the kernel's death signal is bound to the
/// thread that forked, and a thread of the pool may retire while its children should live.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Work = [];

    static Spawner() => new Thread(Loop) { IsBackground = true, Name = "spawner" }.Start();

    public static Task Run(Action start)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                start();
                done.SetResult();
            }
            catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    private static void Loop()
    {
        foreach (var start in Work.GetConsumingEnumerable())
            start();
    }
}

internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>False when there is no such process (any more).</summary>
    public static bool Send(int pid, int signal) => KillCall(pid, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillCall(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    public static bool IsRoot => EffectiveUser() == 0;
}

internal static class Tools
{
    /// <summary>The full path of a program on PATH or in the usual places, or null.</summary>
    public static string? Find(string program)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
