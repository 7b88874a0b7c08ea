using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Spectre.Console;

namespace Jeugdregio.LocalEngine;

/// <summary>What a person sees: a live table on a terminal while things start, plain lines otherwise.</summary>
internal abstract class Board : IDisposable
{
    private readonly Lock gate = new();

    public static Board For(bool console) =>
        console || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive || CalledByAScript
            ? new PlainBoard()
            : new TableBoard();

    private static bool CalledByAScript => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    public virtual void Begin(IReadOnlyList<Member> members)
    {
    }

    /// <summary>The start is over, one way or the other.</summary>
    public virtual Task End() => Task.CompletedTask;

    public abstract void Show(Member member, string detail);

    public virtual void Say(string line)
    {
        lock (gate)
            Console.WriteLine(line);
    }

    public virtual void Fail(string line)
    {
        lock (gate)
            Console.Error.WriteLine(line);
    }

    public void Welcome(IReadOnlyList<Member> members, DataDirectory data, TimeSpan took)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"\nThe platform is up ({took.TotalSeconds:0.0} s).\n"));
        foreach (var member in members.Where(member => member.Resource is ProjectResource { IsExternal: true }))
            Say($"  {member.Name,-10} {member.Worker.Address}   documents: {member.Worker.Address}/openapi");
        if (members.FirstOrDefault(member => member.Name == "identity") is { } identity)
        {
            Say($"  {"identity",-10} {identity.Worker.Address}");
            Say($"  {"logs",-10} {data.In("logs")}\n");
            Say("A token, here for a municipality's system (every client's secret is its id and -secret):");
            Say("  curl -s -d grant_type=client_credentials -d client_id=gemeente-0385 "
                + $"-d client_secret=gemeente-0385-secret {identity.Worker.Address}/connect/token\n");
        }
        Say("Ctrl-C ends everything.");
    }

    public virtual void Dispose()
    {
    }

    protected static string Word(Phase phase) => phase switch
    {
        Phase.NotStarted => "not started",
        _ => phase.ToString().ToLowerInvariant(),
    };

    protected static string Took(Member member) =>
        member.Began == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{member.Took.TotalSeconds:0.0} s");

    protected static bool IsShown(Member member) => member.Resource is not (ParameterResource or PostgresDatabaseResource);
}

/// <summary>A line per change, for logs and scripts.</summary>
internal sealed class PlainBoard : Board
{
    public override void Show(Member member, string detail)
    {
        if (!IsShown(member) && member.Phase is not (Phase.Failed or Phase.NotStarted))
            return;
        var time = member.Phase is Phase.Healthy or Phase.Completed ? Took(member) : "";
        Say($"{member.Name,-24} {Word(member.Phase)}{(detail.Length > 0 ? ": " + detail : "")} {time}".TrimEnd());
    }
}

/// <summary>The table while things start; afterwards lines as well.</summary>
internal sealed class TableBoard : Board
{
    private readonly Dictionary<string, string> details = [];
    private readonly List<string> said = [];
    private readonly CancellationTokenSource over = new();
    private readonly TimeProvider clock = TimeProvider.System;
    private IReadOnlyList<Member> members = [];
    private Task? drawing;

    public override void Begin(IReadOnlyList<Member> members)
    {
        this.members = members;
        drawing = AnsiConsole.Live(Draw()).StartAsync(async live =>
        {
            while (!over.IsCancellationRequested)
            {
                live.UpdateTarget(Draw());
                await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(200), clock, over.Token));
            }
            live.UpdateTarget(Draw());
        });
    }

    public override async Task End()
    {
        if (drawing is null)
            return;
        await over.CancelAsync();
        await drawing;
        drawing = null;
        foreach (var line in said)
            base.Say(line);
        foreach (var (name, detail) in details.Where(entry => entry.Value.Contains('\n')))
            base.Fail(detail);
    }

    public override void Show(Member member, string detail)
    {
        if (drawing is null)
        {
            if (IsShown(member))
                base.Say($"{member.Name} {Word(member.Phase)} {detail}".TrimEnd());
            return;
        }
        lock (details)
            details[member.Name] = detail;
    }

    public override void Say(string line)
    {
        if (drawing is null)
            base.Say(line);
        else
            lock (details)
                said.Add(line);
    }

    public override void Dispose()
    {
        over.Dispose();
        base.Dispose();
    }

    private Table Draw()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("resource", "state", "time", "address");
        foreach (var member in members.Where(IsShown))
        {
            string? detail;
            lock (details)
                detail = details.GetValueOrDefault(member.Name);
            var (word, colour) = (Word(member.Phase), Colour(member.Phase));
            var running = member.Phase is Phase.Starting or Phase.Running or Phase.Restarting;
            if (running && member.Began != 0)
                member.Took = clock.GetElapsedTime(member.Began);
            var end = member.Phase is Phase.Healthy ? member.Worker.Address : detail?.Split('\n')[0] ?? "";
            table.AddRow(Markup.Escape(member.Name), $"[{colour}]{word}[/]", Took(member), Markup.Escape(end));
        }
        return table;
    }

    private static string Colour(Phase phase) => phase switch
    {
        Phase.Healthy or Phase.Completed => "green",
        Phase.Failed or Phase.NotStarted => "red",
        Phase.Starting or Phase.Running or Phase.Restarting or Phase.Unhealthy => "yellow",
        _ => "grey",
    };
}
