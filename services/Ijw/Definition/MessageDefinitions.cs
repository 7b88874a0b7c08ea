using System.Collections.Frozen;
using static Jeugdregio.Ijw.Definition.BaseClasses;
using static Jeugdregio.Ijw.Definition.Parts;
using static Jeugdregio.Ijw.Definition.SimpleTypes;

namespace Jeugdregio.Ijw.Definition;

/// <summary>
/// The fourteen messages of iJw 3.2, each as its classes: elements in their order, with their cardinality and type.
/// Reading, checking of form and writing all follow from this; nothing else in the library knows what a message looks
/// like.
/// </summary>
internal static class MessageDefinitions
{
    private static readonly ClassType RetourCodes = Class("RetourCodes", Many("RetourCode", RetourCode));

    private static readonly ClassType Contact = Class(
        "Contact",
        One("Soort", AdresSoort),
        Optional("Adres", Adres),
        Optional("Organisatie", Organisatienaam),
        Optional("Telefoon", Telefoonnummers),
        Optional("Emailadres", Emailadres),
        Optional("Periode", OpenPeriode));

    private static readonly ClassType Relatie = Class(
        "Relatie",
        One("Nummer", Persoonsid),
        Optional("Volgorde", RelatieVolgorde),
        One("Soort", SoortRelatie),
        Optional("Geboortedatum", BaseClasses.Geboortedatum),
        Optional("Geslacht", Geslacht),
        One("Naam", VolledigeNaam),
        One("Contact", Contact));

    private static readonly ClassType ToegewezenProduct = Class(
        "ToegewezenProduct",
        One("ToewijzingNummer", Nummer),
        Optional("ReferentieAanbieder", SimpleTypes.Referentie),
        Optional("Product", Product),
        One("Toewijzingsdatum", Datum),
        One("Toewijzingstijd", Tijd),
        One("Ingangsdatum", Datum),
        Optional("Einddatum", Datum),
        Optional("RedenWijziging", RedenWijziging),
        Optional("Omvang", Omvang),
        Optional("Budget", Budget),
        Optional("Commentaar", Commentaar));

    private static readonly ClassType Client301 = Class(
        "Client",
        One("Bsn", Bsn),
        One("Geboortedatum", BaseClasses.Geboortedatum),
        One("Geslacht", Geslacht),
        One("Naam", VolledigeNaam),
        Optional("Communicatie", Communicatie),
        Optional("JuridischeStatus", JuridischeStatus),
        Optional("WettelijkeVertegenwoordiging", WettelijkeVertegenwoordiging),
        Optional("Commentaar", Commentaar),
        Optional("Relaties", Class("Relaties", Many("Relatie", Relatie))),
        One("Contactgegevens", Class("Contactgegevens", Many("Contact", Contact))),
        One("ToegewezenProducten", Class("ToegewezenProducten", Many("ToegewezenProduct", ToegewezenProduct))));

    private static readonly ClassType StartProduct = Class(
        "StartProduct",
        Optional("ToewijzingNummer", Nummer),
        Optional("Product", Product),
        Optional("ToewijzingIngangsdatum", Datum),
        One("Begindatum", Datum),
        One("StatusAanlevering", StatusAanlevering));

    private static readonly ClassType Client305 = Class(
        "Client",
        One("Bsn", Bsn),
        One("Geboortedatum", BaseClasses.Geboortedatum),
        One("Geslacht", Geslacht),
        One("Naam", VerkorteNaam),
        One("StartProducten", Class("StartProducten", Many("StartProduct", StartProduct))));

    private static readonly ClassType StopProduct = Class(
        "StopProduct",
        Optional("ToewijzingNummer", Nummer),
        Optional("Product", Product),
        Optional("ToewijzingIngangsdatum", Datum),
        One("Begindatum", Datum),
        One("RedenBeeindiging", RedenBeeindiging),
        One("Einddatum", Datum),
        One("StatusAanlevering", StatusAanlevering));

    private static readonly ClassType Client307 = Class(
        "Client",
        One("Bsn", Bsn),
        One("Geboortedatum", BaseClasses.Geboortedatum),
        One("Geslacht", Geslacht),
        One("Naam", VerkorteNaam),
        One("StopProducten", Class("StopProducten", Many("StopProduct", StopProduct))));

    private static readonly ClassType AangevraagdProduct = Class(
        "AangevraagdProduct",
        One("ReferentieAanbieder", SimpleTypes.Referentie),
        Optional("BeschikkingNummer", Nummer),
        Optional("Product", Product),
        Optional("BeschikkingIngangsdatum", Datum),
        One("ToewijzingIngangsdatum", Datum),
        Optional("ToewijzingEinddatum", Datum),
        Optional("Omvang", Omvang),
        Optional("Budget", Budget),
        One("Verwijzer", Verwijzer),
        Optional("Raamcontract", JaNee),
        Optional("Commentaar", Commentaar));

    private static readonly ClassType Client315 = Class(
        "Client",
        One("Bsn", Bsn),
        One("Geboortedatum", BaseClasses.Geboortedatum),
        One("Geslacht", Geslacht),
        One("Naam", VerkorteNaam),
        Optional("GezagsdragerBekend", JaNee),
        Optional("Commentaar", Commentaar),
        One("AangevraagdeProducten", Class("AangevraagdeProducten", Many("AangevraagdProduct", AangevraagdProduct))));

    private static readonly ClassType OngewijzigdProduct = Class(
        "OngewijzigdProduct",
        One("ToewijzingNummer", Nummer));

    private static readonly ClassType TeWijzigenProduct = Class(
        "TeWijzigenProduct",
        One("ToewijzingNummer", Nummer),
        One("GewensteIngangsdatum", Datum),
        Optional("Einddatum", Datum),
        Optional("Omvang", Omvang),
        Optional("Budget", Budget));

    private static readonly ClassType NieuwProduct = Class(
        "NieuwProduct",
        Optional("Product", Product),
        One("GewensteIngangsdatum", Datum),
        Optional("Einddatum", Datum),
        Optional("Omvang", Omvang),
        Optional("Budget", Budget));

    private static readonly ClassType Verzoek = Class(
        "Verzoek",
        One("ReferentieAanbieder", SimpleTypes.Referentie),
        One("RedenVerzoek", RedenVerzoek),
        Optional("OngewijzigdeProducten",
            Class("OngewijzigdeProducten", Many("OngewijzigdProduct", OngewijzigdProduct))),
        Optional("TeWijzigenProducten", Class("TeWijzigenProducten", Many("TeWijzigenProduct", TeWijzigenProduct))),
        Optional("NieuweProducten", Class("NieuweProducten", Many("NieuwProduct", NieuwProduct))));

    private static readonly ClassType Client317 = Class(
        "Client",
        One("Bsn", Bsn),
        One("Verzoek", Verzoek));

    private static readonly ClassType Antwoord = Class(
        "Antwoord",
        One("ReferentieAanbieder", SimpleTypes.Referentie),
        One("VerzoekAntwoord", VerzoekAntwoord),
        Optional("RedenAfwijzingVerzoek", RedenAfwijzingVerzoek),
        Optional("Woonplaatsbeginsel", Class("Woonplaatsbeginsel", One("Gemeente", Gemeente))));

    private static readonly ClassType Prestatie = Class(
        "Prestatie",
        One("ProductReferentie", BaseClasses.Referentie),
        One("ToewijzingNummer", Nummer),
        One("ProductCategorie", ProductCategorie),
        One("ProductCode", ProductCode),
        One("ProductPeriode", GeslotenPeriode),
        One("GeleverdVolume", Volume),
        One("Eenheid", Eenheid),
        Optional("ProductTarief", Bedrag),
        One("IngediendBedrag", BedragMetDC));

    private static readonly ClassType Client323 = Class(
        "Client",
        One("Bsn", Bsn),
        One("Prestaties", Class("Prestaties", Many("Prestatie", Prestatie))));

    private static readonly ClassType Declaratie = Class(
        "Declaratie",
        One("DeclaratieNummer", DeclaratieNummer),
        One("DeclaratiePeriode", GeslotenPeriode),
        One("DeclaratieDagtekening", Datum),
        One("TotaalIngediendBedrag", TotaalBedragMetDC),
        One("Clienten", Class("Clienten", Many("Client", Client323))));

    private static readonly ClassType DeclaratieAntwoord = Class(
        "DeclaratieAntwoord",
        One("DeclaratieNummer", IdentificatieDeclaratie),
        One("TotaalIngediendBedrag", TotaalBedragMetDC),
        One("TotaalToegekendBedrag", TotaalBedragMetDC),
        Optional("Clienten", Class("Clienten", Many("Client", Answered(Client323)))),
        One("RetourCodes", RetourCodes));

    /// <summary>All fourteen, by kind.</summary>
    internal static readonly FrozenDictionary<MessageKind, MessageDefinition> All = new[]
    {
        Message(MessageKind.Jw301, [], One("Client", Client301)),
        Message(MessageKind.Jw302, RetourHeader, Optional("Client", Answered(Client301))),
        Message(MessageKind.Jw305, [], One("Client", Client305)),
        Message(MessageKind.Jw306, RetourHeader, Optional("Client", Answered(Client305))),
        Message(MessageKind.Jw307, [], One("Client", Client307)),
        Message(MessageKind.Jw308, RetourHeader, Optional("Client", Answered(Client307))),
        Message(MessageKind.Jw315, [], One("Client", Client315)),
        Message(MessageKind.Jw316, RetourHeader, Optional("Client", Answered(Client315))),
        Message(MessageKind.Jw317, [], One("Client", Client317)),
        Message(MessageKind.Jw318, RetourHeader, Optional("Client", Answered(Client317))),
        Message(MessageKind.Jw319, [], One("Antwoord", Antwoord)),
        Message(MessageKind.Jw320, RetourHeader, Optional("Antwoord", Answered(Antwoord))),
        Message(MessageKind.Jw323, [], One("Declaratie", Declaratie)),
        Message(MessageKind.Jw325, DeclaratieAntwoordHeader, Optional("DeclaratieAntwoord", DeclaratieAntwoord)),
    }.ToFrozenDictionary(definition => definition.Kind);

    private static readonly FrozenDictionary<string, MessageDefinition> ByNamespace =
        All.Values.ToFrozenDictionary(definition => definition.Namespace, StringComparer.Ordinal);

    /// <summary>The message written in a namespace, or null.</summary>
    internal static MessageDefinition? InNamespace(string uri) => ByNamespace.GetValueOrDefault(uri);

    private static IReadOnlyList<Element> RetourHeader =>
    [
        One("IdentificatieRetour", IdentificatieBericht),
        One("DagtekeningRetour", Datum),
        Optional("XsltVersie", Versie),
        One("XsdVersieRetour", XsdVersie),
        Optional("RetourCodes", RetourCodes),
    ];

    private static IReadOnlyList<Element> DeclaratieAntwoordHeader =>
    [
        One("DeclaratieIdentificatie", BerichtIdentificatie),
        Optional("XsltVersie", Versie),
        One("XsdVersieDeclaratie", XsdVersie),
        One("RetourCodes", RetourCodes),
    ];

    private static MessageDefinition Message(MessageKind kind, IReadOnlyList<Element> moreHeader, Element body)
    {
        var (sender, receiver) = kind.SenderIsMunicipality() ? (Gemeente, AgbCode) : (AgbCode, Gemeente);
        var header = Class(
            "Header",
            [
                One("BerichtCode", BerichtCode(kind.Code())),
                One("BerichtVersie", VersionNumber("3", "CS025")),
                One("BerichtSubversie", VersionNumber("2", "CS015")),
                One("Afzender", sender),
                One("Ontvanger", receiver),
                One("BerichtIdentificatie", BerichtIdentificatie),
                One("XsdVersie", XsdVersie),
                .. moreHeader,
            ]);
        return new(kind, Class("Root", One("Header", header), body));
    }

    /// <summary>
    /// The class as an answer has it: the same, with return codes at its end and at the end of every class in it.
    /// </summary>
    private static ClassType Answered(ClassType type)
    {
        if (type.Shared) return type;
        var elements = type.Elements
            .Select(element => element.Class is { } inner ? element with { Class = Answered(inner) } : element);
        return type with
        {
            Elements = type.IsGroup ? [.. elements] : [.. elements, One("RetourCodes", RetourCodes)],
        };
    }
}
