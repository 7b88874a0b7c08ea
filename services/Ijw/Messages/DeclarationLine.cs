using System.Runtime.InteropServices;

namespace Jeugdregio.Ijw.Messages;

/// <summary>
/// A declaration line (class <c>Prestatie</c>) as a value, for those who read hundreds of thousands: the same content
/// as <see cref="Prestatie"/>, without an object per line.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct DeclarationLine
{
    private static readonly string[] TwoDigits =
        [.. Enumerable.Range(0, 100).Select(number => string.Intern($"{number / 10}{number % 10}"))];

    internal ShortText Reference;
    internal ShortText Earlier;
    internal ShortText Code;
    internal long Allocation;
    internal long Volume;
    internal long Tariff;
    internal long Amount;
    internal DateOnly Begin;
    internal DateOnly End;
    internal byte Category;
    internal byte Unit;
    internal byte HasTariff;
    internal byte Credit;

    /// <summary>1 to 20 characters, unique for the provider (TR314).</summary>
    public readonly ShortText ReferentieNummer => Reference;

    /// <summary>Empty on a line that takes none back (CD060).</summary>
    public readonly ShortText VorigReferentieNummer => Earlier;

    public readonly long ToewijzingNummer => Allocation;

    /// <summary>JZ020, two digits.</summary>
    public readonly string ProductCategorie => TwoDigits[Category];

    public readonly ShortText ProductCode => Code;

    /// <summary>First day of <c>ProductPeriode</c>.</summary>
    public readonly DateOnly Begindatum => Begin;

    /// <summary>
    /// Last day of <c>ProductPeriode</c>; form alone does not promise that it is not before the first.
    /// </summary>
    public readonly DateOnly Einddatum => End;

    public readonly long GeleverdVolume => Volume;

    /// <summary>WJ756, see <see cref="Eenheden"/>.</summary>
    public readonly string Eenheid => TwoDigits[Unit];

    /// <summary>Euro cents per unit; null exactly when the unit is euros (CD087).</summary>
    public readonly long? ProductTarief => HasTariff == 0 ? null : Tariff;

    /// <summary>Euro cents, never negative.</summary>
    public readonly long Bedrag => Amount;

    public readonly bool IsCredit => Credit != 0;

    /// <summary>Euro cents, negative for a credit.</summary>
    public readonly long SignedCents => IsCredit ? -Amount : Amount;

    /// <summary>The same line as a value.</summary>
    /// <exception cref="ArgumentException">The line is not right in form.</exception>
    public static DeclarationLine Of(Prestatie line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new()
        {
            Reference = new(line.ProductReferentie.ReferentieNummer),
            Earlier = new(line.ProductReferentie.VorigReferentieNummer),
            Code = new(line.ProductCode),
            Allocation = line.ToewijzingNummer,
            Volume = line.GeleverdVolume,
            HasTariff = line.ProductTarief is null ? (byte)0 : (byte)1,
            Tariff = line.ProductTarief ?? 0,
            Amount = line.IngediendBedrag.Bedrag,
            Begin = line.ProductPeriode.Begindatum,
            End = line.ProductPeriode.Einddatum,
            Category = Number(line.ProductCategorie),
            Unit = Number(line.Eenheid),
            Credit = line.IngediendBedrag.DebetCredit == DebetCredits.Credit ? (byte)1 : (byte)0,
        };
    }

    /// <summary>The same line as a record of the model.</summary>
    public readonly Prestatie ToPrestatie() => new()
    {
        ProductReferentie = new()
        {
            ReferentieNummer = Reference.ToString(),
            VorigReferentieNummer = Earlier.IsEmpty ? null : Earlier.ToString(),
        },
        ToewijzingNummer = Allocation,
        ProductCategorie = ProductCategorie,
        ProductCode = Code.ToString(),
        ProductPeriode = new() { Begindatum = Begin, Einddatum = End },
        GeleverdVolume = Volume,
        Eenheid = Eenheid,
        ProductTarief = ProductTarief,
        IngediendBedrag = new()
        {
            Bedrag = Amount,
            DebetCredit = IsCredit ? DebetCredits.Credit : DebetCredits.Debet,
        },
    };

    /// <summary>The type name only: a line belongs to a person.</summary>
    public override readonly string ToString() => nameof(DeclarationLine);

    internal static byte Number(string code) => code is [>= '0' and <= '9', >= '0' and <= '9']
        ? (byte)((code[0] - '0') * 10 + code[1] - '0')
        : throw new ArgumentException("A code that is not two digits.", nameof(code));
}
