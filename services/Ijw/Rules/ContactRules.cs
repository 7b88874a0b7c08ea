using System.Text.RegularExpressions;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>Rules about where someone can be reached (JW301).</summary>
internal static partial class ContactRules
{
    /// <summary>
    /// What has to be in an address is asked of an address that is there: a contact may be a telephone only.
    /// </summary>
    internal static void Check(Report report, Contact contact, string path)
    {
        var address = contact.Adres;
        report.AddIf(contact.Telefoon is null && address is not { Huis: not null, Postcode: not null }, "TR006", path);
        report.AddIf(contact.Periode is not null && contact.Soort != "04", "CD009", path + "/Periode");
        report.AddIf(contact.Periode is { } days && days.Einddatum < days.Begindatum, "CS003",
            path + "/Periode/Einddatum");
        if (address is null) return;
        report.AddIf(address.Postcode is null != address.LandCode is null, "CD005", path + "/Adres/LandCode");
        report.AddIf(address is { LandCode: "NL", Huis: null }, "CD025", path + "/Adres/Huis");
        report.AddIf(contact.Soort is "01" or "03" && address.Postcode is null, "CD034", path + "/Adres/Postcode");
        report.AddIf(
            address is { LandCode: "NL", Postcode: { } code } && !DutchPostcode().IsMatch(code), "CS089",
            path + "/Adres/Postcode");
    }

    [GeneratedRegex(@"\A[1-9][0-9]{3} ?[A-Z]{2}\z")]
    private static partial Regex DutchPostcode();
}
