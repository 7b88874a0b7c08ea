using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>One JSON object per file, each on a line of its own.</summary>
internal sealed class JsonReport(Stream output) : IReport
{
    // quotes and accents as they are: this goes to a program or a terminal, never into a page
    internal static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Add(Checked file)
    {
        using (var json = new Utf8JsonWriter(output, Options)) Write(json, file);
        output.Write("\n"u8);
        output.Flush();
    }

    private static void Write(Utf8JsonWriter json, Checked file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.File);
        json.WriteString("message", file.Message?.Title());
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("verdict", file.Verdict.ToString().ToLowerInvariant());
        json.WriteStartArray("findings");
        foreach (var finding in file.Findings)
        {
            json.WriteStartObject();
            json.WriteString("level", finding.Level.ToString().ToLowerInvariant());
            json.WriteString("rule", finding.Rule);
            json.WriteString("retourcode", finding.ReturnCode);
            json.WriteString("path", finding.Path);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", finding.Column);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
