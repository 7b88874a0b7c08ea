namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>Messages that are right in form, on one line and in parts, for others to be made from.</summary>
internal static class Honest
{
    internal const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    internal const string Value = "VOT-1";

    /// <summary>All after the element with the value.</summary>
    internal const string FromTag = "<m:VerzoekAntwoord>2</m:VerzoekAntwoord></m:Antwoord></m:Bericht>";

    /// <summary>All after the value.</summary>
    internal const string FromValue = "</m:ReferentieAanbieder>" + FromTag;

    internal static string Namespaces { get; } = NamespacesOf("jw319");

    internal static string Start { get; } = $"<m:Bericht {Namespaces}>";

    internal static string Header { get; } = HeaderOf("488", "0479", "01000001");

    /// <summary>All before the element with the value.</summary>
    internal static string ToTag { get; } = Start + Header + "<m:Antwoord>";

    /// <summary>All before the value.</summary>
    internal static string ToValue { get; } = ToTag + "<m:ReferentieAanbieder>";

    /// <summary>A JW319 that is accepted.</summary>
    internal static string Whole { get; } = ToValue + Value + FromValue;

    /// <summary>A JW317 as far as its list of new products.</summary>
    internal static string ToNewProducts { get; } = $"<m:Bericht {NamespacesOf("jw317")}>"
        + HeaderOf("486", "01000001", "0479") + "<m:Client><m:Bsn>999900006</m:Bsn><m:Verzoek>"
        + "<m:ReferentieAanbieder>VOW-1</m:ReferentieAanbieder><m:RedenVerzoek>1</m:RedenVerzoek>"
        + "<m:NieuweProducten>";

    internal const string FromNewProducts = "</m:NieuweProducten></m:Verzoek></m:Client></m:Bericht>";

    /// <summary>A JW323 as far as the lines of its client.</summary>
    internal static string ToLines { get; } = $"<m:Bericht {NamespacesOf("jw323")}>"
        + HeaderOf("490", "01000001", "0479") + "<m:Declaratie><m:DeclaratieNummer>D1</m:DeclaratieNummer>"
        + "<m:DeclaratiePeriode><i:Begindatum>2026-01-01</i:Begindatum><i:Einddatum>2026-01-31</i:Einddatum>"
        + "</m:DeclaratiePeriode><m:DeclaratieDagtekening>2026-02-03</m:DeclaratieDagtekening>"
        + "<m:TotaalIngediendBedrag><i:TotaalBedrag>0</i:TotaalBedrag><i:DebetCredit>D</i:DebetCredit>"
        + "</m:TotaalIngediendBedrag><m:Clienten><m:Client><m:Bsn>999900006</m:Bsn><m:Prestaties>";

    internal const string FromLines = "</m:Prestaties></m:Client></m:Clienten></m:Declaratie></m:Bericht>";

    /// <summary>A JW325 as far as its codes.</summary>
    internal static string ToCodes { get; } = $"<m:Bericht {NamespacesOf("jw325")}>"
        + HeaderOf("491", "0479", "01000001")[..^"</m:Header>".Length]
        + "<m:DeclaratieIdentificatie><i:Identificatie>AB23</i:Identificatie><i:Dagtekening>2026-02-03</i:Dagtekening>"
        + "</m:DeclaratieIdentificatie><m:XsdVersieDeclaratie><i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie>"
        + "<i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></m:XsdVersieDeclaratie><m:RetourCodes>";

    internal const string FromCodes = "</m:RetourCodes></m:Header></m:Bericht>";

    private static string NamespacesOf(string message) =>
        $"xmlns:m=\"http://www.istandaarden.nl/ijw/3_2/{message}/schema\""
        + " xmlns:i=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\"";

    private static string HeaderOf(string code, string sender, string receiver) =>
        $"<m:Header><m:BerichtCode>{code}</m:BerichtCode><m:BerichtVersie>3</m:BerichtVersie>"
        + $"<m:BerichtSubversie>2</m:BerichtSubversie><m:Afzender>{sender}</m:Afzender>"
        + $"<m:Ontvanger>{receiver}</m:Ontvanger><m:BerichtIdentificatie><i:Identificatie>A1</i:Identificatie>"
        + "<i:Dagtekening>2026-02-05</i:Dagtekening></m:BerichtIdentificatie><m:XsdVersie>"
        + "<i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie><i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie>"
        + "</m:XsdVersie></m:Header>";
}
