using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Jeugdregio.LocalEngine;
using Jeugdregio.Story;
using Jeugdregio.TestSupport;
using Npgsql;

namespace Jeugdregio.SystemTests;

/// <summary>The whole platform in its real processes, on ports and data of its own, as <c>./run</c> starts it.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private readonly string _data = TemporaryDirectory.Create("system");
    private readonly StringBuilder _said = new();
    private Process? _host;

    public OtlpSink Telemetry { get; } = new();

    /// <summary>The gateway's; all others are among the thirty-nine that follow.</summary>
    public int Port { get; } = Ports.FreeRow(40);

    public Uri Gateway => new($"http://localhost:{Port}");

    public Uri Identity => new($"http://localhost:{Port + 1}");

    public string Logs => Path.Combine(_data, "logs");

    public static string Setting(string name) => typeof(RunningPlatform).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;

    /// <summary>The built program of a project, e.g. <c>services/Billing</c>.</summary>
    public static string Program(string project, string name) =>
        Path.Combine(Setting("RepositoryRoot"), project, "bin", Setting("Configuration"), "net10.0", $"Jeugdregio.{name}.dll");

    public Platform Client() => new(Gateway, Identity);

    public async ValueTask InitializeAsync()
    {
        await Telemetry.Start();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            },
        };
        foreach (var word in (string[])[
            Program("aspire-host", "AppHost"), "--data", _data, "--port", Port.ToString(CultureInfo.InvariantCulture), "--fast"])
            start.ArgumentList.Add(word);
        _host = Process.Start(start)!;
        _host.OutputDataReceived += (_, e) => Said(e.Data);
        _host.ErrorDataReceived += (_, e) => Said(e.Data);
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
        await Ready();
    }

    /// <summary>Waits until the gateway and every service say they are ready.</summary>
    public async Task Ready()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        foreach (var port in (int[])[Port, Port + 1, .. Enumerable.Range(Port + 10, 5)])
            await Wait.Until(async () =>
            {
                if (_host is { HasExited: true }) Assert.Fail($"The host has ended:\n{Said()}");
                try
                {
                    return (await http.GetAsync(new Uri($"http://localhost:{port}/health/ready"))).IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            }, $"Port {port} does not become ready.\n{Said()}", seconds: 240);
    }

    /// <summary>kill -9 of a resource; the host starts it again after a moment.</summary>
    public void Kill(string resource) => Process.GetProcessById(Pid(resource)).Kill();

    /// <summary>An open connection to a service's database, as the service itself makes it.</summary>
    public async Task<NpgsqlConnection> Database(string service)
    {
        var environment = await File.ReadAllTextAsync($"/proc/{Pid(service)}/environ");
        var setting = environment.Split('\0').Single(v => v.StartsWith($"ConnectionStrings__{service}=", StringComparison.Ordinal));
        // not from a pool: one of those may have died with the server
        var connection = new NpgsqlConnection(setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..] + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            Process.Start("kill", ["-TERM", _host.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
            await _host.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
            _host.Dispose();
        }
        NpgsqlConnection.ClearAllPools();
        await Telemetry.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private int Pid(string resource) =>
        int.Parse(File.ReadAllText(Path.Combine(_data, "run", $"{resource}.pid")).Trim(), CultureInfo.InvariantCulture);

    private void Said(string? line)
    {
        lock (_said) _said.AppendLine(line);
    }

    private string Said()
    {
        lock (_said) return _said.ToString();
    }
}
