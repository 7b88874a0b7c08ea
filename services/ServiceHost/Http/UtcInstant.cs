using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>
/// Instants are answered in UTC and all in one way: <c>2026-10-31T12:00:00Z</c> (RFC 3339). Read is any offset.
/// </summary>
internal sealed class UtcInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
