using System.Globalization;
using Aspire.Hosting.Publishing;
using Jeugdregio.LocalEngine;

// The names and shapes below are those of .NET Aspire, as far as AppHost.cs calls them, so that it compiles unchanged
// against either engine. What they do here is described at Jeugdregio.LocalEngine.
namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something the system consists of.</summary>
public interface IResource
{
    /// <summary>Unique within the system, lower-case.</summary>
    string Name { get; }
}

/// <summary>Can be told something by environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>Takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>Can wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>Listens on ports.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>Is reached by a connection string.</summary>
public interface IResourceWithConnectionString : IResource;

/// <summary>A resource being described.</summary>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>What is being described.</summary>
    T Resource { get; }

    /// <summary>The system it is part of.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }
}

internal sealed record ResourceBuilder<T>(T Resource, IDistributedApplicationBuilder ApplicationBuilder) : IResourceBuilder<T>
    where T : IResource;

/// <summary>What every resource knows about itself.</summary>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    internal List<Wait> Waits { get; } = [];
}

/// <summary>Who is waited for; with an exit code, until it has ended with that code.</summary>
internal sealed record Wait(Resource For, int? ExitCode);

/// <summary>How a value of which there is none yet is made.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes a value.</summary>
    public abstract string GetDefaultValue();

    /// <summary>Only for publishing, which this engine does not do.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);
}

/// <summary>A value that is not in the source: given as configuration <c>Parameters:name</c>, else made once and kept.</summary>
public sealed class ParameterResource : Resource
{
    private readonly Lazy<string> value;

    internal ParameterResource(string name, Func<string> value)
        : base(name) => this.value = new(value);

    internal string Value => value.Value;
}

/// <summary>A port of a process.</summary>
internal sealed class Endpoint(string name, int? port, string? variable)
{
    private int? chosen = port;

    public string Name { get; } = name;

    /// <summary>The environment variable that tells the process its port; without one it is part of ASPNETCORE_URLS.</summary>
    public string? Variable { get; } = variable;

    public int Port => chosen ??= Ports.Free();

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port}");
}

/// <summary>The address of an endpoint, as a value for someone's environment.</summary>
public sealed class EndpointReference
{
    private readonly Func<string> url;

    internal EndpointReference(Func<string> url) => this.url = url;

    /// <summary><c>http://localhost:port</c>.</summary>
    public string Url => url();
}

/// <summary>A .NET project run as a process.</summary>
public sealed class ProjectResource : Resource,
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithWaitSupport, IResourceWithEndpoints, IResourceWithServiceDiscovery
{
    internal ProjectResource(string name, string projectPath)
        : base(name) => ProjectPath = projectPath;

    internal string ProjectPath { get; }

    internal List<string> Arguments { get; } = [];

    internal List<Endpoint> Endpoints { get; } = [];

    internal Dictionary<string, Func<string>> Environment { get; } = new(StringComparer.Ordinal);

    internal (string Path, string Endpoint, int Status)? Health { get; set; }

    internal bool IsExternal { get; set; }
}

/// <summary>A PostgreSQL server.</summary>
public sealed class PostgresServerResource : Resource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    internal PostgresServerResource(string name, int? port)
        : base(name) => Port = port;

    internal int? Port { get; }

    internal LocalPostgres? Server { get; set; }
}

/// <summary>A database of a server.</summary>
public sealed class PostgresDatabaseResource : Resource, IResourceWithConnectionString
{
    internal PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent)
        : base(name)
    {
        DatabaseName = databaseName;
        Parent = parent;
        Waits.Add(new Wait(parent, ExitCode: null));
    }

    /// <summary>Its name within the server.</summary>
    public string DatabaseName { get; }

    /// <summary>The server it is in.</summary>
    public PostgresServerResource Parent { get; }
}

/// <summary>A RabbitMQ node.</summary>
public sealed class RabbitMQServerResource : Resource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    internal RabbitMQServerResource(string name, int? port)
        : base(name) => Port = port;

    internal int? Port { get; }

    internal LocalRabbitMq? Node { get; set; }
}
