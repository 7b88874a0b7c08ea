using System.Xml;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>An element of a text: where it begins and ends, and which it is in.</summary>
/// <param name="Name">Its name, without a prefix.</param>
/// <param name="Parent">The element around it; null for the root.</param>
/// <param name="Start">Line and column of its name.</param>
internal sealed record Place(string Name, Place? Parent, (int Line, int Column) Start)
{
    /// <summary>Line and column of the name in its end tag; when it has none, of the last of its start tag.</summary>
    internal (int Line, int Column) End { get; set; }
}

/// <summary>The elements of a well-formed text, to look up what is at a line and column.</summary>
internal sealed class Places
{
    private const string Broken = "The text is not well-formed XML here.";

    private readonly List<Place> _all = [];

    private Places(XmlReader xml)
    {
        var position = (IXmlLineInfo)xml;
        Place? within = null;
        Place? empty = null;
        while (xml.Read())
        {
            var here = (position.LineNumber, position.LinePosition);
            if (empty is not null) (empty.End, empty) = ((here.LineNumber, here.LinePosition - 1), null);
            if (xml.NodeType == XmlNodeType.EndElement) (within!.End, within) = (here, within.Parent);
            if (xml.NodeType != XmlNodeType.Element) continue;
            var place = new Place(xml.LocalName, within, here) { End = here };
            _all.Add(place);
            if (xml.IsEmptyElement) empty = place;
            else within = place;
        }
    }

    /// <summary>
    /// Whether our first finding of form can be asked to be where the official complaint is: not when it is of a limit
    /// of our own, nor when the official parser takes or looks for another encoding, or stumbles over a declaration.
    /// </summary>
    internal static bool AreAsked(byte[] text, Complaint complaint, Finding ours) =>
        ours is { Rule: "XSD" } or { Text: Broken }
        && !text.Contains((byte)0)
        && !complaint.Text.StartsWith("System does not support", StringComparison.Ordinal)
        && !complaint.Text.Contains("XML declaration", StringComparison.Ordinal);

    /// <summary>
    /// What is wrong when our first finding of form is not where the official complaint is: in the same element, or for
    /// what is not well formed, at the same character or in an element of that name.
    /// </summary>
    internal static string? Disagreement(byte[] text, Complaint complaint, Finding ours)
    {
        var isSame = Of(text) is { } places
            ? places.At(complaint.Line, complaint.Column) == places.At(ours.Line, ours.Column)
            : (complaint.Line, complaint.Column) == (ours.Line, ours.Column)
                || ours.Rule == "XSD" && complaint.Text.Contains(NameIn(ours.Path), StringComparison.Ordinal);
        return isSame ? null : $"the place is {complaint}, and not that of {ours}";
    }

    private static string NameIn(string path) => path.Split('/')[^1].Split('[')[0];

    /// <summary>Null when the text is not well formed.</summary>
    private static Places? Of(byte[] text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(text), settings);
            return new(xml);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The innermost element that a line and column are in; the last before it when it is in none.</summary>
    private Place At(int line, int column) => _all.LastOrDefault(
        place => place.Start.CompareTo((line, column)) <= 0 && place.End.CompareTo((line, column)) >= 0)
        ?? _all.LastOrDefault(place => place.Start.CompareTo((line, column)) <= 0)
        ?? _all[0];
}
