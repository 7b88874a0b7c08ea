using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.DevIdentity;

/// <summary>One client of the issuer.</summary>
/// <param name="Id">The client id, and the token's <c>sub</c>.</param>
/// <param name="Roles">What it may do; at least one.</param>
/// <param name="Municipalities">CBS codes of the municipalities it speaks for; empty when it speaks for none.</param>
/// <param name="Provider">AGB code of the provider it speaks for, if any.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Keys">Public keys its signed assertions may be made with (<c>private_key_jwt</c>); null when it has
/// none.</param>
internal sealed record DemoClient(
    string Id,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Municipalities,
    string? Provider,
    string Secret,
    JsonWebKeySet? Keys);

/// <summary>
/// The clients as <c>clients.json</c> (or the file <c>Identity:ClientsFile</c> names) lists them. Secrets are the id
/// with <c>-secret</c> behind it, except that <c>ServiceClients:&lt;name&gt;</c> gives the one of
/// <c>service-&lt;name&gt;</c>. <c>PublicKeys:&lt;client id&gt;</c> holds a public JSON web key that takes the place of
/// the listed one.
/// </summary>
internal sealed class DemoClients
{
    private const string ServicePrefix = "service-";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<string, DemoClient> _byId;

    private DemoClients(IEnumerable<DemoClient> clients) =>
        _byId = clients.ToDictionary(client => client.Id, StringComparer.Ordinal);

    internal IEnumerable<DemoClient> All => _byId.Values;

    internal DemoClient? Find(string id) => _byId.GetValueOrDefault(id);

    /// <exception cref="IssuerRefusesException">The file is missing or is not what it should be.</exception>
    internal static DemoClients Read(IConfiguration settings)
    {
        var file = settings["Identity:ClientsFile"] ?? Path.Combine(AppContext.BaseDirectory, "clients.json");
        try
        {
            var listed = JsonSerializer.Deserialize<ListedClient[]>(File.ReadAllBytes(file), Json) ?? [];
            return new DemoClients(listed.Select(client => Complete(client, settings)).ToList());
        }
        catch (Exception problem) when (problem is IOException or JsonException or ArgumentException)
        {
            throw new IssuerRefusesException($"The clients in '{file}' cannot be read: {problem.Message}");
        }
    }

    private static DemoClient Complete(ListedClient client, IConfiguration settings)
    {
        if (string.IsNullOrEmpty(client.Id) || client.Roles is not { Length: > 0 })
            throw new ArgumentException("every client has an 'id' and at least one of 'roles'.");
        var given = client.Id.StartsWith(ServicePrefix, StringComparison.Ordinal)
            ? settings[$"ServiceClients:{client.Id[ServicePrefix.Length..]}"]
            : null;
        return new DemoClient(
            client.Id,
            client.Roles,
            client.Municipalities ?? [],
            client.Provider,
            string.IsNullOrEmpty(given) ? client.Id + "-secret" : given,
            Keys(settings[$"PublicKeys:{client.Id}"] ?? client.PublicKey?.GetRawText()));
    }

    private static JsonWebKeySet? Keys(string? publicKey)
    {
        if (publicKey is null)
            return null;
        var key = new JsonWebKey(publicKey);
        if ((key.D ?? key.P ?? key.Q ?? key.K) is not null)
            throw new ArgumentException("a client's key is its public part only; this one holds a secret part.");
        return new JsonWebKeySet { Keys = { key } };
    }

    private sealed record ListedClient(
        string Id, string[]? Roles, string[]? Municipalities, string? Provider, JsonElement? PublicKey);
}
