using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>The service's own database: its numbered SQL migrations, forward only, plumbing first.</summary>
public sealed class Database(string connectionString, IReadOnlyList<Assembly> assemblies)
{
    private const int Buffer = 64 * 1024;

    /// <summary>
    /// How a service connects. Statements that come back are prepared; they are short and many, so the time to compile
    /// one to machine code is never won back; what goes in bulk goes in pieces of 64 KB. What the connection string says
    /// about any of these stands.
    /// </summary>
    public static NpgsqlDataSourceBuilder Source(string connectionString)
    {
        var data = new NpgsqlDataSourceBuilder(connectionString);
        var settings = data.ConnectionStringBuilder;
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 100;
        settings.Options ??= "-c jit=off";
        if (!settings.ContainsKey("Read Buffer Size")) settings.ReadBufferSize = Buffer;
        if (!settings.ContainsKey("Write Buffer Size")) settings.WriteBufferSize = Buffer;
        return data;
    }

    /// <summary>Runs what has not run yet; each script in a transaction. The <c>migrate</c> verb and the tests call this.</summary>
    /// <exception cref="InvalidOperationException">A script failed; it names the script.</exception>
    public void Migrate(IUpgradeLog? log = null)
    {
        foreach (var assembly in assemblies)
        {
            var result = Upgrader(assembly, log ?? new NoOpUpgradeLog()).PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    /// <summary>Is every migration that this build carries in the database?</summary>
    public bool IsCurrent() => assemblies.All(a => !Upgrader(a, new NoOpUpgradeLog()).IsUpgradeRequired());

    private UpgradeEngine Upgrader(Assembly assembly, IUpgradeLog log) =>
        DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(assembly, name => name.EndsWith(".sql", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(log)
            .Build();
}

/// <summary>Ready means: the database answers and every migration has run (once seen, it is not asked again).</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource source, Database database) : IHealthCheck
{
    private volatile bool _current;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            _current = _current || database.IsCurrent();
            return _current ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Migrations have not all run.");
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
