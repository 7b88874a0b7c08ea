using System.Numerics;
using System.Xml;
using Jeugdregio.Ijw.Definition;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>
/// What a valid text says, read by a plain parser: the elements that hold a value, in their order, with that value in
/// one spelling.
/// </summary>
internal static class Content
{
    internal static List<string> Of(byte[] text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true,
        };
        using var xml = XmlReader.Create(new MemoryStream(text), settings);
        xml.MoveToContent();
        var found = new List<string>();
        Read(xml, MessageDefinitions.InNamespace(xml.NamespaceURI)!.Root, found);
        return found;
    }

    private static void Read(XmlReader xml, ClassType type, List<string> found)
    {
        if (xml.IsEmptyElement) return;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            var element = type.Elements.First(one => one.Name == xml.LocalName);
            if (element.Class is { } inner) Read(xml, inner, found);
            else found.Add($"{element.Name}={OneSpelling(element.Simple!, Text(xml))}");
        }
    }

    /// <summary>The text of an element, up to its end.</summary>
    private static string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var text = "";
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement) text += xml.Value;
        return text;
    }

    private static string OneSpelling(SimpleType type, string text) => type.Lexical switch
    {
        Lexical.Whole => BigInteger.Parse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture).ToString(
            System.Globalization.CultureInfo.InvariantCulture),
        Lexical.Date => text.Trim().TrimEnd('z'),
        Lexical.Time => Time(text.Trim().TrimEnd('z')),
        _ => text,
    };

    /// <summary>What is finer than 100 ns is not kept.</summary>
    private static string Time(string text)
    {
        var parts = text.Split('.');
        var fraction = (parts.Length > 1 ? parts[1] : "").PadRight(7, '0')[..7].TrimEnd('0');
        return fraction.Length == 0 ? parts[0] : $"{parts[0]}.{fraction}";
    }
}
