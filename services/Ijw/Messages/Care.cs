using Jeugdregio.Values;

namespace Jeugdregio.Ijw.Messages;

/// <summary>What is delivered: a category, and a code within it.</summary>
public sealed record Product : MessageClass
{
    /// <summary>JZ020, two digits.</summary>
    public required string Categorie { get; init; }

    /// <summary>1 to 5 characters; null for an allocation of the category as a whole.</summary>
    public string? Code { get; init; }
}

/// <summary>How much: a volume in a unit, per period.</summary>
public sealed record Omvang : MessageClass
{
    public required long Volume { get; init; }

    /// <summary>WJ756, see <see cref="Eenheden"/>.</summary>
    public required string Eenheid { get; init; }

    /// <summary>WMO757, see <see cref="Frequenties"/>.</summary>
    public required string Frequentie { get; init; }
}

/// <summary>Who sent the client here.</summary>
public sealed record Verwijzer : MessageClass
{
    /// <summary>
    /// COD327: 01 municipality, 02 general practitioner, 03 youth doctor, 04 certified institution, 05 specialist, 06
    /// nobody, 08 court.
    /// </summary>
    public required string Type { get; init; }

    public string? Naam { get; init; }

    /// <summary>AGB code, 8 digits.</summary>
    public string? ZorgverlenerCode { get; init; }
}

/// <summary>
/// Days from the first to the last, both included. Form alone does not promise that the last comes after the first.
/// </summary>
public sealed record GeslotenPeriode : MessageClass
{
    public required DateOnly Begindatum { get; init; }

    public required DateOnly Einddatum { get; init; }

    /// <summary>The same as a period; null when it ends before it begins.</summary>
    public Period? AsPeriod() => Einddatum < Begindatum ? null : new Period(Begindatum, Einddatum);
}

/// <summary>Days with a first, a last, both or neither.</summary>
public sealed record OpenPeriode : MessageClass
{
    public DateOnly? Begindatum { get; init; }

    public DateOnly? Einddatum { get; init; }
}

/// <summary>The number of a declaration line, and of the line it takes back.</summary>
public sealed record ProductReferentie : MessageClass
{
    /// <summary>1 to 20 characters, unique for the provider (TR314).</summary>
    public required string ReferentieNummer { get; init; }

    /// <summary>Filled on a credit line only (CD060).</summary>
    public string? VorigReferentieNummer { get; init; }
}

/// <summary>The amount of a line: never negative, with a letter that says which way.</summary>
public sealed record BedragMetDC : MessageClass
{
    /// <summary>Euro cents.</summary>
    public required long Bedrag { get; init; }

    /// <summary>D debit, C credit.</summary>
    public required string DebetCredit { get; init; }

    /// <summary>Euro cents, negative for a credit.</summary>
    public long SignedCents() => DebetCredit == DebetCredits.Credit ? -Bedrag : Bedrag;

    /// <summary>The form of a signed amount; zero is a debit (CS325).</summary>
    public static BedragMetDC FromSigned(long cents) =>
        new() { Bedrag = Math.Abs(cents), DebetCredit = DebetCredits.Of(cents) };
}

/// <summary>The amount of a whole declaration: never negative, with a letter that says which way.</summary>
public sealed record TotaalBedragMetDC : MessageClass
{
    /// <summary>Euro cents.</summary>
    public required long TotaalBedrag { get; init; }

    /// <summary>D debit, C credit.</summary>
    public required string DebetCredit { get; init; }

    /// <summary>Euro cents, negative for a credit.</summary>
    public long SignedCents() => DebetCredit == DebetCredits.Credit ? -TotaalBedrag : TotaalBedrag;

    /// <summary>The form of a signed amount; zero is a debit (CS325).</summary>
    public static TotaalBedragMetDC FromSigned(long cents) =>
        new() { TotaalBedrag = Math.Abs(cents), DebetCredit = DebetCredits.Of(cents) };
}
