// What the tests of the local engine start: `exit N` is a job, `host DATA` is a whole system that consists of this
// program, and without a verb it is a service.

using System.Globalization;
using Aspire.Hosting;

if (args is ["exit", var code])
{
    await Note("ended");
    Console.WriteLine("this is the job's own last word");
    return int.Parse(code, CultureInfo.InvariantCulture);
}

if (args is ["host", var data, var project])
{
    var system = DistributedApplication.CreateBuilder(["--data", data, "--fast"]);
    var postgres = system.AddPostgres("postgres");
    var database = postgres.AddDatabase("kept-database", "kept");
    var messaging = system.AddRabbitMQ("messaging");
    system.AddProject("sample", project, launchProfileName: null)
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health/ready")
        .WithReference(database, connectionName: "kept")
        .WithReference(messaging)
        .WaitFor(database)
        .WaitFor(messaging);
    system.Build().Run();
    return Environment.ExitCode;
}

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health/ready", () => "ready");
await Note("began");
app.Run();
return 0;

static async Task Note(string what)
{
    if (Environment.GetEnvironmentVariable("NOTES") is not { Length: > 0 } file) return;
    var line = $"{Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")} {what}\n";
    // an append is not atomic in .NET: of two programs at the same moment, one would write over the other's line
    for (var tries = 0; !TryAppend(file, line) && tries < 1000; tries++)
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
}

static bool TryAppend(string file, string line)
{
    try
    {
        using var notes = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None);
        notes.Write(System.Text.Encoding.UTF8.GetBytes(line));
        return true;
    }
    catch (IOException)
    {
        return false;
    }
}
