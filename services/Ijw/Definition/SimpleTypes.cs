using System.Collections.Frozen;

namespace Jeugdregio.Ijw.Definition;

/// <summary>
/// The simple types of iJw 3.2, by the standard's names. A change of a length or a code list is a change here.
/// </summary>
internal static class SimpleTypes
{
    internal static readonly SimpleType Datum = new("LDT_Datum", Lexical.Date) { Rule = "RS032" };
    internal static readonly SimpleType Tijd = new("LDT_Tijd", Lexical.Time) { Rule = "RS034" };

    internal static readonly SimpleType Bedrag = Whole("LDT_Bedrag", 99_999_999);
    internal static readonly SimpleType Budget = Whole("LDT_Budget", 99_999_999);
    internal static readonly SimpleType TotaalBedrag = Whole("LDT_TotaalBedrag", 999_999_999_999);
    internal static readonly SimpleType Volume = Whole("LDT_Volume", 99_999_999);
    internal static readonly SimpleType Nummer = Whole("LDT_Nummer", 999_999_999);
    internal static readonly SimpleType Huisnummer = Whole("LDT_Huisnummer", 99_999);
    internal static readonly SimpleType RelatieVolgorde = Whole("LDT_RelatieVolgorde", 99);

    internal static readonly SimpleType Bsn =
        Text("LDT_BurgerServicenummer", 1, 9, Form.Digits) with { Digits = 9, Rule = "RS037" };
    internal static readonly SimpleType AgbCode =
        Text("LDT_AgbCode", 1, 8, Form.Digits) with { Digits = 8, Rule = "RS036" };
    internal static readonly SimpleType Gemeente =
        Text("LDT_Gemeente", 1, int.MaxValue, Form.Digits) with { Digits = 4, Rule = "RS035" };
    internal static readonly SimpleType Telefoonnummer =
        Text("LDT_Telefoonnummer", 1, 15, Form.Digits) with { Rule = "RS046" };
    internal static readonly SimpleType Voorletters =
        Text("LDT_Voorletters", 1, 6, Form.Initials) with { Rule = "RS045" };
    internal static readonly SimpleType Versie =
        Text("LDT_Versie", 1, int.MaxValue, Form.Version) with { Rule = "RS048" };
    internal static readonly SimpleType Commentaar =
        Text("LDT_Commentaar", 1, int.MaxValue, Form.Lines) with { Rule = "RS031" };

    internal static readonly SimpleType Emailadres = Text("LDT_Emailadres", 1, 80, Form.Line);
    internal static readonly SimpleType Huisletter = Text("LDT_Huisletter", 1, 1, Form.Line);
    internal static readonly SimpleType HuisnummerToevoeging = Text("LDT_HuisnummerToevoeging", 1, 4, Form.Line);
    internal static readonly SimpleType IdentificatieBericht = Text("LDT_IdentificatieBericht", 1, 12, Form.Line);
    internal static readonly SimpleType IdentificatieDeclaratie = Text("LDT_IdentificatieDeclaratie", 1, 12, Form.Any);
    internal static readonly SimpleType Landnummer = Text("LDT_Landnummer", 1, 4, Form.Line);
    internal static readonly SimpleType Naam = Text("LDT_Naam", 1, 200, Form.Line);
    internal static readonly SimpleType NaamVerwijzer = Text("LDT_NaamVerwijzer", 1, 64, Form.Line);
    internal static readonly SimpleType Organisatienaam = Text("LDT_Organisatienaam", 1, 35, Form.Line);
    internal static readonly SimpleType Persoonsid = Text("LDT_Persoonsid", 1, 20, Form.Line);
    internal static readonly SimpleType Plaatsnaam = Text("LDT_Plaatsnaam", 1, 80, Form.Line);
    internal static readonly SimpleType Postcode = Text("LDT_Postcode", 1, 8, Form.Line);
    internal static readonly SimpleType ProductCode = Text("LDT_ProductCode", 1, 5, Form.Line);
    internal static readonly SimpleType Referentie = Text("LDT_Referentie", 1, 36, Form.Line);
    internal static readonly SimpleType ReferentieNummer = Text("LDT_ReferentieNummer", 1, 20, Form.Any);
    internal static readonly SimpleType Straatnaam = Text("LDT_Straatnaam", 1, 24, Form.Line);
    internal static readonly SimpleType Taal = Text("LDT_Taal", 1, 25, Form.Line);
    internal static readonly SimpleType Voorvoegsel = Text("LDT_Voorvoegsel", 1, 10, Form.Line);

    /// <summary>The number of a declaration as the provider writes it; the answer takes any it was given.</summary>
    internal static readonly SimpleType DeclaratieNummer =
        IdentificatieDeclaratie with { Name = "", Form = Form.LettersAndDigits, Rule = "CS319" };

    internal static readonly SimpleType AanduidingWoonadres = Codes("LDT_AanduidingWoonadres", "AB BY TO WW");
    internal static readonly SimpleType AdresSoort = Codes("LDT_AdresSoort", "01 02 03 04");
    internal static readonly SimpleType Communicatievorm = Codes("LDT_Communicatievorm", "1 2 3");
    internal static readonly SimpleType DatumGebruik = Codes("LDT_DatumGebruik", "1 2 3");
    internal static readonly SimpleType DebetCredit = Codes("LDT_DebetCredit", "C D");
    internal static readonly SimpleType Eenheid = Codes("LDT_Eenheid", "01 04 14 16 82 83 84");
    internal static readonly SimpleType Frequentie = Codes("LDT_Frequentie", "1 2 4 6");
    internal static readonly SimpleType Geslacht = Codes("LDT_Geslacht", "0 1 2");
    internal static readonly SimpleType JaNee = Codes("LDT_JaNee", "1 2");
    internal static readonly SimpleType JuridischeStatus = Codes("LDT_JuridischeStatus", "01 02 03 04 05 11 12");
    internal static readonly SimpleType NaamGebruik = Codes("LDT_NaamGebruik", "1 2 3 4 5 6");
    internal static readonly SimpleType ProductCategorie = Codes(
        "LDT_ProductCategorie", "31 32 33 34 35 36 37 38 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55");
    internal static readonly SimpleType RedenAfwijzingVerzoek =
        Codes("LDT_RedenAfwijzingVerzoek", "1 2 3 4 5 6 7 8 9") with { MaxLength = 2 };
    internal static readonly SimpleType RedenBeeindiging =
        Codes("LDT_RedenBeeindiging", "02 20 31 32 33 34 35 36 37 38 39");
    internal static readonly SimpleType RedenVerzoek = Codes("LDT_RedenVerzoek", "1 2");
    internal static readonly SimpleType RedenWijziging =
        Codes("LDT_RedenWijziging", "01 02 03 04 05 06 07 08 09 10 11 12 13 14");
    internal static readonly SimpleType RetourCode = Codes(
        "LDT_RetourCode",
        """
        0001 0200 0233 0611 8001 8017 8021 8187 8214 8848 9019 9056 9063 9069 9071 9074 9307 9308 9319 9321 9322
        9326 9332 9333 9338 9339 9340 9341 9346 9347 9349 9350 9351 9355 9357 9359 9360 9361 9365 9366 9367 9369
        9373 9374 9375 9379 9384 9385 9387 9388 9389 9390 9411 9412 9413 9414 9415 S300 S329
        """);
    internal static readonly SimpleType SoortRelatie = Codes(
        "LDT_SoortRelatie", "03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25");
    internal static readonly SimpleType StatusAanlevering = Codes("LDT_StatusAanlevering", "1 2 3 9");
    internal static readonly SimpleType TypeVerwijzer = Codes("LDT_TypeVerwijzer", "01 02 03 04 05 06 08");
    internal static readonly SimpleType VerzoekAntwoord = Codes("LDT_VerzoekAntwoord", "1 2");
    internal static readonly SimpleType WettelijkeVertegenwoordiging =
        Codes("LDT_WettelijkeVertegenwoordiging", "06 07 08 09 10");

    /// <summary>ISO 3166-1 alpha-2, 249 codes.</summary>
    internal static readonly SimpleType LandCode = Codes(
        "LDT_LandCode",
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
        BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
        FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
        IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
        MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
        PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
        SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
        YT ZA ZM ZW
        """);

    /// <summary>The code that says which message it is.</summary>
    internal static SimpleType BerichtCode(string code) =>
        new("", Lexical.Text) { Fixed = code, MinLength = 3, MaxLength = 3, Rule = "RS047" };

    /// <summary>
    /// The version of the standard; a number, so that space around it does not count, but spelled in one way.
    /// </summary>
    internal static SimpleType VersionNumber(string number, string rule) =>
        new("", Lexical.Whole) { Fixed = number, Max = 99, Rule = rule };

    private static SimpleType Whole(string name, long max) => new(name, Lexical.Whole) { Max = max };

    private static SimpleType Text(string name, int min, int max, Form form) =>
        new(name, Lexical.Text) { MinLength = min, MaxLength = max, Form = form };

    private static SimpleType Codes(string name, string values)
    {
        var all = values.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(name, Lexical.Text)
        {
            Values = all.ToFrozenSet(StringComparer.Ordinal),
            MaxLength = all.Max(value => value.Length),
        };
    }
}
