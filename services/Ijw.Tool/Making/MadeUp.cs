using System.Globalization;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>What a made-up message is about: who sends it, when, about whom. Nobody in it exists.</summary>
internal sealed class MadeUp
{
    private const string Municipality = "0479";
    private const string Provider = "01000001";

    /// <summary>The numbers that are given to nobody: those of the test range that pass the 11-check.</summary>
    private static readonly string[] TestBsns =
    [
        .. Enumerable.Range(999_900_006, 999_999_990 - 999_900_006 + 1)
            .Select(number => number.ToString(CultureInfo.InvariantCulture))
            .Where(digits => Bsn.PassesElevenCheck(digits)),
    ];

    private readonly int _firstBsn;
    private readonly string _mark;

    internal MadeUp(MessageKind kind, int seed, DateOnly dated)
    {
        (Kind, Seed, Dated, Draw) = (kind, seed, dated, new Draw(seed));
        _mark = ((uint)(seed < 0 ? seed + (1L << 32) : seed)).ToString("X8", CultureInfo.InvariantCulture);
        _firstBsn = Draw.Next(0, TestBsns.Length - 1);
        FirstAllocation = Draw.Next(10_000_000, 80_000_000);
    }

    /// <summary>As many people as there are numbers for.</summary>
    internal static int MostClients => TestBsns.Length;

    /// <summary>What was sent; of an answer, what it answers.</summary>
    internal MessageKind Kind { get; }

    internal int Seed { get; }

    internal DateOnly Dated { get; }

    internal Draw Draw { get; }

    /// <summary>Eight digits, so that no allocation number can be taken for a BSN; others count on from it.</summary>
    internal long FirstAllocation { get; }

    /// <summary>The calendar month before the message.</summary>
    internal GeslotenPeriode Month => MonthOf(new DateOnly(Dated.Year, Dated.Month, 1).AddMonths(-1));

    /// <summary>Twelve characters, other for another seed or kind (TR056).</summary>
    internal string Identification => $"T{_mark}{Kind.Name()[2..]}";

    internal Header Header => new()
    {
        Afzender = Kind.SenderIsMunicipality() ? Municipality : Provider,
        Ontvanger = Kind.SenderIsMunicipality() ? Provider : Municipality,
        BerichtIdentificatie = new() { Identificatie = Identification, Dagtekening = Dated },
    };

    /// <param name="first">The first day of the month.</param>
    internal static GeslotenPeriode MonthOf(DateOnly first) =>
        new() { Begindatum = first, Einddatum = first.AddMonths(1).AddDays(-1) };

    /// <summary>
    /// A number of the sender's own, other for another seed; nine of its digits are never next to each other.
    /// </summary>
    internal string Reference(string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}{_mark}-{number}");

    /// <summary>The number of a client: another for each of <see cref="MostClients"/>.</summary>
    internal string BsnOf(int client) => TestBsns[(_firstBsn + client) % TestBsns.Length];
}
