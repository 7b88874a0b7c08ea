using static Jeugdregio.Ijw.Definition.Parts;

namespace Jeugdregio.Ijw.Definition;

/// <summary>Elements and classes, said in one word each.</summary>
internal static class Parts
{
    internal static Element One(string name, SimpleType type) => new(name, true, false, type, null);

    internal static Element One(string name, ClassType type) => new(name, true, false, null, type);

    internal static Element Optional(string name, SimpleType type) => new(name, false, false, type, null);

    internal static Element Optional(string name, ClassType type) => new(name, false, false, null, type);

    internal static Element Many(string name, SimpleType type) => new(name, true, true, type, null);

    internal static Element Many(string name, ClassType type) => new(name, true, true, null, type);

    internal static ClassType Class(string name, params IReadOnlyList<Element> elements) => new(name, false, elements);

    internal static ClassType Shared(string name, params IReadOnlyList<Element> elements) => new(name, true, elements);
}

/// <summary>The classes of the base schema of iJw 3.2: what several messages have in common.</summary>
internal static class BaseClasses
{
    internal static readonly ClassType Achternaam = Shared(
        "CDT_Achternaam",
        One("Achternaam", SimpleTypes.Naam),
        Optional("Voorvoegsel", SimpleTypes.Voorvoegsel));

    internal static readonly ClassType VerkorteNaam = Shared(
        "CDT_VerkorteNaam",
        One("Geslachtsnaam", Achternaam),
        Optional("Voornamen", SimpleTypes.Naam),
        Optional("Voorletters", SimpleTypes.Voorletters));

    internal static readonly ClassType VolledigeNaam = Shared(
        "CDT_VolledigeNaam",
        One("Geslachtsnaam", Achternaam),
        Optional("Partnernaam", Achternaam),
        Optional("Voornamen", SimpleTypes.Naam),
        Optional("Voorletters", SimpleTypes.Voorletters),
        One("NaamGebruik", SimpleTypes.NaamGebruik));

    internal static readonly ClassType Geboortedatum = Shared(
        "CDT_Geboortedatum",
        One("Datum", SimpleTypes.Datum),
        Optional("DatumGebruik", SimpleTypes.DatumGebruik)) with { Personal = true };

    internal static readonly ClassType Communicatie = Shared(
        "CDT_Communicatie",
        One("Vorm", SimpleTypes.Communicatievorm),
        Optional("Taal", SimpleTypes.Taal));

    internal static readonly ClassType Huis = Shared(
        "CDT_Huis",
        One("Huisnummer", SimpleTypes.Huisnummer),
        Optional("Huisletter", SimpleTypes.Huisletter),
        Optional("HuisnummerToevoeging", SimpleTypes.HuisnummerToevoeging),
        Optional("AanduidingWoonadres", SimpleTypes.AanduidingWoonadres));

    internal static readonly ClassType Adres = Shared(
        "CDT_Adres",
        Optional("Huis", Huis),
        Optional("Postcode", SimpleTypes.Postcode),
        Optional("Straatnaam", SimpleTypes.Straatnaam),
        Optional("Plaatsnaam", SimpleTypes.Plaatsnaam),
        Optional("LandCode", SimpleTypes.LandCode));

    internal static readonly ClassType Telefoon = Shared(
        "CDT_Telefoon",
        One("Telefoonnummer", SimpleTypes.Telefoonnummer),
        One("Landnummer", SimpleTypes.Landnummer));

    internal static readonly ClassType Telefoonnummers = Shared(
        "CDT_Telefoonnummers",
        One("Telefoon01", Telefoon),
        Optional("Telefoon02", Telefoon));

    internal static readonly ClassType OpenPeriode = Shared(
        "CDT_OpenPeriode",
        Optional("Begindatum", SimpleTypes.Datum),
        Optional("Einddatum", SimpleTypes.Datum));

    internal static readonly ClassType GeslotenPeriode = Shared(
        "CDT_GeslotenPeriode",
        One("Begindatum", SimpleTypes.Datum),
        One("Einddatum", SimpleTypes.Datum));

    internal static readonly ClassType Product = Shared(
        "CDT_Product",
        One("Categorie", SimpleTypes.ProductCategorie),
        Optional("Code", SimpleTypes.ProductCode));

    internal static readonly ClassType Omvang = Shared(
        "CDT_Omvang",
        One("Volume", SimpleTypes.Volume),
        One("Eenheid", SimpleTypes.Eenheid),
        One("Frequentie", SimpleTypes.Frequentie));

    internal static readonly ClassType Verwijzer = Shared(
        "CDT_Verwijzer",
        One("Type", SimpleTypes.TypeVerwijzer),
        Optional("Naam", SimpleTypes.NaamVerwijzer),
        Optional("ZorgverlenerCode", SimpleTypes.AgbCode));

    internal static readonly ClassType Referentie = Shared(
        "CDT_Referentie",
        One("ReferentieNummer", SimpleTypes.ReferentieNummer),
        Optional("VorigReferentieNummer", SimpleTypes.ReferentieNummer));

    internal static readonly ClassType BedragMetDC = Shared(
        "CDT_BedragMetDC",
        One("Bedrag", SimpleTypes.Bedrag),
        One("DebetCredit", SimpleTypes.DebetCredit));

    internal static readonly ClassType TotaalBedragMetDC = Shared(
        "CDT_TotaalBedragMetDC",
        One("TotaalBedrag", SimpleTypes.TotaalBedrag),
        One("DebetCredit", SimpleTypes.DebetCredit));

    internal static readonly ClassType BerichtIdentificatie = Shared(
        "CDT_BerichtIdentificatie",
        One("Identificatie", SimpleTypes.IdentificatieBericht),
        One("Dagtekening", SimpleTypes.Datum));

    internal static readonly ClassType XsdVersie = Shared(
        "CDT_XsdVersie",
        One("BasisschemaXsdVersie", SimpleTypes.Versie),
        One("BerichtXsdVersie", SimpleTypes.Versie));
}
