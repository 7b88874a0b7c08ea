namespace Jeugdregio.Gateway;

/// <summary>
/// A bucket that holds <paramref name="Burst"/> requests and is filled with <paramref name="PerSecond"/> a second.
/// </summary>
internal sealed record Bucket(int Burst, int PerSecond);

/// <summary>All the gateway can be told, with what holds when it is told nothing. The README lists the names.</summary>
internal sealed record GatewaySettings
{
    /// <summary>Address of the token issuer.</summary>
    internal required string Authority { get; init; }

    /// <summary>The <c>aud</c> a token must have.</summary>
    internal required string Audience { get; init; }

    /// <summary>
    /// The <c>typ</c> a token must have; an issuer that does not follow RFC 9068 may need <c>JWT</c> here.
    /// </summary>
    internal required IReadOnlyList<string> TokenTypes { get; init; }

    /// <summary>h2c addresses of each service, by service name; empty when none was given.</summary>
    internal required IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; init; }

    /// <summary>HTTP/1.1 addresses, where given: health is asked there.</summary>
    internal required IReadOnlyDictionary<string, string> HealthAddresses { get; init; }

    internal required Bucket Client { get; init; }

    internal required Bucket Anonymous { get; init; }

    /// <summary>The largest body, in bytes, outside <c>/ijw</c>.</summary>
    internal required long BodyBytes { get; init; }

    /// <summary>
    /// The largest body under <c>/ijw</c>: a message file may be 25 MB, and a little more for what wraps it.
    /// </summary>
    internal required long IjwBodyBytes { get; init; }

    internal required TimeSpan Timeout { get; init; }

    internal required TimeSpan IjwTimeout { get; init; }

    internal required int TokenCacheSize { get; init; }

    /// <summary>
    /// How long a checked token is taken on trust, at most a minute: so long works a key that was withdrawn.
    /// </summary>
    internal required TimeSpan TokenCacheTime { get; init; }

    internal required int MaxConnections { get; init; }

    /// <summary>Networks (CIDR) of the proxies in front whose <c>X-Forwarded-For</c> is believed.</summary>
    internal required IReadOnlyList<string> TrustedNetworks { get; init; }

    /// <summary>
    /// A port of its own for <c>/metrics</c>, open to whoever can reach it; null: on the main port, role operations.
    /// </summary>
    internal int? MetricsPort { get; init; }

    internal bool ClockMovable { get; init; }

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be meant.</exception>
    internal static GatewaySettings Read(IConfiguration given) => new()
    {
        Authority = Required(given, "Auth:Authority"),
        Audience = given["Auth:Audience"] ?? "jeugdregio",
        TokenTypes = List(given["Auth:TokenTypes"]) is { Count: > 0 } types ? types : ["at+jwt", "application/at+jwt"],
        Addresses = Routes.Services.ToDictionary(name => name, name => (IReadOnlyList<string>)AddressesOf(given, name)),
        HealthAddresses = Routes.Services.Where(name => given[$"services:{name}:http:0"] is not null)
            .ToDictionary(name => name, name => given[$"services:{name}:http:0"]!),
        Client = BucketOf(given, "RateLimit:Client", new Bucket(1000, 500)),
        Anonymous = BucketOf(given, "RateLimit:Anonymous", new Bucket(100, 50)),
        BodyBytes = Positive(given, "Limits:BodyBytes", 1024 * 1024),
        IjwBodyBytes = Positive(given, "Limits:IjwBodyBytes", 25 * 1024 * 1024 + 64 * 1024),
        Timeout = TimeSpan.FromSeconds(Positive(given, "Timeouts:Seconds", 30)),
        IjwTimeout = TimeSpan.FromSeconds(Positive(given, "Timeouts:IjwSeconds", 100)),
        TokenCacheSize = Positive(given, "TokenCache:Size", 10_000),
        TokenCacheTime = TimeSpan.FromSeconds(Math.Min(60, given.GetValue("TokenCache:Seconds", 60))),
        MaxConnections = Positive(given, "Limits:Connections", 10_000),
        TrustedNetworks = List(given["TrustedNetworks"]),
        MetricsPort = given.GetValue<int?>("METRICS_PORT"),
        ClockMovable = given.GetValue("Clock:Movable", false),
    };

    private static List<string> AddressesOf(IConfiguration given, string service) =>
        given.GetSection($"services:{service}:grpc").GetChildren()
            .Select(address => address.Value).OfType<string>().ToList();

    private static Bucket BucketOf(IConfiguration given, string section, Bucket otherwise) => new(
        Positive(given, section + ":Burst", otherwise.Burst),
        Positive(given, section + ":PerSecond", otherwise.PerSecond));

    private static int Positive(IConfiguration given, string name, int otherwise) =>
        given.GetValue(name, otherwise) is > 0 and var value
            ? value
            : throw new InvalidOperationException($"The setting {name} must be more than 0.");

    private static string Required(IConfiguration given, string name) =>
        given[name] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The setting {name} is missing; without it no caller can be known.");

    private static List<string> List(string? commas) =>
        [.. (commas ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
