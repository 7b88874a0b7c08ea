using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Values that are not in the source.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value from configuration <c>Parameters:name</c>, else made once and kept in the data directory (0600).</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var local = (LocalBuilder)builder;
        return local.Add(new ParameterResource(name, () => local.Parameter(name, value.GetDefaultValue)));
    }
}

/// <summary>.NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>A project run from its build output.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName) =>
        ((LocalBuilder)builder).Add(
            new ProjectResource(name, Path.GetFullPath(Path.Combine(builder.AppHostDirectory, projectPath))));
}

/// <summary>PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>A private cluster from installed programs.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        userName is null && password is null
            ? ((LocalBuilder)builder).Add(new PostgresServerResource(name, port))
            : throw new NotSupportedException("The local engine makes the database user and password itself.");

    /// <summary>A database, created when it is not there.</summary>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null) =>
        ((LocalBuilder)builder.ApplicationBuilder).Add(
            new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource));

    /// <summary>Keeps the data over restarts; the local engine always does.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
}

/// <summary>RabbitMQ.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>A private node from installed programs.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        userName is null && password is null
            ? ((LocalBuilder)builder).Add(new RabbitMQServerResource(name, port))
            : throw new NotSupportedException("The local engine makes the broker's user and password itself.");

    /// <summary>Keeps the data over restarts; the local engine always does.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
}

/// <summary>What a resource is told and whom it waits for.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>A value for its environment.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => Told(builder, name, () => value ?? "");

    /// <summary>A parameter for its environment.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => Told(builder, name, () => parameter.Resource.Value);

    /// <summary>Somebody's address for its environment.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => Told(builder, name, () => endpointReference.Url);

    /// <summary>Tells it <c>ConnectionStrings__name</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment =>
        Told(builder, $"ConnectionStrings__{connectionName ?? source.Resource.Name}", () => source.Resource switch
        {
            PostgresDatabaseResource database => database.Parent.Server!.ConnectionString(database.DatabaseName),
            PostgresServerResource server => server.Server!.ConnectionString(),
            RabbitMQServerResource broker => broker.Node!.ConnectionString,
            var other => throw new NotSupportedException($"{other.Name} has no connection string."),
        });

    /// <summary>Tells it <c>services__name__endpoint__0</c> for each endpoint of the other.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        foreach (var endpoint in ((ProjectResource)source.Resource).Endpoints)
            Told(builder, $"services__{source.Resource.Name}__{endpoint.Name}__0", () => endpoint.Url);
        return builder;
    }

    /// <summary>A port over which it is reached; told by <paramref name="env"/>, else as part of ASPNETCORE_URLS.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? name = null,
        string? env = null,
        bool isProxied = true)
        where T : IResourceWithEndpoints
    {
        Project(builder.Resource).Endpoints.Add(new Endpoint(name ?? "http", targetPort ?? port, env));
        return builder;
    }

    /// <summary>Its endpoints are for people and systems outside; shown when everything is up.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        Project(builder.Resource).IsExternal = true;
        return builder;
    }

    /// <summary>It is healthy when this path answers with this status (200 when none is named).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        Project(builder.Resource).Health = (path ?? "/", endpointName ?? "http", statusCode ?? 200);
        return builder;
    }

    /// <summary>The address of one of its endpoints.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        var project = Project(builder.Resource);
        return new EndpointReference(() => project.Endpoints.Single(endpoint => endpoint.Name == name).Url);
    }

    /// <summary>Command-line arguments.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs
    {
        Project(builder.Resource).Arguments.AddRange(args);
        return builder;
    }

    /// <summary>Starts only when the other is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => Waits(builder, dependency, exitCode: null);

    /// <summary>Starts only when the other has ended with this exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => Waits(builder, dependency, exitCode);

    private static IResourceBuilder<T> Told<T>(IResourceBuilder<T> builder, string name, Func<string> value)
        where T : IResourceWithEnvironment
    {
        Project(builder.Resource).Environment[name] = value;
        return builder;
    }

    private static IResourceBuilder<T> Waits<T>(IResourceBuilder<T> builder, IResourceBuilder<IResource> other, int? exitCode)
        where T : IResourceWithWaitSupport
    {
        ((Resource)(IResource)builder.Resource).Waits.Add(new Wait((Resource)other.Resource, exitCode));
        return builder;
    }

    private static ProjectResource Project(IResource resource) =>
        resource as ProjectResource ?? throw new NotSupportedException($"{resource.Name} is not a project.");
}
