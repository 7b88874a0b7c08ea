using System.Xml.Serialization;

namespace Jeugdregio.Benchmarks.Reading;

#pragma warning disable CA1002, CA2227 // the serializer fills lists
/// <summary>A JW323 as a program would have it that knows only <see cref="XmlSerializer"/>.</summary>
[XmlRoot(Namespace = Names.Message)]
public sealed class Bericht
{
    [XmlElement(Namespace = Names.Message)]
    public DeclaratieDeel? Declaratie { get; set; }
}

public sealed class DeclaratieDeel
{
    [XmlElement(Namespace = Names.Message)]
    public string? DeclaratieNummer { get; set; }

    [XmlArray(Namespace = Names.Message), XmlArrayItem("Client", Namespace = Names.Message)]
    public List<ClientDeel> Clienten { get; set; } = [];
}

public sealed class ClientDeel
{
    public string? Bsn { get; set; }

    [XmlArray(Namespace = Names.Message), XmlArrayItem("Prestatie", Namespace = Names.Message)]
    public List<PrestatieDeel> Prestaties { get; set; } = [];
}

public sealed class PrestatieDeel
{
    public ReferentieDeel? ProductReferentie { get; set; }

    public long ToewijzingNummer { get; set; }

    public string? ProductCategorie { get; set; }

    public string? ProductCode { get; set; }

    public PeriodeDeel? ProductPeriode { get; set; }

    public long GeleverdVolume { get; set; }

    public string? Eenheid { get; set; }

    public long ProductTarief { get; set; }

    public BedragDeel? IngediendBedrag { get; set; }
}

public sealed class ReferentieDeel
{
    [XmlElement(Namespace = Names.Base)]
    public string? ReferentieNummer { get; set; }

    [XmlElement(Namespace = Names.Base)]
    public string? VorigReferentieNummer { get; set; }
}

public sealed class PeriodeDeel
{
    [XmlElement(Namespace = Names.Base, DataType = "date")]
    public DateTime Begindatum { get; set; }

    [XmlElement(Namespace = Names.Base, DataType = "date")]
    public DateTime Einddatum { get; set; }
}

public sealed class BedragDeel
{
    [XmlElement(Namespace = Names.Base)]
    public long Bedrag { get; set; }

    [XmlElement(Namespace = Names.Base)]
    public string? DebetCredit { get; set; }
}

internal static class Names
{
    internal const string Message = "http://www.istandaarden.nl/ijw/3_2/jw323/schema";
    internal const string Base = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";
}
#pragma warning restore CA1002, CA2227
