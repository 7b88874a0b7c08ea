// The whole system on one page: who there is, what each is told, who waits for whom.
// Written in .NET Aspire's own API, so that either engine runs it (see README.md).

using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration;
var root = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, ".."));
var data = Path.GetFullPath(settings["data"] ?? settings["JEUGDREGIO_DATA"] ?? Path.Combine(root, ".data"));
// every port follows from the gateway's, so that two checkouts can run side by side
var port = int.Parse(settings["port"] ?? settings["JEUGDREGIO_PORT"] ?? "8080", CultureInfo.InvariantCulture);

var clientKey = builder.AddParameter("client-key", new RandomKey(), secret: true, persist: true);
var messageKey = builder.AddParameter("message-key", new RandomKey(), secret: true, persist: true);

var postgres = builder.AddPostgres("postgres", port: port + 30).WithDataVolume();
var messaging = builder.AddRabbitMQ("messaging", port: port + 31).WithDataVolume();

var identity = builder.AddProject("identity", "../gateway/DevIdentity/DevIdentity.csproj", launchProfileName: null)
    .WithHttpEndpoint(port: port + 1)
    .WithHttpHealthCheck("/health/ready")
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithEnvironment("Identity__KeyFile", Path.Combine(data, "secrets", "identity.pem"));
identity.WithEnvironment("Identity__Issuer", identity.GetEndpoint("http"));

List<IResourceBuilder<ProjectResource>> migrations = [];
var tendering = Service("tendering", "../services/Tendering/Tendering.csproj", 0);
var contracting = Service("contracting", "../services/Contracting/Contracting.csproj", 1);
var referrals = Service("referrals", "../services/Referrals/Referrals.csproj", 2);
var billing = Service("billing", "../services/Billing/Billing.csproj", 3);
var monitoring = Service("monitoring", "../services/Monitoring/Monitoring.csproj", 4);
IResourceBuilder<ProjectResource>[] services = [tendering, contracting, referrals, billing, monitoring];

var gateway = builder.AddProject("gateway", "../gateway/Gateway/Gateway.csproj", launchProfileName: null)
    .WithHttpEndpoint(port: port)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready");
ToldAsAll(gateway).WithReference(identity).WaitFor(identity);

foreach (var service in services)
{
    gateway.WithReference(service).WaitFor(service);
    // addresses only: who may really ask whom is settled by the roles in the token
    foreach (var other in services.Where(other => other != service))
        service.WithReference(other);
    // an event published before its subscriber's queue exists would reach nobody, hence all jobs and not just its own
    foreach (var job in migrations)
        service.WaitForCompletion(job);
}

// only these two receive iJw messages; nobody else can make a client key from a BSN or read a stored message
foreach (var receiver in new[] { referrals, billing })
{
    receiver
        .WithEnvironment("Keys__ClientKey", clientKey)
        .WithEnvironment("Keys__Messages__Current", "k1")
        .WithEnvironment("Keys__Messages__k1", messageKey);
}

builder.Build().Run();

IResourceBuilder<ProjectResource> Service(string name, string project, int number)
{
    var secret = builder.AddParameter($"{name}-secret", new RandomKey(), secret: true, persist: true);
    identity.WithEnvironment($"ServiceClients__{name}", secret);
    var database = postgres.AddDatabase($"{name}-database", name);

    var job = builder.AddProject($"{name}-migrations", project, launchProfileName: null).WithArgs("migrate");
    migrations.Add(Stored(job));

    var service = builder.AddProject(name, project, launchProfileName: null)
        .WithHttpEndpoint(port: port + 10 + number)
        .WithHttpEndpoint(port: port + 20 + number, name: "grpc", env: "GRPC_PORT")
        .WithHttpHealthCheck("/health/ready", endpointName: "http")
        .WithEnvironment("Auth__ClientId", $"service-{name}")
        .WithEnvironment("Auth__ClientSecret", secret);
    return Stored(service).WithReference(identity).WaitFor(identity);

    IResourceBuilder<ProjectResource> Stored(IResourceBuilder<ProjectResource> process) => ToldAsAll(process)
        .WithReference(database, connectionName: name)
        .WithReference(messaging)
        .WaitFor(database)
        .WaitFor(messaging);
}

IResourceBuilder<ProjectResource> ToldAsAll(IResourceBuilder<ProjectResource> process) => process
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithEnvironment("Auth__Authority", identity.GetEndpoint("http"))
    .WithEnvironment("Auth__Audience", "jeugdregio")
    .WithEnvironment("Region__File", Path.Combine(root, "deploy", "regions", "zaanstreek-waterland.json"))
    .WithEnvironment("Clock__Movable", "true");

/// <summary>32 random bytes in base64: a key, or a secret nobody has to remember.</summary>
internal sealed class RandomKey : ParameterDefault
{
    public override string GetDefaultValue() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public override void WriteToManifest(ManifestPublishingContext context) =>
        throw new NotSupportedException("A key is made where it is used; deployments take theirs from the secret store.");
}
