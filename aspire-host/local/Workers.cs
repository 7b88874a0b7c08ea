using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Jeugdregio.LocalEngine;

/// <summary>One resource made to run: the platform starts it, watches it and stops it through this.</summary>
internal interface IWorker
{
    /// <summary>Ports it needs, with the name to use when one is taken.</summary>
    IEnumerable<(int Port, string What)> PortsNeeded => [];

    /// <summary>What a person is shown when it is up.</summary>
    string Address => "";

    /// <summary>Completes when it ends by itself; never, for what does not run as a process.</summary>
    Task<int> Exited { get; }

    /// <summary>Returns when it is healthy; a job, when it has begun.</summary>
    Task StartAsync(CancellationToken stop);

    Task StopAsync();

    /// <summary>Whether it says now that it can do its work.</summary>
    Task<bool> IsHealthyAsync(CancellationToken stop) => Task.FromResult(true);
}

internal static class Workers
{
    public static IWorker For(Resource resource, DataDirectory data, LocalOptions options, bool isJob) => resource switch
    {
        ParameterResource parameter => new ParameterWorker(parameter),
        PostgresServerResource server => new PostgresWorker(server, data, options),
        PostgresDatabaseResource database => new DatabaseWorker(database),
        RabbitMQServerResource broker => new RabbitMqWorker(broker, data),
        ProjectResource project => new ProjectWorker(project, data, isJob),
        _ => throw new NotSupportedException($"The local engine cannot run {resource.Name}."),
    };

    public static Task<int> Never { get; } = new TaskCompletionSource<int>().Task;
}

internal sealed class ParameterWorker(ParameterResource parameter) : IWorker
{
    public Task<int> Exited => Workers.Never;

    public Task StartAsync(CancellationToken stop)
    {
        _ = parameter.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync() => Task.CompletedTask;
}

internal sealed class PostgresWorker : IWorker, IAsyncDisposable
{
    private readonly LocalPostgres server;

    public PostgresWorker(PostgresServerResource resource, DataDirectory data, LocalOptions options)
    {
        server = new LocalPostgres(new(data.Root)
        {
            Name = resource.Name,
            Port = resource.Port ?? 0,
            Fast = options.Fast,
            Echo = data.Echo,
        });
        resource.Server = server;
        PortsNeeded = resource.Port is { } port ? [(port, resource.Name)] : [];
    }

    public IEnumerable<(int Port, string What)> PortsNeeded { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}");

    public Task<int> Exited => server.Exited;

    public Task StartAsync(CancellationToken stop) => server.StartAsync(stop);

    public async Task StopAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

internal sealed class DatabaseWorker(PostgresDatabaseResource database) : IWorker
{
    public Task<int> Exited => Workers.Never;

    public Task StartAsync(CancellationToken stop) => database.Parent.Server!.CreateDatabaseAsync(database.DatabaseName, stop);

    public Task StopAsync() => Task.CompletedTask;
}

internal sealed class RabbitMqWorker : IWorker, IAsyncDisposable
{
    private readonly LocalRabbitMq node;

    public RabbitMqWorker(RabbitMQServerResource resource, DataDirectory data)
    {
        var port = resource.Port ?? 0;
        node = new LocalRabbitMq(new(data.Root)
        {
            Name = resource.Name,
            Port = port,
            DistributionPort = port == 0 ? 0 : port + 1,
            PortMapperPort = port == 0 ? 0 : port + 2,
            Echo = data.Echo,
        });
        resource.Node = node;
        PortsNeeded = port == 0 ? [] :
        [
            (port, resource.Name),
            (port + 1, $"{resource.Name} (Erlang distribution)"),
            (port + 2, $"{resource.Name} (epmd)"),
        ];
    }

    public IEnumerable<(int Port, string What)> PortsNeeded { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Port}");

    public Task<int> Exited => node.Exited;

    public Task StartAsync(CancellationToken stop) => node.StartAsync(stop);

    public async Task StopAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();
}

/// <summary>A project as a child process: <c>dotnet x.dll</c> of what was built before.</summary>
internal sealed class ProjectWorker : IWorker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ProjectResource project;
    private readonly DataDirectory data;
    private readonly bool isJob;
    private readonly PidFile pid;
    private LogFile? log;
    private ChildProcess? process;

    public ProjectWorker(ProjectResource project, DataDirectory data, bool isJob)
    {
        (this.project, this.data, this.isJob) = (project, data, isJob);
        pid = data.Pid(project.Name);
    }

    public IEnumerable<(int Port, string What)> PortsNeeded => project.Endpoints.Select(endpoint =>
        (endpoint.Port, endpoint.Name == "http" ? project.Name : $"{project.Name} ({endpoint.Name})"));

    public string Address => project.Endpoints.Count == 0 ? "" : project.Endpoints[0].Url;

    public Task<int> Exited => process?.Exited ?? Workers.Never;

    public async Task StartAsync(CancellationToken stop)
    {
        foreach (var (port, what) in PortsNeeded)
            Ports.Demand(port, what);
        log ??= data.Log(project.Name);
        process = await ChildProcess.StartAsync(new ChildSpec(project.Name, Dotnet(), [Output(), .. project.Arguments])
        {
            Environment = Surroundings(),
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
            Output = log.Write,
        });
        pid.Write(process.Id);
        if (isJob)
            return;
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (!await IsHealthyAsync(stop))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException(
                    $"{project.Name} ended with exit code {await process.Exited} before it was healthy{LastLines()}");
            }
            if (clock.GetElapsedTime(began) > Patience)
            {
                await StopAsync();
                throw new InvalidOperationException(
                    $"{project.Name} was not healthy within {Patience.TotalSeconds:0} seconds{LastLines()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop);
        }
    }

    public async Task StopAsync()
    {
        if (process is not null)
            await process.StopAsync(Signals.Terminate, TimeSpan.FromSeconds(25));
        pid.Clear();
    }

    public string LastLines() => log is null ? "." : $"; its last lines ({log.Path}):\n{log.Tail}";

    public async Task<bool> IsHealthyAsync(CancellationToken stop)
    {
        if (project.Endpoints.Count == 0)
            return true;
        try
        {
            if (project.Health is not { } check)
            {
                using var client = new TcpClient();
                await client.ConnectAsync("localhost", project.Endpoints[0].Port, stop);
                return true;
            }
            var url = project.Endpoints.Single(endpoint => endpoint.Name == check.Endpoint).Url;
            using var answer = await Http.GetAsync(new Uri(url + check.Path), stop);
            return (int)answer.StatusCode == check.Status;
        }
        catch (Exception none) when (none is HttpRequestException or SocketException
            || (none is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private Dictionary<string, string?> Surroundings()
    {
        Dictionary<string, string?> told = new(StringComparer.Ordinal);
        // what this process was told about itself must not reach the children
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("services__", StringComparison.OrdinalIgnoreCase)
                || name is "ASPNETCORE_URLS" or "DOTNET_URLS" or "HTTP_PORTS" or "ASPNETCORE_HTTP_PORTS" or "GRPC_PORT"
                    or "DOTNET_LAUNCH_PROFILE")
            {
                told[name] = null;
            }
        }
        told["OTEL_SERVICE_NAME"] = project.Name;
        told["DOTNET_NOLOGO"] = "1";
        var urls = project.Endpoints.Where(endpoint => endpoint.Variable is null).Select(endpoint => endpoint.Url).ToList();
        if (urls.Count > 0)
            told["ASPNETCORE_URLS"] = string.Join(';', urls);
        foreach (var endpoint in project.Endpoints.Where(endpoint => endpoint.Variable is not null))
            told[endpoint.Variable!] = endpoint.Port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in project.Environment)
            told[name] = value();
        return told;
    }

    /// <summary>The program built from the project, in the configuration this program was built in.</summary>
    private string Output()
    {
        if (!File.Exists(project.ProjectPath))
            throw new InvalidOperationException($"{project.Name}: there is no project {project.ProjectPath}.");
        var configuration = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;
        var bin = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "bin", configuration ?? "Release");
        var name = Path.GetFileNameWithoutExtension(project.ProjectPath);
        var built = !Directory.Exists(bin) ? null : Directory
            .EnumerateFiles(bin, "*.runtimeconfig.json", SearchOption.AllDirectories)
            .Select(file => file[..^".runtimeconfig.json".Length])
            .Where(file => Path.GetFileName(file) is var program
                && (program == name || program.EndsWith("." + name, StringComparison.Ordinal)))
            .Select(file => file + ".dll")
            .FirstOrDefault(File.Exists);
        return built ?? throw new InvalidOperationException(
            $"{project.Name} has not been built: nothing in {bin}. Run: dotnet build -c {configuration} {project.ProjectPath}");
    }

    private static string Dotnet() =>
        Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "dotnet"))
            ? Path.Combine(folder, "dotnet")
        : Tools.Find("dotnet") ?? throw new InvalidOperationException("The program 'dotnet' is not on PATH.");
}
