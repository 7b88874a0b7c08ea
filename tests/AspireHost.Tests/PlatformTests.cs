using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Jeugdregio.LocalEngine;

namespace Jeugdregio.AspireHost.Tests;

public sealed class PlatformTests : IDisposable
{
    private static readonly string Sample = typeof(PlatformTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "SampleProject").Value!;

    private readonly TemporaryDirectory folder = new();
    private readonly Recorder board = new();
    private readonly IDistributedApplicationBuilder system;

    public PlatformTests() =>
        system = DistributedApplication.CreateBuilder(folder.Path, "--data", Path.Combine(folder.Path, "data"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Notes => Path.Combine(folder.Path, "notes");

    public void Dispose()
    {
        board.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_service_starts_only_after_the_jobs_it_waits_for_have_ended_well()
    {
        var job = Project("job").WithArgs("exit", "0");
        var second = Project("second-job").WithArgs("exit", "0");
        var service = Service("service").WaitForCompletion(job).WaitForCompletion(second);
        Service("last").WaitFor(service);

        Assert.Equal(0, await RunUntilUp());

        var noted = await File.ReadAllLinesAsync(Notes, Stop);
        Assert.Equal(["job ended", "second-job ended"], noted.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["service began", "last began"], noted.Skip(2));
        Assert.True(board.Line("last stopped") < board.Line("service stopped"));
        Assert.Empty(Processes.Mentioning(folder.Path));
    }

    [Fact]
    public async Task A_job_that_fails_stops_those_that_wait_for_it_and_the_reason_is_shown()
    {
        var job = Project("tendering-migrations").WithArgs("exit", "3");
        var service = Service("tendering").WaitForCompletion(job);
        Service("gateway").WaitFor(service);

        Assert.Equal(1, await RunUntilUp());

        Assert.Contains(board.Lines, line => line.StartsWith(
            "tendering-migrations Failed tendering-migrations ended with exit code 3 instead of 0", StringComparison.Ordinal));
        Assert.Contains(board.Lines, line => line.Contains("this is the job's own last word", StringComparison.Ordinal));
        Assert.Contains("tendering NotStarted it waits for tendering-migrations, which failed", board.Lines);
        Assert.Contains("gateway NotStarted it waits for tendering, which was not started", board.Lines);
        Assert.DoesNotContain("began", await File.ReadAllTextAsync(Notes, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_before_anything_starts()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Service("first");
        Project("second").WithHttpEndpoint(port: port);

        Assert.Equal(1, await RunUntilUp());

        Assert.Contains(board.Lines, line => line.StartsWith($"Port {port}, needed by second, is in use", StringComparison.Ordinal));
        Assert.False(File.Exists(Notes));
    }

    [Fact]
    public async Task A_service_that_crashes_is_started_again()
    {
        Service("service");
        var restarted = board.Next("service Healthy", times: 2);

        var run = RunUntil(restarted);
        await board.Next("service Healthy", times: 1).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        var pid = await File.ReadAllTextAsync(Path.Combine(folder.Path, "data", "run", "service.pid"), Stop);
        Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture)).Kill();

        Assert.Equal(0, await run);
        Assert.Contains("service ended unexpectedly with exit code 137.", board.Lines);
        Assert.Equal(["service began", "service began"], await File.ReadAllLinesAsync(Notes, Stop));
    }

    [Fact]
    public async Task A_directory_that_is_not_ours_is_never_emptied()
    {
        var precious = Path.Combine(folder.Path, "precious");
        Directory.CreateDirectory(precious);
        await File.WriteAllTextAsync(Path.Combine(precious, "letter"), "dear", Stop);

        var code = await DistributedApplication.CreateBuilder(folder.Path, "--fresh", "--data", precious)
            .Build().RunAsync(board, Stop);

        Assert.Equal(1, code);
        Assert.True(File.Exists(Path.Combine(precious, "letter")));
    }

    [Theory]
    [Trait("needs", "database")]
    [Trait("needs", "broker")]
    [InlineData(2)]
    [InlineData(9)]
    public async Task Neither_Ctrl_C_nor_a_kill_of_the_host_leaves_a_process_behind(int signal)
    {
        var program = Path.Combine(Path.GetDirectoryName(Sample)!, "bin", Configuration, "net10.0", "Jeugdregio.AspireHost.Sample");
        var start = new ProcessStartInfo(program, ["host", folder.Path, Sample]) { RedirectStandardOutput = true };
        using var host = Process.Start(start)!;
        while (await host.StandardOutput.ReadLineAsync(Stop) is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            board.Say(line);
        Assert.Contains(Processes.Mentioning(folder.Path), process => process.Contains("beam", StringComparison.Ordinal));

        Signals.Send(host.Id, signal);
        // who was started with Ctrl-C ignored (in the background of a script) ignores it: told, not waited for
        await host.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);

        // after a kill the kernel tells the children, and they take the time they need to end well
        for (var i = 0; i < 300 && Processes.Mentioning(folder.Path).Count > 0; i++)
            await Task.Delay(100, Stop);
        Assert.Empty(Processes.Mentioning(folder.Path));
    }

    [Fact]
    public void An_unknown_option_is_refused_and_a_flag_takes_no_value_away()
    {
        Assert.Throws<OptionException>(() => LocalOptions.Normal(["--prot", "9000"]));
        Assert.Throws<OptionException>(() => LocalOptions.Normal(["--port"]));
        Assert.Equal(["--fresh=true", "--port=9000"], LocalOptions.Normal(["--fresh", "--port", "9000"]));
    }

    private static string Configuration =>
        typeof(PlatformTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private IResourceBuilder<ProjectResource> Project(string name) =>
        system.AddProject(name, Sample, launchProfileName: null).WithEnvironment("NOTES", Notes);

    private IResourceBuilder<ProjectResource> Service(string name) =>
        Project(name).WithHttpEndpoint().WithHttpHealthCheck("/health/ready");

    private Task<int> RunUntilUp() => RunUntil(board.Next("Ctrl-C ends everything."));

    private async Task<int> RunUntil(Task reached)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var run = system.Build().RunAsync(board, end.Token);
        await Task.WhenAny(run, reached);
        await end.CancelAsync();
        return await run;
    }

    /// <summary>Keeps what a person would see.</summary>
    private sealed class Recorder : Board
    {
        private readonly List<string> lines = [];
        private readonly List<(string Text, int Left, TaskCompletionSource Reached)> awaited = [];

        public List<string> Lines
        {
            get
            {
                lock (lines)
                    return [.. lines];
            }
        }

        public override void Show(Member member, string detail) => Say($"{member.Name} {member.Phase} {detail}".TrimEnd());

        public override void Fail(string line) => Say(line);

        public override void Say(string line)
        {
            lock (lines)
            {
                lines.Add(line);
                foreach (var (text, left, reached) in awaited)
                {
                    if (lines.Count(said => said == text) >= left)
                        reached.TrySetResult();
                }
            }
        }

        public Task Next(string text, int times = 1)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (lines)
            {
                awaited.Add((text, times, reached));
                if (lines.Count(said => said == text) >= times)
                    reached.SetResult();
            }
            return reached.Task;
        }

        public int Line(string text) => Lines.FindIndex(line => string.Equals(line, text, StringComparison.OrdinalIgnoreCase));
    }
}
