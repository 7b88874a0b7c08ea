using System.Globalization;
using System.Xml;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Finds the lines of findings that were made on the model, by walking the text once more. Only a message with
/// something wrong pays for it.
/// </summary>
internal static class Locator
{
    /// <summary>
    /// The findings with line and column of their element, or of the nearest element around it that is there.
    /// </summary>
    internal static IReadOnlyList<Finding> Locate(IEnumerable<Finding> findings, XmlReader xml)
    {
        Finding[] all = [.. findings];
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in all)
            for (var path = finding.Path; path.Length > 0; path = Parent(path)) wanted.Add(path);
        var places = Walk(wanted, xml);
        return [.. all.Select(finding => finding.Line > 0 ? finding : At(finding, places))];
    }

    internal static Finding At(Finding finding, Dictionary<string, (int Line, int Column)> places)
    {
        for (var path = finding.Path; path.Length > 0; path = Parent(path))
            if (places.TryGetValue(path, out var place))
                return finding with { Line = place.Line, Column = place.Column };
        return finding;
    }

    internal static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    private static Dictionary<string, (int Line, int Column)> Walk(HashSet<string> wanted, XmlReader xml)
    {
        var places = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var position = (IXmlLineInfo)xml;
        // per depth: the path there, or null when nothing wanted is below it, and how often the last name was seen
        var paths = new string?[64];
        var names = new string[64];
        var counts = new int[64];
        while (places.Count < wanted.Count && xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.Depth >= 62) continue;
            var depth = xml.Depth;
            (names[depth + 1], counts[depth + 1]) = ("", 0);
            counts[depth] = names[depth] == xml.LocalName ? counts[depth] + 1 : 1;
            names[depth] = xml.LocalName;
            paths[depth] = null;
            if (depth > 0 && paths[depth - 1] is null) continue;
            var path = depth == 0 ? xml.LocalName : $"{paths[depth - 1]}/{xml.LocalName}";
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{path}[{counts[depth]}]");
            paths[depth] = wanted.Contains(numbered) ? numbered : wanted.Contains(path) ? path : null;
            if (paths[depth] is { } here) places.TryAdd(here, (position.LineNumber, position.LinePosition));
        }
        return places;
    }
}
