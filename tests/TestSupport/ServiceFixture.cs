using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Dapper;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Outbox;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Xunit;

namespace Jeugdregio.TestSupport;

/// <summary>
/// A service as it runs, on a database of its own and a real broker, with tokens for any caller and a clock the test sets.
/// Use it as a collection fixture (one service for the assembly, started only when a test of the collection runs):
/// <c>public sealed class BillingFixture() : ServiceFixture&lt;Program&gt;("billing");</c>
/// <c>[CollectionDefinition] public sealed class BillingCollection : ICollectionFixture&lt;BillingFixture&gt;;</c> and on the test
/// classes <c>[Collection(typeof(BillingCollection))]</c>. Tests keep apart by using their own ids.
/// </summary>
/// <param name="name">The service's name.</param>
public abstract class ServiceFixture<TProgram>(string name) : IAsyncLifetime
    where TProgram : class
{
    private readonly Servers _servers = new();
    private WebApplicationFactory<TProgram>? _factory;
    private string _database = "";

    /// <summary>Business time of the service.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>What the service was started with; for starting a second one beside it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    public IServiceProvider Services => (_factory ?? throw NotStarted()).Services;

    /// <summary>Settings besides the usual ones, e.g. the address of another service (see <see cref="GrpcStub"/>).</summary>
    protected virtual ValueTask Configure(IDictionary<string, string> settings) => ValueTask.CompletedTask;

    public virtual async ValueTask InitializeAsync()
    {
        _database = await _servers.NewDatabase(name);
        new Database(_database, [.. MigrationAssemblies()]).Migrate();
        var settings = new Dictionary<string, string>
        {
            [$"ConnectionStrings:{name}"] = _database,
            ["ConnectionStrings:messaging"] = await _servers.RabbitMq(),
            ["Auth:Authority"] = "https://identity.test",
            ["Region:File"] = Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"),
            ["Keys:ClientKey"] = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()),
            ["Keys:Messages:Current"] = "k1",
            ["Keys:Messages:k1"] = Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray()),
        };
        await Configure(settings);
        Settings = settings;
        _factory = new WebApplicationFactory<TProgram>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            foreach (var (key, value) in settings) host.UseSetting(key, value);
            host.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
                TestTokens.Trust(services);
            });
        });
        _ = _factory.Server;
        await Wait.Until(async () => (await Client().GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode);
    }

    /// <summary>A client of the service; without a token when none is given.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = (_factory ?? throw NotStarted()).CreateClient(new() { AllowAutoRedirect = false });
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>POSTs JSON with an Idempotency-Key (a new one unless given).</summary>
    public async Task<HttpResponseMessage> Post(string token, string path, object? body, string? key = null)
    {
        using var client = Client(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body ?? new { }, options: EventTypes.Json);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }

    /// <summary>POSTs an iJw message.</summary>
    public async Task<HttpResponseMessage> PostXml(string token, string path, byte[] xml)
    {
        using var client = Client(token);
        using var content = new ByteArrayContent(xml);
        content.Headers.ContentType = new("application/xml");
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public async Task<JsonElement> Get(string token, string path)
    {
        using var client = Client(token);
        return await client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
    }

    /// <summary>Tells the service an event, as another service's relay would.</summary>
    public async Task Tell<TEvent>(TEvent told, Guid? messageId = null)
        where TEvent : class =>
        await Services.GetRequiredService<IBus>().Publish(told, context => context.MessageId = messageId ?? Guid.CreateVersion7());

    /// <summary>The events of one type that the service has told or will tell, in order.</summary>
    public async Task<IReadOnlyList<TEvent>> Told<TEvent>()
        where TEvent : class
    {
        await using var connection = await Connection();
        var bodies = await connection.QueryAsync<string>(
            "select body from outbox where type = @type order by id", new { type = typeof(TEvent).FullName });
        return [.. bodies.Select(b => JsonSerializer.Deserialize<TEvent>(b, EventTypes.Json)!)];
    }

    /// <summary>An open connection to the service's database; for looking and for arranging.</summary>
    public async Task<NpgsqlConnection> Connection()
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        return connection;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_factory is not null) await _factory.DisposeAsync();
        await _servers.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<Assembly> MigrationAssemblies()
    {
        yield return typeof(Database).Assembly;
        var program = typeof(TProgram).Assembly;
        if (program.GetReferencedAssemblies().FirstOrDefault(a => a.Name == "Jeugdregio.Ijw.Mailbox") is { } mailbox)
            yield return Assembly.Load(mailbox);
        yield return program;
    }

    private static InvalidOperationException NotStarted() => new("The fixture has not been started.");
}
