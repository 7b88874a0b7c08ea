using System.Globalization;
using System.Text;

namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>A line per file and per finding, for people.</summary>
internal sealed class TextReport(Stream output, bool isColoured) : IReport
{
    internal const string Red = "31";
    internal const string Green = "32";
    internal const string Yellow = "33";
    private const string Grey = "90";

    public void Add(Checked file)
    {
        var text = new StringBuilder();
        var verdict = file.Verdict.ToString().ToLowerInvariant().PadRight(8);
        var colour = file.Verdict switch
        {
            Verdict.Accepted => Green,
            Verdict.Rejected => Yellow,
            _ => Red,
        };
        text.Append(CultureInfo.InvariantCulture,
            $"{In(colour, verdict)}  {file.Message?.Title() ?? "-",-5}  {Printable.Of(file.File)}\n");
        foreach (var finding in file.Findings)
        {
            var code = finding.ReturnCode is "" ? "" : $" ({finding.ReturnCode})";
            text.Append(CultureInfo.InvariantCulture,
                $"  {finding.Line}:{finding.Column}  {In(colour, finding.Rule)}{code}  {Printable.Of(finding.Text)}\n");
            if (finding.Path is not "") text.Append("      ").Append(In(Grey, Printable.Of(finding.Path))).Append('\n');
        }
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        output.Flush();
    }

    internal static string In(string colour, string text, bool isColoured) =>
        isColoured ? $"\e[{colour}m{text}\e[0m" : text;

    private string In(string colour, string text) => In(colour, text, isColoured);
}
