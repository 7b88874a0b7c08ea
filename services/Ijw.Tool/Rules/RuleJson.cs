using System.Text.Json;
using Jeugdregio.Ijw.Tool.Checking;
using Jeugdregio.Ijw.Tool.Source;

namespace Jeugdregio.Ijw.Tool.Rules;

/// <summary>
/// One JSON object per rule, each on a line of its own; those of business have what carries them out.
/// </summary>
internal static class RuleJson
{
    internal static void Write(
        IEnumerable<RuleStatus> rules, IEnumerable<BusinessStatus> business, Stream output)
    {
        foreach (var status in rules) Line(output, json => Write(json, status));
        foreach (var status in business) Line(output, json => Write(json, status));
        output.Flush();
    }

    private static void Line(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, JsonReport.Options)) write(json);
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, RuleStatus status)
    {
        var rule = status.Rule;
        Start(json, rule.Code, NameOf(rule.Level.ToString()), rule.ReturnCode, rule.Text, rule.Dutch);
        json.WriteStartArray("parts");
        foreach (var part in status.Parts)
        {
            var owner = NameOf(part.Owner.ToString());
            Part(json, part.Kinds, owner, NameOf(part.State.ToString()), part.Places, part.Tests);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BusinessStatus status)
    {
        var rule = status.Rule;
        Start(json, rule.Code, "business", "", rule.Text, rule.Dutch);
        Texts(json, "carriedBy", rule.CarriedBy);
        Texts(json, "missing", status.Missing.Keys.Order(StringComparer.Ordinal));
        json.WriteStartArray("parts");
        Part(json, [], null, NameOf(status.State.ToString()), status.Places, status.Tests);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Start(
        Utf8JsonWriter json, string code, string level, string returnCode, string text, string dutch)
    {
        json.WriteStartObject();
        json.WriteString("rule", code);
        json.WriteString("level", level);
        json.WriteString("retourcode", returnCode);
        json.WriteString("text", text);
        json.WriteString("tekst", dutch);
    }

    private static void Part(
        Utf8JsonWriter json, IReadOnlyList<MessageKind> kinds, string? owner, string state,
        IReadOnlyList<Mention> places, IReadOnlyList<Test> tests)
    {
        json.WriteStartObject();
        Texts(json, "messages", kinds.Select(kind => kind.Title()));
        json.WriteString("owner", owner);
        json.WriteString("state", state);
        json.WriteStartArray("places");
        foreach (var place in places)
        {
            json.WriteStartObject();
            json.WriteString("type", place.Type);
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Texts(json, "tests", tests.Select(test => $"{test.Project} {test.Class}.{test.Name}"));
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string NameOf(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
