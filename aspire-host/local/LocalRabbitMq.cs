using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jeugdregio.LocalEngine;

/// <summary>How to run a private RabbitMQ node.</summary>
/// <param name="DataDirectory">Everything it keeps lives under this directory; the same directory is the same node.</param>
public sealed record LocalRabbitMqOptions(string DataDirectory)
{
    /// <summary>AMQP port on 127.0.0.1; 0 chooses a free one at each start.</summary>
    public int Port { get; init; }

    /// <summary>Port of Erlang's distribution; 0 chooses a free one.</summary>
    public int DistributionPort { get; init; }

    /// <summary>Port of this node's own epmd (Erlang's port mapper); 0 chooses a free one.</summary>
    public int PortMapperPort { get; init; }

    /// <summary>Names the pid files, the log file and the resource in messages.</summary>
    public string Name { get; init; } = "messaging";

    internal Action<string>? Echo { get; init; }
}

/// <summary>
/// A private RabbitMQ node from the programs installed on this machine: own ports on 127.0.0.1, own user instead of
/// guest, own cookie, own database, own epmd, so that a system-wide RabbitMQ is neither used nor disturbed.
/// </summary>
public sealed class LocalRabbitMq : IAsyncDisposable
{
    private const string User = "jeugdregio";
    private const string ReadyLine = "quorum queues have leaders";

    // A single node may come back with quorum queues that never elect a leader, and then every use of them times out
    // (rabbitmq-server #10070; seen with 3.10 when the kill came within half a second after the queue was made). So
    // each is told to hold its election, and the node counts as started when they have.
    private const string AfterStart = $"""
        Running = fun Wait() ->
            case catch rabbit:is_running() of
                true -> ok;
                _ -> timer:sleep(50), Wait()
            end
        end,
        Running(),
        Led = fun Elect(_, 0) -> ok;
            Elect(Server, Tries) ->
                case catch ra:members(Server, 500) of
                    Answer when element(1, Answer) =:= ok -> ok;
                    _ -> catch ra:trigger_election(Server, 500), Elect(Server, Tries - 1)
                end
        end,
        [Led(amqqueue:get_pid(Queue), 20) || Queue <- rabbit_amqqueue:list(),
            amqqueue:get_type(Queue) =:= rabbit_quorum_queue],
        io:format("{ReadyLine}~n").

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly LocalRabbitMqOptions options;
    private readonly DataDirectory data;
    private readonly PidFile pid;
    private readonly PidFile mapperPid;
    private LogFile? log;
    private ChildProcess? mapper;
    private ChildProcess? node;
    private int distributionPort;
    private int mapperPort;
    private string? password;

    /// <summary>Nothing is started yet.</summary>
    public LocalRabbitMq(LocalRabbitMqOptions options)
    {
        this.options = options;
        data = new DataDirectory(options.DataDirectory) { Echo = options.Echo };
        pid = data.Pid(options.Name);
        mapperPid = data.Pid(options.Name + "-epmd");
        (Port, distributionPort, mapperPort) = (options.Port, options.DistributionPort, options.PortMapperPort);
    }

    /// <summary>The AMQP port on 127.0.0.1; known after <see cref="StartAsync"/> when it was to be chosen.</summary>
    public int Port { get; private set; }

    /// <summary>Process id of the Erlang machine while it runs; also in <c>run/&lt;name&gt;.pid</c>.</summary>
    public int? ProcessId => node is { HasExited: false } running ? running.Id : null;

    /// <summary>Completes with the exit code when the node that was started last has ended, for whatever reason.</summary>
    public Task<int> Exited => node?.Exited ?? Task.FromResult(0);

    /// <summary><c>amqp://user:password@127.0.0.1:port/</c> of the default virtual host. Never print it.</summary>
    public string ConnectionString =>
        $"amqp://{User}:{password ?? throw new InvalidOperationException($"{options.Name} has not been started.")}"
        + $"@127.0.0.1:{Port}/";

    /// <summary>
    /// Starts the node and returns when it answers AMQP. Ends what an earlier process left behind in this directory.
    /// May be called again after <see cref="Kill"/> or <see cref="StopAsync"/>; durable messages are still there.
    /// </summary>
    /// <exception cref="PortTakenException">Another program has one of the three ports.</exception>
    /// <exception cref="InvalidOperationException">RabbitMQ is not installed, or does not start; says why.</exception>
    public async Task StartAsync(CancellationToken stop = default)
    {
        if (ProcessId is not null)
            return;
        await pid.EndStaleAsync(Signals.Terminate, TimeSpan.FromSeconds(30), stop);
        ChoosePorts();
        Ports.Demand(Port, options.Name);
        Ports.Demand(distributionPort, $"{options.Name} (Erlang distribution)");

        var server = FindServer();
        log ??= data.Log(options.Name);
        password = data.Password(options.Name);
        WriteConfiguration();
        await StartMapper(stop);
        var led = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node = await ChildProcess.StartAsync(new ChildSpec(options.Name, server, [])
        {
            Environment = NodeEnvironment(),
            WorkingDirectory = Home,
            Output = line =>
            {
                log.Write(line);
                if (line.Contains(ReadyLine, StringComparison.Ordinal))
                    led.TrySetResult();
            },
        });
        pid.Write(node.Id);
        if (await Answers(led.Task, stop))
            return;
        await StopAsync();
        throw new InvalidOperationException($"{options.Name} does not start; its last lines ({log.Path}):\n{log.Tail}");
    }

    /// <summary>Asks the node to stop, then ends its epmd.</summary>
    public async Task StopAsync()
    {
        if (node is not null)
            await node.StopAsync(Signals.Terminate, TimeSpan.FromSeconds(30));
        pid.Clear();
        if (mapper is not null)
            await mapper.StopAsync(Signals.Terminate, TimeSpan.FromSeconds(5));
        mapperPid.Clear();
    }

    /// <summary>kill -9 of the node, as a crash; <see cref="StartAsync"/> brings it back.</summary>
    public void Kill() => node?.Kill();

    /// <summary>Stops the node; its queues and durable messages stay in the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        log?.Dispose();
    }

    private string Place => data.In(options.Name);

    private string Home => Path.Combine(Place, "home");

    private string ConfigurationFile => Path.Combine(Place, "rabbitmq.conf");

    private string AfterStartFile => Path.Combine(Place, "after-start.erl");

    private void ChoosePorts()
    {
        if (Port == 0)
            Port = Ports.Free();
        while (distributionPort == 0 || distributionPort == Port)
            distributionPort = Ports.Free();
        while (mapperPort == 0 || mapperPort == Port || mapperPort == distributionPort)
            mapperPort = Ports.Free();
    }

    private void WriteConfiguration()
    {
        foreach (var folder in new[] { Home, Path.Combine(Place, "mnesia"), Path.Combine(Place, "generated") })
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(Place, "enabled_plugins"), "[].\n");
        DataDirectory.WritePrivate(ConfigurationFile, $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = {User}
            default_pass = {password}
            default_vhost = /
            default_user_tags.administrator = true
            loopback_users = none
            log.console = true
            log.console.level = info
            log.file = false
            disk_free_limit.absolute = 50MB
            vm_memory_high_watermark.absolute = 1GB

            """);
        File.WriteAllText(AfterStartFile, AfterStart);
        // Erlang reads its cookie from the home directory and refuses one that others may read
        var cookie = Path.Combine(Home, ".erlang.cookie");
        if (!File.Exists(cookie))
            DataDirectory.WritePrivate(cookie, data.Password(options.Name + "-cookie"));
    }

    /// <summary>Its own epmd as our child: one that Erlang starts by itself would outlive everything.</summary>
    private async Task StartMapper(CancellationToken stop)
    {
        if (mapper is { HasExited: false })
            return;
        await mapperPid.EndStaleAsync(Signals.Terminate, TimeSpan.FromSeconds(5), stop);
        Ports.Demand(mapperPort, $"{options.Name} (epmd)");
        var program = Tools.Find("epmd") ?? throw NotInstalled();
        mapper = await ChildProcess.StartAsync(
            new ChildSpec(options.Name + "-epmd", program, ["-port", Number(mapperPort), "-address", "127.0.0.1"])
            {
                Output = log!.Write,
            });
        mapperPid.Write(mapper.Id);
        while (Ports.IsFree(mapperPort) && !mapper.HasExited)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
    }

    private Dictionary<string, string?> NodeEnvironment() => new()
    {
        ["HOME"] = Home,
        ["RABBITMQ_NODENAME"] = "jeugdregio@localhost",
        ["RABBITMQ_USE_LONGNAME"] = "false",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Number(Port),
        ["RABBITMQ_DIST_PORT"] = Number(distributionPort),
        ["ERL_EPMD_PORT"] = Number(mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_CONFIG_FILE"] = ConfigurationFile,
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(Place, "advanced.config"),
        // what /etc/rabbitmq says is about the system-wide node
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Place, "rabbitmq-env.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Place, "enabled_plugins"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(Place, "generated"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Place, "mnesia"),
        ["RABBITMQ_MNESIA_DIR"] = Path.Combine(Place, "mnesia", "node"),
        ["RABBITMQ_FEATURE_FLAGS_FILE"] = Path.Combine(Place, "mnesia", "feature_flags"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(Place, "node.pid"),
        ["RABBITMQ_LOG_BASE"] = Place,
        ["RABBITMQ_LOGS"] = "-",
        // makes the script become the Erlang machine, so that our pid is that of the node; -noinput keeps it off stdin
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-noinput -start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"
            // the arguments are split at blanks, so the path of the file comes by the environment
            + " -eval spawn(fun()->file:eval(os:getenv(\"JEUGDREGIO_AFTER_START\"))end)",
        ["JEUGDREGIO_AFTER_START"] = AfterStartFile,
        ["ERL_CRASH_DUMP"] = Path.Combine(Place, "erl_crash.dump"),
        ["NOTIFY_SOCKET"] = null,
        ["ERL_LIBS"] = null,
    };

    private async Task<bool> Answers(Task led, CancellationToken stop)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (node is { HasExited: false } && clock.GetElapsedTime(began) < Patience)
        {
            if (led.IsCompleted && await Greets(stop))
                return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop);
        }
        return false;
    }

    /// <summary>Sends AMQP 0-9-1's opening bytes; a broker that is up answers with a method frame (its first byte is 1).</summary>
    private async Task<bool> Greets(CancellationToken stop)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeSpan.FromSeconds(3));
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\t\u0001"u8.ToArray(), limit.Token);
            var answer = new byte[1];
            return await stream.ReadAsync(answer, limit.Token) == 1 && answer[0] == 1;
        }
        catch (Exception closed) when (closed is SocketException or IOException
            || (closed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static InvalidOperationException NotInstalled() => new(
        "RabbitMQ is not installed (looked for rabbitmq-server in /usr/lib/rabbitmq and for epmd along PATH). "
        + "Debian or Ubuntu: apt-get install rabbitmq-server. Elsewhere: name the script in JEUGDREGIO_RABBITMQ_SERVER.");

    /// <summary>The script itself, not Debian's wrapper, which changes user and log files.</summary>
    private static string FindServer()
    {
        List<string> places = [];
        if (Environment.GetEnvironmentVariable("JEUGDREGIO_RABBITMQ_SERVER") is { Length: > 0 } named)
            places.Add(named);
        places.Add("/usr/lib/rabbitmq/bin/rabbitmq-server");
        if (Directory.Exists("/usr/lib/rabbitmq/lib"))
        {
            places.AddRange(Directory.EnumerateDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*")
                .Select(folder => Path.Combine(folder, "sbin", "rabbitmq-server")));
        }
        return places.FirstOrDefault(File.Exists) ?? throw NotInstalled();
    }
}
