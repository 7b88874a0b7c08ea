using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;

namespace Jeugdregio.LocalEngine;

internal enum Phase
{
    Waiting,
    Starting,
    Running,
    Healthy,
    Unhealthy,
    Restarting,
    Completed,
    Failed,
    NotStarted,
    Stopped,
}

/// <summary>One resource of a running platform.</summary>
internal sealed class Member(Resource resource, IWorker worker, bool isJob)
{
    private readonly TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Resource Resource { get; } = resource;

    public IWorker Worker { get; } = worker;

    public bool IsJob { get; } = isJob;

    public string Name => Resource.Name;

    public Phase Phase { get; set; } = Phase.Waiting;

    public long Began { get; set; }

    public TimeSpan Took { get; set; }

    /// <summary>Completes when others may start: it is healthy, or the job is done. Fails with the reason when that will not be.</summary>
    public Task Up => up.Task;

    public void IsUp() => up.TrySetResult();

    public void WillNotBeUp(string why)
    {
        up.TrySetException(new InvalidOperationException(why));
        // nobody may be waiting for it; the reason is shown anyhow
        _ = up.Task.Exception;
    }
}

/// <summary>
/// Runs the described system: each resource as soon as those it waits for are ready, restarted when it crashes, and
/// everything ended in reverse order.
/// </summary>
internal sealed class Platform
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly LocalOptions options;
    private readonly Board board;
    private readonly IReadOnlyList<Resource> resources;
    private List<Member> members = [];

    public Platform(IReadOnlyList<Resource> resources, LocalOptions options, Board board) =>
        (this.resources, this.options, this.board) = (resources, options, board);

    /// <summary>0 when it came up and was ended on request; 1 when it did not come up (everything is ended then too).</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var signals = new EndSignals(end, () => members.ForEach(member => board.Say($"{member.Name}: {member.Phase}")));
        try
        {
            using var data = DataDirectory.Claim(options);
            data.Echo = options.Console ? board.Say : null;
            await EndLeftovers(data, end.Token);
            if (options.Fresh)
                data.Empty();
            return await RunIn(data, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            board.Fail(wrong.Message);
            return 1;
        }
    }

    private async Task<int> RunIn(DataDirectory data, CancellationTokenSource end)
    {
        var jobs = resources.SelectMany(resource => resource.Waits).Where(wait => wait.ExitCode is not null)
            .Select(wait => wait.For).ToHashSet();
        members = resources
            .Select(resource => new Member(resource, Workers.For(resource, data, options, jobs.Contains(resource)), jobs.Contains(resource)))
            .ToList();
        // before anything runs, so that a taken port leaves nothing half started
        foreach (var (port, what) in members.SelectMany(member => member.Worker.PortsNeeded))
            Ports.Demand(port, what);

        var began = clock.GetTimestamp();
        board.Begin(members);
        var lives = members.ConvertAll(member => Task.Run(() => Live(member, end.Token), CancellationToken.None));
        try
        {
            await EverybodyUp(end.Token);
            await board.End();
            board.Welcome(members, data, clock.GetElapsedTime(began));
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, end.Token);
            return 0;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        catch (InvalidOperationException)
        {
            await board.End();
            board.Fail("The platform did not start. Everything that had started is ended again.");
            return 1;
        }
        finally
        {
            await board.End();
            await end.CancelAsync();
            await Task.WhenAll(lives);
            await StopAll();
        }
    }

    /// <summary>Waits until all are up, or until one says it will not be: then it is given a moment to let others say so too.</summary>
    private async Task EverybodyUp(CancellationToken stop)
    {
        var all = Task.WhenAll(members.Select(member => member.Up));
        var failed = members.Select(async member =>
        {
            try
            {
                await member.Up;
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
            }
            catch (InvalidOperationException)
            {
                // what depends on it follows at once; what does not is not worth waiting for
                await Task.Delay(TimeSpan.FromMilliseconds(300), clock, stop);
            }
        });
        await Task.WhenAny([all, .. failed]).WaitAsync(stop);
        stop.ThrowIfCancellationRequested();
        if (!all.IsCompletedSuccessfully)
            throw new InvalidOperationException("Not everything came up.");
    }

    /// <summary>The life of one resource, until the platform ends.</summary>
    private async Task Live(Member member, CancellationToken stop)
    {
        try
        {
            if (await Hindered(member, stop) is { } why)
            {
                Change(member, Phase.NotStarted, why);
                member.WillNotBeUp(why);
                return;
            }
            member.Began = clock.GetTimestamp();
            if (member.IsJob)
                await RunJob(member, stop);
            else
                await KeepUp(member, stop);
        }
        catch (OperationCanceledException)
        {
            // the platform ends
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or IOException or NotSupportedException
            or System.ComponentModel.Win32Exception)
        {
            Change(member, Phase.Failed, wrong.Message);
            member.WillNotBeUp(wrong.Message);
        }
    }

    private static async Task<string?> Hindered(Member member, List<Member> members, CancellationToken stop)
    {
        foreach (var wait in member.Resource.Waits)
        {
            var other = members.Single(candidate => candidate.Resource == wait.For);
            try
            {
                await other.Up.WaitAsync(stop);
            }
            catch (InvalidOperationException)
            {
                return other.Phase is Phase.NotStarted
                    ? $"it waits for {other.Name}, which was not started"
                    : $"it waits for {other.Name}, which failed";
            }
        }
        return null;
    }

    private Task<string?> Hindered(Member member, CancellationToken stop) => Hindered(member, members, stop);

    private async Task RunJob(Member member, CancellationToken stop)
    {
        Change(member, Phase.Running);
        await member.Worker.StartAsync(stop);
        var code = await member.Worker.Exited.WaitAsync(stop);
        var wanted = resources.SelectMany(resource => resource.Waits)
            .First(wait => wait.For == member.Resource && wait.ExitCode is not null).ExitCode;
        if (code != wanted)
        {
            // the last lines may still be on their way
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop);
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{member.Name} ended with exit code {code} instead of {wanted}{(member.Worker as ProjectWorker)?.LastLines()}"));
        }
        await member.Worker.StopAsync();
        Change(member, Phase.Completed);
        member.IsUp();
    }

    private async Task KeepUp(Member member, CancellationToken stop)
    {
        var pause = TimeSpan.FromSeconds(1);
        var crashes = 0;
        while (true)
        {
            var began = member.Began = clock.GetTimestamp();
            Change(member, Phase.Starting);
            try
            {
                await member.Worker.StartAsync(stop);
                crashes = 0;
                Change(member, Phase.Healthy);
                member.IsUp();
                var code = await Watch(member, stop);
                board.Say($"{member.Name} ended unexpectedly with exit code {code}.");
            }
            // one that has been up before is brought up again however long it takes
            catch (InvalidOperationException wrong) when (member.Up.IsCompletedSuccessfully || ++crashes < 3 && !IsHopeless(wrong))
            {
                board.Say(wrong.Message);
            }
            if (clock.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
                pause = TimeSpan.FromSeconds(1);
            Change(member, Phase.Restarting, string.Create(CultureInfo.InvariantCulture, $"in {pause.TotalSeconds:0} s"));
            await Task.Delay(pause, clock, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <summary>Trying again changes nothing: another program has the port, or something is not installed or not built.</summary>
    private static bool IsHopeless(InvalidOperationException wrong) =>
        wrong is PortTakenException || !wrong.Message.Contains("before it was healthy", StringComparison.Ordinal);

    private async Task<int> Watch(Member member, CancellationToken stop)
    {
        while (true)
        {
            var tick = Task.Delay(TimeSpan.FromSeconds(5), clock, stop);
            if (await Task.WhenAny(member.Worker.Exited, tick) == member.Worker.Exited)
                return await member.Worker.Exited;
            await tick;
            var healthy = await member.Worker.IsHealthyAsync(stop);
            if (member.Worker.Exited.IsCompleted || healthy == member.Phase is Phase.Healthy)
                continue;
            Change(member, healthy ? Phase.Healthy : Phase.Unhealthy);
        }
    }

    /// <summary>Ends those first that nobody running waits for, so that nothing loses what it still needs.</summary>
    private async Task StopAll()
    {
        var running = members.Where(member => member.Resource is not ParameterResource).ToList();
        while (running.Count > 0)
        {
            var needed = running.SelectMany(member => member.Resource.Waits).Select(wait => wait.For).ToHashSet();
            var next = running.Where(member => !needed.Contains(member.Resource)).ToList();
            await Task.WhenAll(next.Select(Stop));
            running.RemoveAll(next.Contains);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One that cannot be stopped must not keep the others running.")]
    private async Task Stop(Member member)
    {
        var ran = member.Phase is not (Phase.Waiting or Phase.NotStarted or Phase.Completed or Phase.Failed);
        try
        {
            await member.Worker.StopAsync();
        }
        catch (Exception wrong)
        {
            board.Say($"{member.Name} could not be ended: {wrong.Message}");
        }
        if (ran && member.Resource is not PostgresDatabaseResource)
            Change(member, Phase.Stopped);
    }

    private void Change(Member member, Phase phase, string detail = "")
    {
        member.Phase = phase;
        if (member.Began != 0)
            member.Took = clock.GetElapsedTime(member.Began);
        board.Show(member, detail);
    }

    /// <summary>Ends what a host that was killed left running; the kernel has told them already, this makes sure.</summary>
    private async Task EndLeftovers(DataDirectory data, CancellationToken stop)
    {
        foreach (var file in Directory.EnumerateFiles(data.In("run"), "*.pid").Order(StringComparer.Ordinal).ToList())
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (await data.Pid(name).EndStaleAsync(Signals.Terminate, TimeSpan.FromSeconds(20), stop))
                board.Say($"{name} was still running from before and has been ended.");
        }
    }

    /// <summary>Ctrl-C, SIGTERM and a closed terminal end the platform in order; a second Ctrl-C does not wait for it.</summary>
    private sealed class EndSignals : IDisposable
    {
        private readonly List<PosixSignalRegistration> registrations;
        private int asked;

        public EndSignals(CancellationTokenSource end, Action impatient)
        {
            registrations = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
                .Select(signal => PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    if (Interlocked.Increment(ref asked) == 1)
                        end.Cancel();
                    else if (asked == 2)
                        impatient();
                    else
                        Environment.Exit(130);
                }))
                .ToList();
        }

        public void Dispose() => registrations.ForEach(registration => registration.Dispose());
    }
}
