using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Jeugdregio.LocalEngine;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Can be found by other resources under <c>services:name:endpoint:0</c>.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>The system being described.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Environment variables, then the command line (<c>--port 9000</c> is <c>port</c>).</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Directory of the AppHost project; relative project paths start here.</summary>
    string AppHostDirectory { get; }

    /// <summary>Ends the description.</summary>
    DistributedApplication Build();
}

/// <summary>The system described, run by the local engine.</summary>
public sealed class DistributedApplication
{
    private readonly IReadOnlyList<Resource> resources;
    private readonly LocalOptions options;

    internal DistributedApplication(IReadOnlyList<Resource> resources, LocalOptions options)
    {
        this.resources = resources;
        this.options = options;
    }

    /// <summary>Begins a description; ends the process at once when the options cannot be used or ask for help.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        var directory = Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => data.Key == "AppHostDirectory")?.Value ?? Directory.GetCurrentDirectory();
        try
        {
            return new LocalBuilder(directory, args);
        }
        catch (OptionException wrong)
        {
            (wrong.IsHelp ? Console.Out : Console.Error).WriteLine(wrong.Message);
            Environment.Exit(wrong.IsHelp ? 0 : 2);
            throw;
        }
    }

    internal static IDistributedApplicationBuilder CreateBuilder(string directory, params string[] args) =>
        new LocalBuilder(directory, args);

    /// <summary>Runs until Ctrl-C or SIGTERM; the process's exit code says whether everything came up.</summary>
    public void Run() => Environment.ExitCode = RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl-C, SIGTERM or the token; 0 when it came up and was ended, 1 when it did not come up.</summary>
    internal async Task<int> RunAsync(CancellationToken stop = default)
    {
        using var board = Board.For(options.Console);
        return await RunAsync(board, stop);
    }

    internal Task<int> RunAsync(Board board, CancellationToken stop) =>
        new Platform(resources, options, board).RunAsync(stop);
}

internal sealed class LocalBuilder : IDistributedApplicationBuilder
{
    private readonly Lazy<DataDirectory> data;

    public LocalBuilder(string directory, string[] args)
    {
        AppHostDirectory = directory;
        Configuration = new ConfigurationManager();
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine(LocalOptions.Normal(args));
        Options = LocalOptions.From(Configuration, directory);
        data = new(() => new DataDirectory(Options.DataDirectory));
    }

    public ConfigurationManager Configuration { get; }

    public string AppHostDirectory { get; }

    public List<Resource> Resources { get; } = [];

    private LocalOptions Options { get; }

    public DistributedApplication Build() => new(Resources, Options);

    public string Parameter(string name, Func<string> make) =>
        Configuration[$"Parameters:{name}"] ?? data.Value.Secret(name, make);

    public IResourceBuilder<T> Add<T>(T resource)
        where T : Resource
    {
        if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidOperationException($"There are two resources named '{resource.Name}'.");
        Resources.Add(resource);
        return new ResourceBuilder<T>(resource, this);
    }
}
