using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Ijw.Rules;

/// <summary>Rules about who someone is, in whichever message.</summary>
internal static class PersonRules
{
    private const int OldestAge = 120;

    private static readonly DateOnly Unknown = new(1900, 1, 1);

    internal static void CheckBsn(Report report, string bsn, string path) =>
        report.AddIf(!Bsn.PassesElevenCheck(bsn), "CS002", path + "/Bsn");

    internal static void CheckBirth(Report report, Geboortedatum? birth, DateOnly dated, string path)
    {
        if (birth is null) return;
        var place = path + "/Geboortedatum";
        report.AddIf(!Agrees(birth), "CS139", place + "/DatumGebruik");
        var isUnknown = birth.DatumGebruik == "3" && birth.Datum == Unknown;
        var oldest = dated.Year > OldestAge ? dated.AddYears(-OldestAge) : DateOnly.MinValue;
        report.AddIf(birth.Datum < oldest && !isUnknown, "TR002", place + "/Datum");
        report.AddIf(birth.Datum > dated, "TR134", place + "/Datum");
    }

    internal static void CheckName(Report report, VolledigeNaam name, string path)
    {
        var isRight = name.Partnernaam is null
            ? name.NaamGebruik is "1" or "6"
            : name.NaamGebruik is "1" or "2" or "3" or "4";
        report.AddIf(!isRight, "CS050", path + "/Naam/NaamGebruik");
    }

    private static bool Agrees(Geboortedatum birth) => birth.DatumGebruik switch
    {
        "1" => birth.Datum.Day == 1,
        "2" => birth.Datum is { Day: 1, Month: 1 },
        "3" => birth.Datum == Unknown,
        _ => true,
    };
}
