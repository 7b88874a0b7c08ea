namespace Jeugdregio.Ijw.Messages;

/// <summary>Units (WJ756). There is no month: a month's tariff is a piece or euros with frequency 4.</summary>
public static class Eenheden
{
    public const string Minuut = "01";
    public const string Uur = "04";
    public const string Etmaal = "14";
    public const string Dagdeel = "16";

    /// <summary>Pieces, paid by result.</summary>
    public const string StuksOutput = "82";
    public const string Euro = "83";

    /// <summary>Pieces, paid by effort.</summary>
    public const string StuksInspanning = "84";
}

/// <summary>Frequencies (WMO757).</summary>
public static class Frequenties
{
    public const string PerDag = "1";
    public const string PerWeek = "2";
    public const string PerMaand = "4";

    /// <summary>In total while the allocation lasts.</summary>
    public const string Totaal = "6";
}

/// <summary>Debit or credit.</summary>
public static class DebetCredits
{
    public const string Debet = "D";
    public const string Credit = "C";

    /// <summary>Credit for a negative amount, else debit (CS325).</summary>
    public static string Of(long cents) => cents < 0 ? Credit : Debet;
}

/// <summary>Whether a start or stop is new or taken back (COD467); only these two are used (CS058).</summary>
public static class StatusAanleveringen
{
    public const string Eerste = "1";
    public const string Verwijderen = "3";
}

/// <summary>Reasons for a change of an allocation (JZ002), those that rules name.</summary>
public static class RedenenWijziging
{
    /// <summary>Lapsed, no longer allowed (CS336).</summary>
    public const string AdministratieveCorrectieVervallen = "01";
    public const string Verhuizing = "07";
    public const string Verwijderd = "13";
}

/// <summary>Reasons for an end of care (JZ588), those that rules name.</summary>
public static class RedenenBeeindiging
{
    /// <summary>A stop for a while: care may go on without a new allocation.</summary>
    public const string Tijdelijk = "20";
    public const string VolgensPlan = "31";
    public const string EenzijdigClient = "32";
    public const string EenzijdigAanbieder = "33";
    public const string InOvereenstemming = "34";
}

/// <summary>Answers to a request (WJ760).</summary>
public static class VerzoekAntwoorden
{
    public const string Afgewezen = "1";
    public const string InOnderzoek = "2";
}

/// <summary>Reasons to refuse a request (WJ759), those that rules name.</summary>
public static class RedenenAfwijzing
{
    public const string NietBinnenContract = "4";
    public const string GeenContract = "3";
    public const string Woonplaatsbeginsel = "8";
}
