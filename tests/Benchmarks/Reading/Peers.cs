using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using System.Xml.Serialization;

namespace Jeugdregio.Benchmarks.Reading;

/// <summary>What .NET has for reading a JW323; none of it checks a rule within the message.</summary>
internal sealed class Peers(byte[] text, XmlSchemaSet? schemas)
{
    private static readonly XmlSerializer Serializer = new(typeof(Bericht));

    private readonly List<LineOfPeer> _lines = new(200_000);

    /// <summary>Looks at nothing but the names of lines.</summary>
    internal long Bare()
    {
        using var xml = XmlReader.Create(new MemoryStream(text));
        return Count(xml);
    }

    /// <summary>Validates.</summary>
    internal long Validated()
    {
        using var xml = XmlReader.Create(new MemoryStream(text), Settings(schemas));
        return Count(xml);
    }

    /// <summary>Validates and keeps every line as a struct.</summary>
    internal long ValidatedIntoStructs()
    {
        using var xml = XmlReader.Create(new MemoryStream(text), Settings(schemas));
        _lines.Clear();
        _lines.AddRange(Lines(xml));
        return _lines.Count;
    }

    /// <summary>The lines of a message that is read.</summary>
    internal static IEnumerable<LineOfPeer> Lines(XmlReader xml)
    {
        var line = default(LineOfPeer);
        var name = "";
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element) name = xml.LocalName;
            else if (xml.NodeType == XmlNodeType.Text) line.Take(name, xml.Value);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "Prestatie")
            {
                yield return line;
                line = default;
            }
        }
    }

    /// <summary>Validates, and makes objects of it.</summary>
    internal long ValidatedIntoObjects()
    {
        using var xml = XmlReader.Create(new MemoryStream(text), Settings(schemas));
        var message = (Bericht)Serializer.Deserialize(xml)!;
        return message.Declaratie!.Clienten.Sum(client => (long)client.Prestaties.Count);
    }

    /// <summary>The official schemas; null when they are not beside the repository.</summary>
    internal static XmlSchemaSet? Schemas()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Jeugdregio.slnx")))
            folder = folder.Parent;
        var schema = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "ijw-3.2", "xsd", "JW323.xsd");
        if (!File.Exists(schema)) return null;
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, schema);
        schemas.Compile();
        return schemas;
    }

    private static long Count(XmlReader xml)
    {
        var lines = 0L;
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "Prestatie") lines++;
        return lines;
    }

    /// <summary>How to validate; without schemas nothing is.</summary>
    internal static XmlReaderSettings Settings(XmlSchemaSet? schemas)
    {
        var settings = new XmlReaderSettings();
        if (schemas is null) return settings;
        settings.ValidationType = ValidationType.Schema;
        settings.ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.Schemas = schemas;
        settings.ValidationEventHandler += (_, wrong) => throw wrong.Exception;
        return settings;
    }
}

/// <summary>A line as a peer keeps it.</summary>
internal struct LineOfPeer
{
    internal string Reference;
    internal string Earlier;
    internal long Allocation;
    internal string Category;
    internal string Code;
    internal DateOnly Begin;
    internal DateOnly End;
    internal long Volume;
    internal string Unit;
    internal long Tariff;
    internal long Amount;
    internal bool IsCredit;

    internal void Take(string name, string value)
    {
        switch (name)
        {
            case "ReferentieNummer": Reference = value; break;
            case "VorigReferentieNummer": Earlier = value; break;
            case "ToewijzingNummer": Allocation = Number(value); break;
            case "ProductCategorie": Category = value; break;
            case "ProductCode": Code = value; break;
            case "Begindatum": Begin = DateOnly.Parse(value, CultureInfo.InvariantCulture); break;
            case "Einddatum": End = DateOnly.Parse(value, CultureInfo.InvariantCulture); break;
            case "GeleverdVolume": Volume = Number(value); break;
            case "Eenheid": Unit = value; break;
            case "ProductTarief": Tariff = Number(value); break;
            case "Bedrag": Amount = Number(value); break;
            case "DebetCredit": IsCredit = value == "C"; break;
        }
    }

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
