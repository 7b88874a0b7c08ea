using System.Globalization;
using static Jeugdregio.Ijw.Fuzz.Hostile.HostileCases;
using static Jeugdregio.Ijw.Fuzz.Hostile.Honest;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>
/// B2, continued: messages right in form, of nearly 25 MB or more, with as much as fits of what is repeated and what
/// rules compare with each other. They may cost what a message of their size costs, but not more.
/// </summary>
internal static class LargeCases
{
    private const int Most = 25 * 1024 * 1024;
    private const int Endless = 1_000_000;

    private static readonly DateOnly FirstDay = new(2026, 3, 1);

    internal static IEnumerable<HostileCase> All =>
    [
        Large("new products, each on a day of its own", ToNewProducts, NewProduct, 90_000, FromNewProducts) with
        {
            Verdict = Verdict.Rejected,
        },
        Large("lines", ToLines, Line, 32_000, FromLines) with { Verdict = Verdict.Rejected },
        Large("lines, each with a namespace", ToLines, LineWithNamespace, 32_000, FromLines) with
        {
            Verdict = Verdict.Rejected,
        },
        Large("return codes", ToCodes, _ => "<m:RetourCode>0200</m:RetourCode>", 750_000, FromCodes) with
        {
            Verdict = Verdict.Accepted,
        },
        Large("lines without end", ToLines, Line, Endless, FromLines) with
        {
            Finding = TooLarge, Column = Most + 1, ProvenAt = Most + 1,
        },
        Large("dates with a time zone, in lines", ToLines, LineInZone, 32_000, FromLines) with
        {
            Verdict = Verdict.Rejected,
        },
    ];

    private static HostileCase Large(string name, string before, Func<int, string> piece, int times, string after) =>
        new("B2", $"25 MB of {name}", Made.Of(Made.Once(before), Made.Numbered(times, piece), Made.Once(after)))
        {
            IsHonest = true,
        };

    private static string NewProduct(int number)
    {
        var day = FirstDay.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return "<m:NieuwProduct><m:Product><i:Categorie>45</i:Categorie></m:Product>"
            + $"<m:GewensteIngangsdatum>{day}</m:GewensteIngangsdatum><m:Einddatum>{day}</m:Einddatum>"
            + "<m:Budget>1</m:Budget></m:NieuwProduct>";
    }

    private static string Line(int number) => "<m:Prestatie><m:ProductReferentie>"
        + $"<i:ReferentieNummer>PR{number}</i:ReferentieNummer></m:ProductReferentie>"
        + $"<m:ToewijzingNummer>{number}</m:ToewijzingNummer><m:ProductCategorie>45</m:ProductCategorie>"
        + "<m:ProductCode>45A48</m:ProductCode><m:ProductPeriode><i:Begindatum>2026-01-01</i:Begindatum>"
        + "<i:Einddatum>2026-01-31</i:Einddatum></m:ProductPeriode><m:GeleverdVolume>1</m:GeleverdVolume>"
        + "<m:Eenheid>01</m:Eenheid><m:ProductTarief>130</m:ProductTarief><m:IngediendBedrag>"
        + "<i:Bedrag>130</i:Bedrag><i:DebetCredit>D</i:DebetCredit></m:IngediendBedrag></m:Prestatie>";

    private static string LineWithNamespace(int number) => Line(number).Replace(
        "<m:Prestatie>", $"<m:Prestatie xmlns:n{number}=\"u{number}\">", StringComparison.Ordinal);

    private static string LineInZone(int number) => Line(number).Replace(
        "01-01<", "01-01z<", StringComparison.Ordinal);
}
