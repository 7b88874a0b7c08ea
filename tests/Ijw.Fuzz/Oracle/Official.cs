using System.Xml;
using System.Xml.Schema;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>What .NET's validator has against a text.</summary>
/// <param name="Text">Its sentence.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in that line, from 1.</param>
internal sealed record Complaint(string Text, int Line, int Column);

/// <summary>The official schemas and samples, which live beside the repository and not in it.</summary>
internal static class Official
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    /// <summary>The folder they are in; null when they are not on this machine.</summary>
    internal static string? Folder { get; } = Find();

    internal static string File(params string[] parts) =>
        Path.Combine([Folder ?? throw new FileNotFoundException("There is no ../shared/ijw-3.2."), .. parts]);

    internal static byte[] Sample(MessageKind kind) =>
        System.IO.File.ReadAllBytes(File("samples", $"{kind.ToString().ToUpperInvariant()}.xml"));

    /// <summary>
    /// What .NET's validator says of a text with the official schemas, warnings being errors and the root being one
    /// that the schemas declare: null when valid, else the first complaint.
    /// </summary>
    internal static Complaint? Complaint(ReadOnlyMemory<byte> text)
    {
        Complaint? complaint = null;
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            Schemas = Schemas.Value,
        };
        settings.ValidationEventHandler += (_, told) =>
            complaint ??= new(told.Message, told.Exception.LineNumber, told.Exception.LinePosition);
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(text.ToArray()), settings);
            var position = (IXmlLineInfo)xml;
            while (complaint is null && xml.Read())
                if (xml.NodeType == XmlNodeType.Element && xml.Depth == 0 && !IsDeclared(xml))
                    complaint ??= new("another root", position.LineNumber, position.LinePosition);
        }
        catch (XmlException broken)
        {
            // where there is nothing at all there is no place either
            complaint ??= new(broken.Message, Math.Max(broken.LineNumber, 1), Math.Max(broken.LinePosition, 1));
        }
        return complaint;
    }

    /// <summary>Any root can say that it is of a type of the schemas; that makes it no message.</summary>
    private static bool IsDeclared(XmlReader xml) =>
        Schemas.Value.GlobalElements.Contains(new XmlQualifiedName(xml.LocalName, xml.NamespaceURI));

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var kind in MessageKinds.All)
            schemas.Add(null, File("xsd", $"{kind.ToString().ToUpperInvariant()}.xsd"));
        schemas.Compile();
        return schemas;
    }

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Jeugdregio.slnx")))
            folder = folder.Parent;
        if (folder?.Parent is not { } beside) return null;
        var found = Path.Combine(beside.FullName, "shared", "ijw-3.2");
        return Directory.Exists(found) ? found : null;
    }
}
