using System.Collections.Frozen;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>What an element of a JW323 is to the one who takes it client by client.</summary>
internal enum DeclarationField
{
    /// <summary>Of the header, or of another message.</summary>
    None,
    Clienten,
    Client,
    Bsn,
    Prestatie,

    /// <summary>A class around fields of a line.</summary>
    Around,
    ReferentieNummer,
    VorigReferentieNummer,
    ToewijzingNummer,
    ProductCategorie,
    ProductCode,
    Begindatum,
    Einddatum,
    GeleverdVolume,
    Eenheid,
    ProductTarief,
    Bedrag,
    DebetCredit,
}

/// <summary>Where in a JW323 they are.</summary>
internal static class DeclarationFields
{
    internal const string Clients = "Bericht/Declaratie/Clienten";

    private const string Line = Clients + "/Client/Prestaties/Prestatie";

    private static readonly FrozenDictionary<string, DeclarationField> ByPath =
        new Dictionary<string, DeclarationField>
        {
            [Clients] = DeclarationField.Clienten,
            [Clients + "/Client"] = DeclarationField.Client,
            [Clients + "/Client/Bsn"] = DeclarationField.Bsn,
            [Clients + "/Client/Prestaties"] = DeclarationField.Around,
            [Line] = DeclarationField.Prestatie,
            [Line + "/ProductReferentie"] = DeclarationField.Around,
            [Line + "/ProductReferentie/ReferentieNummer"] = DeclarationField.ReferentieNummer,
            [Line + "/ProductReferentie/VorigReferentieNummer"] = DeclarationField.VorigReferentieNummer,
            [Line + "/ToewijzingNummer"] = DeclarationField.ToewijzingNummer,
            [Line + "/ProductCategorie"] = DeclarationField.ProductCategorie,
            [Line + "/ProductCode"] = DeclarationField.ProductCode,
            [Line + "/ProductPeriode"] = DeclarationField.Around,
            [Line + "/ProductPeriode/Begindatum"] = DeclarationField.Begindatum,
            [Line + "/ProductPeriode/Einddatum"] = DeclarationField.Einddatum,
            [Line + "/GeleverdVolume"] = DeclarationField.GeleverdVolume,
            [Line + "/Eenheid"] = DeclarationField.Eenheid,
            [Line + "/ProductTarief"] = DeclarationField.ProductTarief,
            [Line + "/IngediendBedrag"] = DeclarationField.Around,
            [Line + "/IngediendBedrag/Bedrag"] = DeclarationField.Bedrag,
            [Line + "/IngediendBedrag/DebetCredit"] = DeclarationField.DebetCredit,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The field at a path without numbers.</summary>
    internal static DeclarationField Of(string path) => ByPath.GetValueOrDefault(path);
}
