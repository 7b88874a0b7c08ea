using System.Text.Json;

namespace Jeugdregio.ServiceHost.Outbox;

/// <summary>An event this service tells, and the services that have subscribed to it by contract.</summary>
/// <param name="Type">The record in the service's Wire project.</param>
/// <param name="Subscribers">Service names; their queues are declared before the first publish, so that a subscriber that
/// has never run yet loses nothing.</param>
public sealed record PublishedEvent(Type Type, IReadOnlyList<string> Subscribers);

/// <summary>The events this service publishes, by the name under which they stand in the outbox.</summary>
public sealed class EventTypes(IReadOnlyList<PublishedEvent> published)
{
    private readonly Dictionary<string, Type> _byName = published.ToDictionary(p => p.Type.FullName!, p => p.Type);

    /// <summary>How events are written: camelCase, dates as yyyy-MM-dd.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<PublishedEvent> Published { get; } = published;

    /// <exception cref="InvalidOperationException">The service did not declare that it publishes this type.</exception>
    public string NameOf(Type type) =>
        _byName.ContainsKey(type.FullName!) ? type.FullName! : throw new InvalidOperationException($"{type} is not declared with Publishes.");

    /// <summary>The event as it was, or null when this build does not know its type or cannot read it.</summary>
    public object? Read(string name, string body)
    {
        if (!_byName.TryGetValue(name, out var type)) return null;
        try
        {
            return JsonSerializer.Deserialize(body, type, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
